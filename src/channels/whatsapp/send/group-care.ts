import { forgetOldest } from "../../../chat/quota.ts";
import { SendError } from "../../../delivery/send-error.ts";
import type { Log } from "../../../log.ts";
import type { Socket } from "../connect/connection.ts";
import type { Groups } from "./groups.ts";

/**
 * Keeps the bot silent where speaking would write to many strangers: anybody may take it into groups of people who never
 * wrote to it, and its first word there begins sessions with all of them. A day has only so many new groups, counted in
 * memory; large groups are never answered. Where it spoke before it has a key of its own.
 */
export type GroupCare = {
  /** Lets a message to a group go. Throws a SendError `rejected` {@link GROUP_HELD} or as {@link Groups.learn} does. */
  admit(socket: Socket, jid: string): Promise<void>;
  /** Whether the last message to a group went. */
  admitted(jid: string): boolean;
};

/** The code of a refusal that nobody needs to be told of: it is logged once a day. */
export const GROUP_HELD = "group_held";

const MOST_NEW_A_DAY = 10;
const MOST_MEMBERS = 256;
const MOST_REMEMBERED = 1_000;

export type GroupCareParts = {
  groups: Groups;
  log: Log;
  /** The day of the office, `2026-11-28`. */
  today: () => string;
};

export function createGroupCare({ groups, log, today }: GroupCareParts): GroupCare {
  const last = new Map<string, boolean>();
  let day = { date: "", opened: new Set<string>(), told: false };

  function of(date: string): typeof day {
    if (day.date !== date) day = { date, opened: new Set(), told: false };
    return day;
  }

  async function isAllowed(socket: Socket, jid: string): Promise<boolean> {
    const { opened } = of(today());
    const isNew = !opened.has(jid) && !(await hasOurKey(socket, jid));
    const isOver = () => isNew && opened.size >= MOST_NEW_A_DAY;
    // Nothing is asked about a group that will not be answered.
    if (isOver()) return false;
    const { participants } = await groups.learn(socket, jid);
    if (participants.length > MOST_MEMBERS || isOver()) return false;
    if (isNew) opened.add(jid);
    return true;
  }

  return {
    async admit(socket, jid) {
      const allowed = await isAllowed(socket, jid);
      last.delete(jid);
      last.set(jid, allowed);
      forgetOldest(last, MOST_REMEMBERED);
      if (allowed) return;
      const now = of(today());
      if (!now.told) log.warn("groups_held", { channel: "whatsapp" });
      now.told = true;
      throw new SendError("rejected", { code: GROUP_HELD });
    },
    admitted: (jid) => last.get(jid) === true,
  };
}

/** The library makes it for the first message to a group, under the name by which the group knows the account. */
async function hasOurKey({ authState, signalRepository }: Socket, group: string): Promise<boolean> {
  const { id, lid } = authState.creds.me ?? {};
  for (const meId of [lid, id]) {
    if (meId !== undefined && (await signalRepository.hasSenderKey({ group, meId }))) return true;
  }
  return false;
}
