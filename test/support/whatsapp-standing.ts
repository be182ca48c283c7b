import type { BinaryNode } from "@whiskeysockets/baileys";
import type { WhatsAppServer } from "./whatsapp-server/server.ts";

/** What WhatsApp answers to whoever asks how the account stands; times in ms. */
export type AccountStanding = {
  lockedUntil?: number;
  quota?: { used: number; total: number; status?: string; cycleEnds?: number };
};

const LOCK_QUERY = "23983697327930364";

/** Lets the stand-in answer both questions; `read` is asked each time. Returns what lifts it. */
export function tellStanding(server: WhatsAppServer, read: () => AccountStanding): () => void {
  return server.faults.answer("w:mex", (iq) => [result(iq, read())], Number.POSITIVE_INFINITY);
}

/** The notices that WhatsApp sends by itself when the standing changes. */
export function announceLock(server: WhatsAppServer, lockedUntil: number | undefined): void {
  notify(server, "NotificationUserReachoutTimelockUpdate", {
    xwa2_notify_account_reachout_timelock: lockOf(lockedUntil),
  });
}

export function announceQuota(server: WhatsAppServer, quota: NonNullable<AccountStanding["quota"]>): void {
  notify(server, "MessageCappingInfoNotification", {
    xwa2_notify_new_chat_messages_capping_info_update: quotaOf(quota),
  });
}

function result(iq: BinaryNode, { lockedUntil, quota }: AccountStanding): BinaryNode {
  const [query] = Array.isArray(iq.content) ? iq.content : [];
  const data =
    query?.attrs["query_id"] === LOCK_QUERY
      ? { xwa2_fetch_account_reachout_timelock: lockOf(lockedUntil) }
      : { xwa2_message_capping_info: quota === undefined ? {} : quotaOf(quota) };
  return { tag: "result", attrs: {}, content: Buffer.from(JSON.stringify({ data })) };
}

function lockOf(until: number | undefined) {
  return until === undefined
    ? { is_active: false }
    : { is_active: true, time_enforcement_ends: String(Math.ceil(until / 1000)), enforcement_type: "DEFAULT" };
}

function quotaOf({ used, total, status = "NONE", cycleEnds }: NonNullable<AccountStanding["quota"]>) {
  return {
    used_quota: used,
    total_quota: total,
    capping_status: status,
    ...(cycleEnds === undefined ? {} : { cycle_end_timestamp: String(Math.ceil(cycleEnds / 1000)) }),
  };
}

function notify(server: WhatsAppServer, name: string, data: unknown): void {
  const update: BinaryNode = {
    tag: "update",
    attrs: { op_name: name },
    content: Buffer.from(JSON.stringify({ data })),
  };
  server.connections()[0]?.send({
    tag: "notification",
    attrs: {
      id: `notice-${name}-${Date.now()}`,
      from: "s.whatsapp.net",
      type: "mex",
      t: String(Math.floor(Date.now() / 1000)),
    },
    content: [update],
  });
}
