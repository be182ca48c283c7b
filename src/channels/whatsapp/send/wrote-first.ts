import { isJidGroup, isLidUser } from "@whiskeysockets/baileys";
import type { Socket } from "../connect/connection.ts";

/** What libsignal keeps of one conversation of keys. `1`: we began it, `2`: they did. */
type KeptSession = { indexInfo?: { baseKeyType?: number }; pendingPreKey?: unknown };

const THEIRS = 2;

/**
 * Whether somebody ever wrote to this number, told by the keys alone: a session that they began, or one that we began and
 * they answered. Groups have a care of their own (group-care.ts). Asks nobody.
 */
export async function wroteFirst(socket: Socket, jid: string): Promise<boolean> {
  if (isJidGroup(jid)) return true;
  const { keys } = socket.authState;
  const user = jid.slice(0, jid.indexOf("@"));
  const { [user]: lid } = isLidUser(jid) ? { [user]: user } : await keys.get("lid-mapping", [user]);
  const names = [...(lid === undefined ? [] : [{ name: `${lid}_1`, user: lid }]), { name: user, user }];
  for (const { name, user: owner } of names) {
    const { [owner]: devices } = await keys.get("device-list", [owner]);
    const places = [...new Set(["0", ...(devices ?? [])])].map((device) => `${name}.${device}`);
    const records = await keys.get("session", places);
    if (Object.values(records).some(isTheirs)) return true;
  }
  return false;
}

function isTheirs(record: unknown): boolean {
  const sessions = (record as { _sessions?: Record<string, KeptSession> } | undefined)?._sessions ?? {};
  return Object.values(sessions).some(
    ({ indexInfo, pendingPreKey }) => indexInfo?.baseKeyType === THEIRS || pendingPreKey === undefined,
  );
}
