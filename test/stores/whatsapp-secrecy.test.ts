import { chmodSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptType } from "../../src/chat/session-store.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { findLeaks, placesIn, type Secret } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const material = Buffer.from("sixteen bytes and some more");
const TYPES = ["pre-key", "session", "sender-key", "sender-key-memory", "app-state-sync-key", "lid-mapping", "tctoken"];
const WORDS = {
  number: "6281234567890",
  lid: "144003344556677",
  name: "Budiarto Penguji",
  text: "bolehkah saya menyukai unggahan",
  answer: "sebaiknya tidak menyukai",
  message: "3EB0C0FFEE00DECAF1",
  root: "UjBvdEtleUJ5dGVzQXJlSGVyZQ==",
};

let folder: string;
let opened: WhatsAppStore;
beforeEach(async () => {
  folder = newFolder();
  opened = await openWhatsAppStore(folder, material);
  await opened.lease.take();
});
afterEach(async () => {
  await opened.close();
  removeFolder(folder);
});

const secrets: Secret[] = [
  ...Object.values(WORDS).map((value) => ({ name: value, value })),
  ...[...TYPES, keptType].map((value) => ({ name: value, value })),
  { name: "the bytes of the root key", value: Buffer.from(WORDS.root, "base64") },
  { name: "the key", value: material },
];

async function fill(): Promise<void> {
  const changes = TYPES.map((type) => ({
    type,
    id: `${WORDS.lid}.0::${WORDS.number}`,
    value: JSON.stringify({ rootKey: WORDS.root, name: WORDS.name }),
  }));
  const body = JSON.stringify({ from: `${WORDS.lid}@lid`, text: WORDS.text, pushName: WORDS.name });
  await opened.store.write(
    [...changes, { type: keptType, id: WORDS.message, value: body }],
    JSON.stringify({ me: { id: `${WORDS.number}:1@s.whatsapp.net`, name: WORDS.name }, noiseKey: WORDS.root }),
  );
  await opened.store.sent.put(WORDS.message, WORDS.answer, Date.now() + 3_600_000);
}

