import { type AuthenticationCreds, initAuthCreds, proto } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { isLinked, openAuth, readCreds, selfOf } from "../../../../src/channels/whatsapp/connect/auth-state.ts";
import { keptType, SessionDamagedError, type SessionStore } from "../../../../src/chat/session-store.ts";
import { openWhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";

const { openOne, written } = (() => {
  const written: { types: string[]; creds: boolean }[] = [];
  async function openOne(): Promise<SessionStore> {
    const { store, lease } = await openWhatsAppStore("", undefined);
    await lease.take();
    written.length = 0;
    return {
      ...store,
      write(changes, creds) {
        written.push({ types: changes.map(({ type }) => type), creds: creds !== undefined });
        return store.write(changes, creds);
      },
    };
  }
  return { openOne, written };
})();

function linked(): AuthenticationCreds {
  return { ...initAuthCreds(), me: { id: "628111:7@s.whatsapp.net", lid: "99:7@lid" }, account: {} };
}

const fine = (error: unknown) => expect.unreachable(String(error));

describe("the keys of a connection", () => {
  it("come back as they were, of whatever type", async () => {
    const store = await openOne();
    const { keys } = openAuth(store, linked(), fine).state;
    const session = Buffer.from([1, 2, 3]);
    const syncKey = proto.Message.AppStateSyncKeyData.fromObject({ keyData: Buffer.from([9]), timestamp: 5 });
    const future = { "type-of-tomorrow": { one: { deep: [Buffer.from([4])] } } };
    await keys.set({ session: { a: session }, "app-state-sync-key": { k: syncKey }, ...future });
    await keys.set({ "lid-mapping": { x: "y" }, "sender-key-memory": { g: { "1@lid": true } } });
    expect((await keys.get("session", ["a", "b"]))["a"]).toEqual(session);
    expect(await keys.get("session", ["b"])).toEqual({});
    const { k } = await keys.get("app-state-sync-key", ["k"]);
    expect(k).toBeInstanceOf(proto.Message.AppStateSyncKeyData);
    expect(Buffer.from(k?.keyData ?? [])).toEqual(Buffer.from([9]));
    expect(await keys.get("lid-mapping", ["x"])).toEqual({ x: "y" });
    expect(await keys.get("sender-key-memory", ["g"])).toEqual({ g: { "1@lid": true } });
    expect(await keys.get("type-of-tomorrow" as "session", ["one"])).toEqual({ one: { deep: [Buffer.from([4])] } });
  });

  it("are written down without the times at which somebody wrote", async () => {
    const store = await openOne();
    const { keys } = openAuth(store, linked(), fine).state;
    const indexInfo = { created: Date.now(), used: Date.now(), closed: -1, baseKey: "x" };
    const session = { indexInfo, currentRatchet: { lastRemoteEphemeralKey: "y" }, _chains: {} };
    const record = { _sessions: { x: session }, version: "v1" };
    await keys.set({ session: { a: record as unknown as Uint8Array } });
    const text = (await store.read("session", ["a"])).get("a") ?? "";
    expect(text).not.toMatch(/\d{9}/);
    expect(JSON.parse(text)._sessions.x.indexInfo).toEqual({ created: 0, used: 1, closed: -1, baseKey: "x" });
    expect(session.indexInfo.used).toBeGreaterThan(1);
  });

  it("are gone when they are set to null", async () => {
    const store = await openOne();
    const { keys } = openAuth(store, linked(), fine).state;
    await keys.set({ "pre-key": { 1: { public: Buffer.alloc(1), private: Buffer.alloc(1) } } });
    await keys.set({ "pre-key": { 1: null } });
    expect(await keys.get("pre-key", ["1"])).toEqual({});
  });

  it("are written together with what the identity became meanwhile, in one go", async () => {
    const store = await openOne();
    const creds = linked();
    const auth = openAuth(store, creds, fine);
    await auth.state.keys.set({ "lid-mapping": { a: "1" } });
    creds.nextPreKeyId = 40;
    await auth.state.keys.set({ "lid-mapping": { b: "2" }, "device-list": { c: ["0"] } });
    await auth.save();
    expect(written).toEqual([
      { types: ["lid-mapping"], creds: false },
      { types: ["lid-mapping", "device-list"], creds: true },
    ]);
    expect(readCreds((await store.creds()) ?? "").nextPreKeyId).toBe(40);
  });

  it("let through a message to keep as it is", async () => {
    const store = await openOne();
    const { keys } = openAuth(store, linked(), fine).state;
    await keys.set({ "lid-mapping": {}, ...{ [keptType]: { id1: "as it is" } } });
    expect(await store.kept.left()).toMatchObject([{ id: "id1", body: "as it is" }]);
  });

  it("are refused once the connection has ended, and what was being written is written first", async () => {
    const store = await openOne();
    const auth = openAuth(store, linked(), fine);
    const under = auth.state.keys.set({ "lid-mapping": { a: "1" } });
    await under;
    await auth.close();
    await expect(auth.state.keys.set({ "lid-mapping": { a: "2" } })).rejects.toThrow("has ended");
    await expect(auth.state.keys.get("lid-mapping", ["a"])).rejects.toThrow("has ended");
    expect(await store.read("lid-mapping", ["a"])).toEqual(new Map([["a", JSON.stringify("1")]]));
  });

  it("tell of a write that failed before the library hears of it", async () => {
    const store = await openOne();
    const told: unknown[] = [];
    const broken = { ...store, write: () => Promise.reject(new Error("disk full")) };
    const auth = openAuth(broken, linked(), (error) => told.push(error));
    await expect(auth.state.keys.set({ "lid-mapping": { a: "1" } })).rejects.toThrow("disk full");
    expect(told).toHaveLength(1);
  });
});

describe("the identity", () => {
  it("is nobody's until a phone accepts it: an attempt leaves nothing", async () => {
    const store = await openOne();
    const creds: AuthenticationCreds = { ...initAuthCreds(), me: { id: "628111@s.whatsapp.net", name: "~" } };
    const auth = openAuth(store, creds, fine);
    await auth.state.keys.set({ "lid-mapping": { a: "1" } });
    await auth.save();
    expect(written).toEqual([]);
    expect(await store.creds()).toBeUndefined();
    creds.account = {};
    await auth.save();
    expect(isLinked(readCreds((await store.creds()) ?? ""))).toBe(true);
    expect(written).toEqual([{ types: ["lid-mapping"], creds: true }]);
  });

  it("has a number and a LID without device", () => {
    expect(selfOf(linked())).toEqual({ pn: "628111", lid: "99" });
    expect(selfOf(initAuthCreds())).toBeUndefined();
  });

  it("that cannot be read is damage, told without a word of it", () => {
    expect(() => readCreds('{"advSecretKey":"hush')).toThrow(SessionDamagedError);
    expect(() => readCreds('{"advSecretKey":"hush')).not.toThrow(/hush/);
  });
});
