import type { SignalKeyStore, SignalKeyStoreWithTransaction } from "@whiskeysockets/baileys";
import { createLanes } from "./lanes.ts";

/**
 * Keeps a message to a person and one from them from working on the same ratchet at once. The library locks what it sends
 * by account and what it receives by person, so both could read a session and the later would write over the earlier. What
 * the library sends by itself, to a phone that could not read a message, is not held; where that goes wrong the phone asks again.
 */
export type SessionLock = {
  /** Does something with the sessions of some people or groups while nobody else does; not from within such work. */
  hold<Result>(jids: readonly string[], work: () => Promise<Result>): Promise<Result>;
  /** The same keys, whose transactions take turns with what is held. */
  guard(keys: SignalKeyStore | SignalKeyStoreWithTransaction): SignalKeyStore;
};

export function createSessionLock(): SessionLock {
  const inTurn = createLanes();
  return {
    hold(jids, work) {
      // Everybody takes them in the same order, so that no two wait for each other.
      const names = [...new Set(jids.map(personOf))].sort();
      return names.reduceRight((then, name) => () => inTurn(name, then), work)();
    },
    guard(keys) {
      if (!("transaction" in keys)) return keys;
      const guarded: SignalKeyStoreWithTransaction = {
        ...keys,
        // What is inside one already is part of it.
        transaction: (work, key) =>
          keys.isInTransaction()
            ? keys.transaction(work, key)
            : inTurn(personOf(key), () => keys.transaction(work, key)),
      };
      return guarded;
    },
  };
}

/** All devices of a person are one: `6@lid`, `6:2@lid`. */
function personOf(jid: string): string {
  return jid.replace(/:\d+(?=@)/, "");
}
