import { Curve, generateSignalPubKey, signedKeyPair } from "@whiskeysockets/baileys";
import { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } from "libsignal";
import { describe, expect, it, vi } from "vitest";
import { sessionToKeep } from "../../../../src/channels/whatsapp/connect/session-record.ts";

// libsignal prints whole sessions on ordinary traffic.
for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);

type Entry = { indexInfo: { baseKey: Buffer; created: number; used: number; closed: number } };
/** What libsignal's types leave out. */
type Record = SessionRecord & {
  sessions: { [key: string]: Entry };
  getSessions(): Entry[];
  getOpenSession(): Entry | undefined;
  closeSession(entry: Entry): void;
  removeOldSessions(): void;
};
type Sealed = { type: number; body: Buffer };

/** One end of a conversation of keys, whose record goes through JSON at every step, or through what is written down. */
function party(kept: (record: unknown) => unknown = (record) => record) {
  const identity = Curve.generateKeyPair();
  const signed = signedKeyPair(identity, 1);
  const once = new Map<number, ReturnType<typeof Curve.generateKeyPair>>();
  let saved: string | undefined;
  const native = (pair: { public: Uint8Array; private: Uint8Array }) => ({
    pubKey: Buffer.from(generateSignalPubKey(pair.public)),
    privKey: Buffer.from(pair.private),
  });
  const load = () => (saved === undefined ? new SessionRecord() : SessionRecord.deserialize(JSON.parse(saved)));
  const save = (record: SessionRecord) => {
    saved = JSON.stringify(kept(record.serialize()));
  };
  const storage = {
    loadSession: async () => load(),
    storeSession: async (_: string, record: SessionRecord) => save(record),
    isTrustedIdentity: () => true,
    loadPreKey: async (id: number | string) => {
      const pair = once.get(Number(id));
      return pair && native(pair);
    },
    removePreKey: (id: number) => void once.delete(id),
    loadSignedPreKey: () => native(signed.keyPair),
    getOurRegistrationId: () => 7,
    getOurIdentity: () => native(identity),
  };
  const address = new ProtocolAddress("other", 0);
  const cipher = new SessionCipher(storage, address);
  return {
    text: () => saved ?? "",
    record: () => load() as Record,
    save,
    /** Begins a new session with somebody, whatever there was. */
    begin(other: { bundle(): Parameters<SessionBuilder["initOutgoing"]>[0] }) {
      return new SessionBuilder(storage, address).initOutgoing(other.bundle());
    },
    bundle() {
      const pair = Curve.generateKeyPair();
      once.set(once.size + 1, pair);
      return {
        registrationId: 7,
        identityKey: native(identity).pubKey,
        signedPreKey: { keyId: 1, publicKey: native(signed.keyPair).pubKey, signature: Buffer.from(signed.signature) },
        preKey: { keyId: once.size, publicKey: native(pair).pubKey },
      };
    },
    async seal(words: string): Promise<Sealed> {
      const { type, body } = await cipher.encrypt(Buffer.from(words));
      return { type, body: Buffer.from(body, "binary") };
    },
    async open({ type, body }: Sealed): Promise<string> {
      const read = type === 3 ? cipher.decryptPreKeyWhisperMessage(body) : cipher.decryptWhisperMessage(body);
      return (await read).toString();
    },
  };
}

type Party = ReturnType<typeof party>;

/** Both have written and can read each other. */
async function acquainted(): Promise<{ bot: Party; phone: Party }> {
  const [bot, phone] = [party(sessionToKeep), party()];
  await phone.begin(bot);
  await bot.open(await phone.seal("halo"));
  await phone.open(await bot.seal("halo"));
  return { bot, phone };
}

/** The sessions in the order in which libsignal tries them. */
const order = (record: Record) => record.getSessions().map(({ indexInfo }) => indexInfo.baseKey.toString("base64"));

/** Numbers that could be a time of this century, in seconds or milliseconds. */
const times = (text: string) => text.match(/(?<![\w+/])\d{10,}(?![\w+/])/g) ?? [];

