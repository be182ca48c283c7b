import { addTransactionCapability, type SignalDataTypeMap, type SignalKeyStore } from "@whiskeysockets/baileys";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { createSessionLock, type SessionLock } from "../../../../src/channels/whatsapp/send/session-lock.ts";

/** The library's own transactions, over a store in memory. */
function libraryKeys() {
  const stored = new Map<string, unknown>();
  const store: SignalKeyStore = {
    async get<Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) {
      const found = ids.flatMap((id) => (stored.has(`${type} ${id}`) ? [[id, stored.get(`${type} ${id}`)]] : []));
      return Object.fromEntries(found) as { [id: string]: SignalDataTypeMap[Type] };
    },
    async set(data) {
      for (const [type, things] of Object.entries(data))
        for (const [id, thing] of Object.entries(things ?? {})) stored.set(`${type} ${id}`, thing);
    },
  };
  const logger = pino({ level: "silent" });
  return addTransactionCapability(store, logger, { maxCommitRetries: 1, delayBetweenTriesMs: 1 });
}

type Keys = ReturnType<typeof libraryKeys>;

/** Counts one step of a ratchet, with everything that takes time in between. */
async function step(keys: SignalKeyStore, which: "sent" | "received"): Promise<void> {
  const { [PLACE]: session } = await keys.get("session", [PLACE]);
  const counts = { sent: 0, received: 0, ...(session as unknown as Record<string, number>) };
  await new Promise((resolve) => setImmediate(resolve));
  await keys.set({ session: { [PLACE]: { ...counts, [which]: counts[which] + 1 } as unknown as Uint8Array } });
}

const PLACE = "6_1.0";
/** As the library names its transactions: by the account when it sends, by the person when it deciphers. */
const ACCOUNT = "628999000000:1@s.whatsapp.net";

async function talk(keys: Keys, lock: SessionLock, times: number, held: boolean): Promise<unknown> {
  const guarded = lock.guard(keys) as Keys;
  const send = () => keys.transaction(() => guarded.transaction(() => step(keys, "sent"), "6@lid"), ACCOUNT);
  const hear = () => guarded.transaction(() => step(keys, "received"), "6:2@lid");
  await Promise.all(
    Array.from({ length: times }, () => [held ? lock.hold(["120@g.us", "6@lid"], send) : send(), hear()]).flat(),
  );
  return (await keys.get("session", [PLACE]))[PLACE];
}

describe("sending to somebody and hearing from them at once", () => {
  it("loses no step of the ratchet", async () => {
    expect(await talk(libraryKeys(), createSessionLock(), 20, true)).toEqual({ sent: 20, received: 20 });
  });

  it("would lose some by the library's own locks, which is why there is this one", async () => {
    expect(await talk(libraryKeys(), createSessionLock(), 20, false)).not.toEqual({ sent: 20, received: 20 });
  });

  it("waits for nobody for ever, in whatever order they are named", async () => {
    const lock = createSessionLock();
    const people = ["6@lid", "7:1@lid", "7@lid", "120@g.us"];
    const held: string[] = [];
    const holdAll = (jids: string[]) =>
      lock.hold(jids, async () => {
        held.push("in");
        await new Promise((resolve) => setImmediate(resolve));
        held.push("out");
      });
    await Promise.all([holdAll(people), holdAll(people.toReversed()), holdAll(people)]);
    expect(held).toEqual(["in", "out", "in", "out", "in", "out"]);
  });

  it("holds up nobody else", async () => {
    const lock = createSessionLock();
    const gate = Promise.withResolvers<void>();
    const stuck = lock.hold(["6@lid"], () => gate.promise);
    await lock.hold(["7@lid"], async () => undefined);
    await lock.guard(libraryKeys()).get("session", []);
    gate.resolve();
    await stuck;
  });
});
