import { QueryIds, ReachoutTimelockEnforcementType } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import { childOf, node, server } from "./nodes.ts";
import type { Query } from "./queries.ts";
import type { Cap, Restriction } from "./types.ts";
import type { World } from "./world.ts";

/** Questions in GraphQL, of which a bot asks two: may it begin chats, and how many more of them. */
export const askMex: Query = (world, iq) => {
  const data = dataOf(world, childOf(iq, "query")?.attrs["query_id"] ?? "");
  return data === undefined ? { error: 404 } : [node("result", {}, Buffer.from(JSON.stringify({ data })))];
};

function dataOf(world: World, queryId: string): Record<string, unknown> | undefined {
  if (queryId === QueryIds.REACHOUT_TIMELOCK) {
    return { xwa2_fetch_account_reachout_timelock: timelock(world.restriction) };
  }
  if (queryId === QueryIds.MESSAGE_CAPPING_INFO) return { xwa2_message_capping_info: capping(world.cap) };
  return undefined;
}

/** Tells the bot at once, as WhatsApp does, that it may no longer begin chats, or may again. */
export function tellRestriction(world: World): void {
  notify(world, "NotificationUserReachoutTimelockUpdate", {
    xwa2_notify_account_reachout_timelock: timelock(world.restriction),
  });
}

export function tellCap(world: World): void {
  notify(world, "MessageCappingInfoNotification", {
    xwa2_notify_new_chat_messages_capping_info_update: capping(world.cap),
  });
}

function notify(world: World, operation: string, data: Record<string, unknown>): void {
  const update = node("update", { op_name: operation }, Buffer.from(JSON.stringify({ data })));
  const id = `mex-${world.events.length}`;
  world.notices.tell(node("notification", { from: server, type: "mex", id, t: seconds(world) }, [update]));
}

function timelock(restriction: Restriction | undefined) {
  if (restriction === undefined) return { is_active: false, enforcement_type: ReachoutTimelockEnforcementType.DEFAULT };
  return {
    is_active: true,
    time_enforcement_ends: String(Math.floor(restriction.until / 1_000)),
    enforcement_type: restriction.type ?? ReachoutTimelockEnforcementType.WEB_COMPANION_ONLY,
  };
}

function capping({ total, used, status = "NONE" }: Cap) {
  return { total_quota: total, used_quota: used, capping_status: status };
}
