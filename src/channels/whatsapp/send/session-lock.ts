import type { SignalKeyStore, SignalKeyStoreWithTransaction } from "@whiskeysockets/baileys";
import { createLanes } from "./lanes.ts";

/**
 * Keeps a message to a person and one from them from working on the same ratchet at once. The library locks what it sends
 * by account and what it receives by person, so both could read a session and the later would write over the earlier.
 */
export type SessionLock = {
  /** Does something with a person's session while nobody else does. */
  hold<Result>(jid: string, work: () => Promise<Result>): Promise<Result>;
  /** The same keys, whose transactions take turns with what is held. */
  guard(keys: SignalKeyStore | SignalKeyStoreWithTransaction): SignalKeyStore;
};

export function createSessionLock(): SessionLock {
  const inTurn = createLanes();
  return {
    hold: (jid, work) => inTurn(personOf(jid), work),
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
