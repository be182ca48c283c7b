import type { BaileysEventMap, NewChatMessageCapInfo } from "@whiskeysockets/baileys";
import type { ColdBudget } from "../../../delivery/cold-budget.ts";
import { SendError } from "../../../delivery/send-error.ts";
import { errorName, type Log } from "../../../log.ts";
import type { Socket } from "../connect/connection.ts";
import { createLanes } from "./lanes.ts";
import type { SendTiming } from "./send-timing.ts";
import { wroteFirst } from "./wrote-first.ts";

/**
 * Keeps the number from being banned: whoever wrote first may be written to; others only within an officer's daily budget
 * that grows slowly, and only while WhatsApp allows new chats, which is asked and never tried out.
 */
export type BanCare = {
  /**
   * Whether a push to somebody may go; resolves to whether it begins a chat. Throws a SendError `throttled` when not
   * now, or not before an officer allows writing to strangers.
   */
  admit(socket: Socket, jid: string): Promise<"warm" | "cold">;
  /** Counts somebody who is about to be written to first, once for the same push. Throws as `admit` does. */
  spend(id: string): Promise<void>;
  /** WhatsApp refused a new chat: none is begun until it says otherwise. */
  refused(socket: Socket): void;
  /** Listens to what WhatsApp says of the account; what it returns stops that. */
  attach(socket: Socket): () => void;
  standing(): Standing;
  /** How many may still be written to first today, and on a day like this. */
  budget(): Promise<{ today: number; perDay: number }>;
};

/** What WhatsApp said last. Times in ms. */
export type Standing = {
  /** New chats are not allowed until then; 0 when they are. */
  heldUntil: number;
  quota?: { used: number; total: number; warned: boolean };
};

export type BanCareParts = {
  budget: ColdBudget | undefined;
  timing: SendTiming;
  log: Log;
  now: () => number;
  /** The day of the office, `2026-11-28`. */
  today: () => string;
};

/** How many a day by the days since an officer first allowed it. A new number that writes to many is what gets banned. */
const RAMP = [
  { fromDay: 0, most: 20 },
  { fromDay: 3, most: 50 },
  { fromDay: 7, most: 100 },
  { fromDay: 14, most: 200 },
] as const;
const DAY_MS = 86_400_000;
const MOST_SPENT = 1_000;

export function createBanCare({ budget, timing, log, now, today }: BanCareParts): BanCare {
  /** Until when no chat may be begun: by a lock on the account, by its quota, because one was refused. */
  const held = { lock: 0, quota: 0, refusal: 0 };
  let quota: Standing["quota"];
  let askedAt = Number.NEGATIVE_INFINITY;
  const inTurn = createLanes();
  const spent = new Map<string, string>();

  const heldUntil = () => Math.max(held.lock, held.quota, held.refusal);

  function heardOfLock(lock: BaileysEventMap["connection.update"]["reachoutTimeLock"]): void {
    if (lock === undefined) return;
    held.lock = lock.isActive === true ? (lock.timeEnforcementEnds?.getTime() ?? now() + timing.restMs) : 0;
    if (held.lock > now()) log.warn("new_chats_held", { channel: "whatsapp" });
  }

  function heardOfCap(cap: NewChatMessageCapInfo): void {
    const { total_quota: total, used_quota: used, capping_status: status, cycle_end_timestamp: end } = cap;
    const isCapped = status === "CAPPED" || (total !== undefined && used !== undefined && used >= total);
    held.quota = isCapped ? (timeOf(end) ?? now() + timing.restMs) : 0;
    if (total === undefined || used === undefined) return;
    quota = { used, total, warned: status !== undefined && status !== "NONE" };
  }

  /** Asks WhatsApp how the account stands, unless it is known. Without an answer nobody is written to first. */
  async function ask(socket: Socket): Promise<void> {
    if (now() - askedAt < timing.standingMs) return;
    try {
      heardOfLock(await socket.fetchAccountReachoutTimelock());
      heardOfCap(await socket.fetchNewChatMessageCap());
      askedAt = now();
    } catch (error) {
      log.debug("not_sent", { channel: "whatsapp", error: errorName(error) });
      throw new SendError("throttled", { code: "standing", retryAfterMs: timing.standingMs / 3 });
    }
  }

  function restIfHeld(): void {
    const left = heldUntil() - now();
    if (left > 0) throw new SendError("throttled", { code: "no_new_chats", retryAfterMs: left });
  }

  async function budgetNow(): Promise<{ today: number; perDay: number }> {
    const allowed = await budget?.allowed();
    if (budget === undefined || allowed === undefined) return { today: 0, perDay: 0 };
    const days = Math.max(0, Math.floor((Date.parse(today()) - Date.parse(allowed.since)) / DAY_MS));
    const most = RAMP.findLast(({ fromDay }) => days >= fromDay)?.most ?? 0;
    const perDay = Math.min(most, allowed.perDay);
    return { today: Math.max(0, perDay - (await budget.used(today()))), perDay };
  }

  async function restIfSpent(): Promise<void> {
    const code = (await budget?.allowed()) === undefined ? "never_wrote" : "cold_budget";
    if (code === "never_wrote" || (await budgetNow()).today <= 0)
      throw new SendError("throttled", { code, retryAfterMs: timing.standingMs });
  }

  return {
    async admit(socket, jid) {
      if (await wroteFirst(socket, jid)) return "warm";
      await restIfSpent();
      restIfHeld();
      await ask(socket);
      restIfHeld();
      return "cold";
    },
    spend: (id) =>
      // One after the other, so that two cannot take the last one.
      inTurn("budget", async () => {
        restIfHeld();
        if (spent.get(id) === today()) return;
        await restIfSpent();
        await budget?.use(today());
        spent.set(id, today());
        const [oldest] = spent.keys();
        if (spent.size > MOST_SPENT && oldest !== undefined) spent.delete(oldest);
      }),
    refused(socket) {
      held.refusal = now() + timing.restMs;
      log.warn("new_chats_held", { channel: "whatsapp" });
      // Asked, not tried again; should there be no answer, the rest just lasts its time.
      void socket.fetchAccountReachoutTimelock().catch(() => undefined);
    },
    attach(socket) {
      const update = ({ reachoutTimeLock }: BaileysEventMap["connection.update"]) => heardOfLock(reachoutTimeLock);
      socket.ev.on("connection.update", update);
      socket.ev.on("message-capping.update", heardOfCap);
      return () => {
        socket.ev.off("connection.update", update);
        socket.ev.off("message-capping.update", heardOfCap);
      };
    },
    standing: () => ({ heldUntil: heldUntil(), ...(quota === undefined ? {} : { quota }) }),
    budget: budgetNow,
  };
}

/** Seconds or milliseconds: WhatsApp uses both in such answers. */
function timeOf(stamp: string | undefined): number | undefined {
  const time = Number(stamp);
  if (!(time > 0)) return undefined;
  return time > 1e11 ? time : time * 1000;
}
