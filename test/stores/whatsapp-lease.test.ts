import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptType, LeaseLostError } from "../../src/chat/session-store.ts";
import type { WhatsAppStore, WhatsAppStoreOptions } from "../../src/stores/whatsapp-store.ts";
import { openSession } from "../support/open-session.ts";
import { newFolder, printed, removeFolder } from "../support/process.ts";

const material = Buffer.from("sixteen bytes and some more");
const IDENTITY = '{"me":1}';

let folder: string;
let opened: WhatsAppStore[];
beforeEach(() => {
  folder = newFolder();
  opened = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const one of opened) await one.close();
  removeFolder(folder);
});

async function open(options?: WhatsAppStoreOptions): Promise<WhatsAppStore> {
  const one = await openSession(folder, material, options);
  opened.push(one);
  return one;
}

/** A process that opens the session, takes it, and does `work` with it. */
function startOwner(work: string) {
  const source = JSON.stringify(join(import.meta.dirname, "..", "support", "open-session.ts"));
  const script = `
    const { openSession } = await import(${source});
    const { store, lease } = await openSession(${JSON.stringify(folder)}, Buffer.from(${JSON.stringify(material.toString())}));
    if (!(await lease.take())) throw new Error("not ours");
    ${work}
    process.stdout.write("done\\n");
    setInterval(() => {}, 1000);`;
  const { PATH = "", TEST_COMPILE_CACHE: NODE_COMPILE_CACHE = "" } = process.env;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { env: { PATH, NODE_COMPILE_CACHE } });
}

describe("the lease of a session", () => {
  it("is one's at a time, and the other can write nothing", async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.lease.take()).toBe(true);
    expect(await other.lease.take()).toBe(false);
    await one.store.write([{ type: "session", id: "1", value: "ratchet" }], IDENTITY);
    const lost = expect.objectContaining({ name: "LeaseLostError" });
    const { store } = other;
    for (const change of [
      () => store.write([{ type: "session", id: "1", value: "another" }], "{}"),
      () => store.wipe(),
      () => store.kept.begin("A"),
      () => store.kept.finish("A"),
      () => store.sent.put("1", "one", Date.now()),
    ])
      await expect(change()).rejects.toEqual(lost);
    expect(await one.store.creds()).toBe(IDENTITY);
    expect(await other.store.read("session", ["1"])).toEqual(new Map([["1", "ratchet"]]));
    expect(await one.lease.take()).toBe(true);
  });

  it("is free at once when it is given back or the session is closed", async () => {
    const [one, other] = [await open(), await open()];
    await one.lease.take();
    await one.lease.release();
    expect(await other.lease.take()).toBe(true);
    await other.close();
    expect(await one.lease.take()).toBe(true);
  });

  it("lasts while it is renewed, and fifteen seconds longer", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    const [one, other] = [await open(), await open()];
    await one.lease.take();
    for (let passed = 0; passed < 60_000; passed += 5_000) {
      await vi.advanceTimersByTimeAsync(5_000);
      await one.store.creds();
      expect(await other.lease.take()).toBe(false);
    }
    vi.setSystemTime(Date.now() + 14_000);
    expect(await other.lease.take()).toBe(false);
    vi.setSystemTime(Date.now() + 1_000);
    expect(await other.lease.take()).toBe(true);
    await expect(one.store.write([], "{}")).rejects.toThrow(LeaseLostError);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await one.lease.take()).toBe(false);
    await other.store.write([], IDENTITY);
  });

  it("stays with an owner who slept too long but whom nobody followed", async () => {
    let at = 1_000_000;
    const one = await open({ now: () => at });
    await one.lease.take();
    at += 100_000;
    await one.store.write([], IDENTITY);
    expect(await (await open({ now: () => at + 14_000 })).lease.take()).toBe(false);
  });

  it("does not last for years after a clock was wrong", async () => {
    const wrong = await open({ now: () => Date.now() + 1e11 });
    await wrong.lease.take();
    expect(await (await open()).lease.take()).toBe(true);
  });

  it("is taken over at once by whoever knows that the owner is dead, but only the first time", async () => {
    const [one, two] = [await open(), await open({ formerOwnerIsDead: true })];
    await one.lease.take();
    expect(await two.lease.take()).toBe(true);
    await expect(one.store.write([], "{}")).rejects.toThrow(LeaseLostError);
    const three = await open({ formerOwnerIsDead: true });
    expect(await three.lease.take()).toBe(true);
    expect(await two.lease.take()).toBe(false);
  });

  it("is never two's, whoever comes at the same time", async () => {
    const all = [await open(), await open(), await open()];
    const taken = await Promise.all(all.map(({ lease }) => lease.take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});

describe("a process that is killed", () => {
  it("leaves its lease for as long as it was given", async () => {
    const owner = startOwner("");
    await printed(owner, "done");
    owner.kill("SIGKILL");
    await once(owner, "close");
    expect(await (await open()).lease.take()).toBe(false);
    expect(await (await open({ now: () => Date.now() + 15_000 })).lease.take()).toBe(true);
    expect(await (await open({ formerOwnerIsDead: true })).lease.take()).toBe(true);
  });

  it("leaves all of a change that was made", async () => {
    const owner = startOwner(`await store.write([
      { type: "session", id: "1", value: "ratchet" }, { type: ${JSON.stringify(keptType)}, id: "A", value: "a" }], '${IDENTITY}');
      process.kill(process.pid, "SIGKILL");`);
    await once(owner, "close");
    const { store, lease } = await open({ formerOwnerIsDead: true });
    await lease.take();
    expect(await store.creds()).toBe(IDENTITY);
    expect(await store.read("session", ["1"])).toEqual(new Map([["1", "ratchet"]]));
    expect(await store.kept.left()).toEqual([{ id: "A", body: "a", starts: 0 }]);
  });

  it("leaves nothing of a change in whose middle it died", async () => {
    const owner = startOwner(`await store.write([{ type: "session", id: "1", value: "ratchet" }], '${IDENTITY}');
      const many = Array.from({ length: 3000 }, (_, n) => ({ type: "session", id: String(n), value: "new" }));
      const last = { type: ${JSON.stringify(keptType)}, id: "A", get value() { process.kill(process.pid, "SIGKILL"); return "a"; } };
      await store.write([...many, last], "{}");`);
    const [, signal] = await once(owner, "close");
    expect(signal).toBe("SIGKILL");
    const { store, lease } = await open({ formerOwnerIsDead: true });
    await lease.take();
    expect(await store.creds()).toBe(IDENTITY);
    expect(await store.read("session", ["0", "1", "2"])).toEqual(new Map([["1", "ratchet"]]));
    expect(await store.kept.left()).toEqual([]);
  });

  it("while the session is made for the first time leaves nothing half made", async () => {
    const source = JSON.stringify(join(import.meta.dirname, "..", "..", "src", "stores", "whatsapp-database.ts"));
    const script = `
      const { createWhatsAppDatabase } = await import(${source});
      const meta = { one: 1, get salt() { process.kill(process.pid, "SIGKILL"); return Buffer.alloc(16); } };
      await createWhatsAppDatabase(${JSON.stringify(join(folder, "whatsapp.db"))}, meta);`;
    const maker = spawn(process.execPath, ["--input-type=module", "-e", script]);
    const [, signal] = await once(maker, "close");
    expect(signal).toBe("SIGKILL");
    const { store, lease } = await open();
    expect(await lease.take()).toBe(true);
    expect(await store.creds()).toBeUndefined();
  });
});
