import type { Socket } from "../connect/connection.ts";
import { wroteFirst } from "./wrote-first.ts";

/** So many are looked up before others get their turn. */
const AT_ONCE = 50;

/** How many of these people never wrote to this number, told by the keys alone. Asks nobody. */
export async function countStrangers(socket: Socket, jids: readonly string[]): Promise<number> {
  let count = 0;
  for (let from = 0; from < jids.length; from += AT_ONCE) {
    const wrote = await Promise.all(jids.slice(from, from + AT_ONCE).map((jid) => wroteFirst(socket, jid)));
    count += wrote.filter((hasWritten) => !hasWritten).length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return count;
}