describe("the files of a session", () => {
  it("show nothing of whom it talks to, of what, or what kind of key is which", async () => {
    await fill();
    const name = opened.store.idFor(`reply whatsapp:${WORDS.lid}@lid ${WORDS.message} 1`);
    const now = placesIn(folder);
    expect(now.map((place) => basename(place.name)).sort()).toEqual([
      "whatsapp.db",
      "whatsapp.db-shm",
      "whatsapp.db-wal",
    ]);
    await opened.close();
    expect(findLeaks([...secrets, { name: "a name it gave", value: name }], [...now, ...placesIn(folder)])).toEqual([]);
  });

  it("would be found out by the same search if they did", async () => {
    await fill();
    const db = new Sqlite(join(folder, "whatsapp.db"));
    db.prepare("insert into sent values (zeroblob(32), ?, 0)").run(
      Buffer.from(`xx ${WORDS.number}`).toString("base64"),
    );
    db.close();
    expect(findLeaks(secrets, placesIn(folder))).toContainEqual(expect.stringContaining(WORDS.number));
  });

  it("show no lengths of short texts", async () => {
    await opened.store.write([
      { type: keptType, id: "A", value: "ya" },
      { type: keptType, id: "B", value: "x".repeat(200) },
    ]);
    const db = new Sqlite(join(folder, "whatsapp.db"), { readonly: true });
    expect(db.prepare("select distinct length(value) as n from kept").all()).toEqual([{ n: 301 }]);
    db.close();
  });

  it("seal the same thing differently each time", async () => {
    const value = () => {
      const db = new Sqlite(join(folder, "whatsapp.db"), { readonly: true });
      const row = db.prepare("select value from creds").get() as { value: Buffer };
      db.close();
      return row.value;
    };
    await opened.store.write([], "{}");
    const before = value();
    await opened.store.write([], "{}");
    expect(value().subarray(17).equals(before.subarray(17))).toBe(false);
  });

  it("are for their owner alone, even after somebody opened them up", async () => {
    const modes = () => readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777);
    await fill();
    expect(new Set(modes())).toEqual(new Set([0o600]));
    await opened.close();
    chmodSync(join(folder, "whatsapp.db"), 0o644);
    opened = await openWhatsAppStore(folder, material);
    expect(new Set(modes())).toEqual(new Set([0o600]));
  });

  it("tell of what was sent only the hour until which it is kept, and forget it with the next", async () => {
    const rows = () => {
      const db = new Sqlite(join(folder, "whatsapp.db"), { readonly: true });
      const found = db.prepare("select until from sent order by until").all() as { until: number }[];
      db.close();
      return found.map(({ until }) => until);
    };
    await opened.close();
    let at = Date.UTC(2031, 1, 3, 10, 17);
    opened = await openWhatsAppStore(folder, material, { now: () => at });
    await opened.lease.take();
    await opened.store.write([], "identity");
    await opened.store.sent.put("1", "one", at + 60_000);
    expect(rows()).toEqual([Date.UTC(2031, 1, 3, 11)]);
    at = Date.UTC(2031, 1, 3, 11, 1);
    await opened.store.sent.put("2", "two", at + 60_000);
    expect(rows()).toEqual([Date.UTC(2031, 1, 3, 12)]);
  });

  it("forget what was sent when its hour is over: while nothing else is sent, at the end and at the start", async () => {
    const HOUR = 3_600_000;
    let at = Date.UTC(2031, 1, 3, 10, 17);
    const open = () => openWhatsAppStore(folder, material, { now: () => at });
    const sealed = () => {
      const db = new Sqlite(join(folder, "whatsapp.db"), { readonly: true });
      const rows = db.prepare("select value from sent").all() as { value: Buffer }[];
      db.close();
      return rows.map(({ value }) => ({ name: "what was sent", value: value.subarray(20, 80) }));
    };
    const put = async () => {
      await opened.store.sent.put("1", WORDS.answer, at + HOUR);
      const pieces = sealed();
      expect(pieces).toHaveLength(1);
      return pieces;
    };
    await opened.close();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      opened = await open();
      await opened.lease.take();
      await opened.store.write([], "identity");
      const whileOpen = await put();
      at += 2 * HOUR;
      vi.advanceTimersByTime(5_000);
      await expect.poll(() => findLeaks(whileOpen, placesIn(folder))).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
    const atTheEnd = await put();
    at += 2 * HOUR;
    await opened.close();
    expect(sealed()).toEqual([]);
    opened = await open();
    await opened.lease.take();
    const atTheStart = await put();
    await opened.close();
    expect(sealed()).toHaveLength(1);
    at += 2 * HOUR;
    opened = await open();
    expect(sealed()).toEqual([]);
    await opened.close();
    expect(findLeaks([...atTheEnd, ...atTheStart], placesIn(folder))).toEqual([]);
  });

  it("hold nothing of what was deleted once they are closed", async () => {
    await fill();
    const sealed = () => {
      const db = new Sqlite(join(folder, "whatsapp.db"), { readonly: true });
      const found = db.prepare("select value from kept union all select value from keys").all() as { value: Buffer }[];
      db.close();
      return found.map(({ value }) => value);
    };
    const before = sealed();
    expect(before).toHaveLength(TYPES.length + 1);
    await opened.store.kept.finish(WORDS.message);
    await opened.store.write(TYPES.map((type) => ({ type, id: `${WORDS.lid}.0::${WORDS.number}`, value: null })));
    await opened.close();
    const pieces = before.map((value, n) => ({ name: `value ${n}`, value: value.subarray(20, 80) }));
    expect(findLeaks(pieces, placesIn(folder))).toEqual([]);
  });
});