/** A record with as many sessions, all but the last closed, at times far apart. */
async function withSessions(count: number): Promise<Party> {
  const bot = party();
  for (let nth = 0; nth < count; nth += 1) await bot.begin(party());
  const record = bot.record();
  Object.values(record.sessions).forEach(({ indexInfo }, nth) => {
    indexInfo.used = 1_764_000_000_000 + ((nth * 7) % count) * 1000;
    indexInfo.closed = nth === count - 1 ? -1 : 1_764_000_000_000 + ((nth * 11) % count) * 1000;
  });
  bot.save(record);
  return bot;
}

function kept({ record }: Party): Record {
  return SessionRecord.deserialize(JSON.parse(JSON.stringify(sessionToKeep(record().serialize())))) as Record;
}

describe("what is written down of somebody's sessions", () => {
  it("tells no time", async () => {
    const { bot, phone } = await acquainted();
    expect(times(phone.text()).length).toBeGreaterThan(0);
    expect(times(bot.text())).toEqual([]);
  });

  it("keeps several in the order of their use, and the open one open", async () => {
    const bot = await withSessions(10);
    const [before, after] = [bot.record(), kept(bot)];
    expect(order(after)).toEqual(order(before));
    expect(after.getOpenSession()?.indexInfo.baseKey).toEqual(before.getOpenSession()?.indexInfo.baseKey);
    expect(Object.values(after.sessions).filter(({ indexInfo }) => indexInfo.closed === -1)).toHaveLength(1);
    expect(sessionToKeep(after.serialize())).toEqual(after.serialize());
  });

  it("has the same old ones removed when there are too many", async () => {
    const bot = await withSessions(45);
    const [before, after] = [bot.record(), kept(bot)];
    for (const record of [before, after]) record.removeOldSessions();
    expect(order(before)).toHaveLength(40);
    expect(order(after)).toEqual(order(before));
  });

  it("puts what is used or closed next after all that was before", async () => {
    const record = kept(await withSessions(5));
    const [oldest, open] = [record.getSessions().at(-1), record.getOpenSession()];
    if (oldest === undefined || open === undefined) throw new Error("no sessions");
    oldest.indexInfo.used = Date.now();
    record.closeSession(open);
    const again = SessionRecord.deserialize(sessionToKeep(record.serialize()) as Uint8Array) as Record;
    expect(order(again)[0]).toBe(oldest.indexInfo.baseKey.toString("base64"));
    const closed = Object.values(again.sessions).map(({ indexInfo }) => indexInfo.closed);
    expect(closed.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(closed.at(-1)).toBe(5);
  });

  it("does not grow with the conversation", async () => {
    const { bot, phone } = await acquainted();
    const sizes: number[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      expect(await bot.open(await phone.seal(`tanya ${turn}`))).toBe(`tanya ${turn}`);
      expect(await phone.open(await bot.seal(`jawab ${turn}`))).toBe(`jawab ${turn}`);
      sizes.push(bot.text().length);
    }
    expect(Math.max(...sizes)).toBeLessThan(4_000);
    expect(phone.text().length).toBeGreaterThan(2 * bot.text().length);
  });

  it("does not grow with what somebody leaves out", async () => {
    const { bot, phone } = await acquainted();
    for (let turn = 0; turn < 8; turn += 1) {
      for (let skipped = 0; skipped < 300; skipped += 1) await phone.seal("tidak dikirim");
      await bot.open(await phone.seal("satu"));
      await phone.open(await bot.seal("dua"));
    }
    // 5 chains with 200 keys of about 55 bytes.
    expect(bot.text().length).toBeLessThan(70_000);
  });

  it("reads what comes late, up to some turns later", async () => {
    const { bot, phone } = await acquainted();
    const late = [];
    for (let turn = 0; turn < 6; turn += 1) {
      late.push(await phone.seal(`terlambat ${turn}`));
      await bot.open(await phone.seal("satu"));
      await phone.open(await bot.seal("dua"));
    }
    for (const turn of [5, 2, 4, 3]) expect(await bot.open(late[turn] as Sealed)).toBe(`terlambat ${turn}`);
    await expect(bot.open(late[0] as Sealed)).rejects.toThrow("No matching sessions");
    expect(await bot.open(await phone.seal("terus"))).toBe("terus");
  });

  it("is left as it is when it is nothing that libsignal made", () => {
    for (const other of [Buffer.from([1]), null, "x", { one: 1 }, { _sessions: null }])
      expect(sessionToKeep(other)).toEqual(other);
  });
});
