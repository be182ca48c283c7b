import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keptType, SessionDamagedError } from "../../src/chat/session-store.ts";
import { StoreKeyError } from "../../src/store-key.ts";
import { eraseWhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { openSession } from "../support/open-session.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const material = Buffer.from("sixteen bytes and some more");
const IDENTITY = '{"me":"an identity"}';

let whole: Buffer;
beforeAll(async () => {
  const home = newFolder();
  const { store, lease, close } = await openSession(home, material);
  await lease.take();
  const keys = Array.from({ length: 40 }, (_, n) => ({ type: "session", id: `${n}.0`, value: `ratchet ${n}` }));
  await store.write([...keys, { type: keptType, id: "A", value: "a question" }], IDENTITY);
  await store.sent.put("1", "an answer", Date.now() + 3_600_000);
  await close();
  whole = readFileSync(join(home, "whatsapp.db"));
  removeFolder(home);
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = newFolder();
  file = join(folder, "whatsapp.db");
  writeFileSync(file, whole);
});
afterEach(() => removeFolder(folder));

function alter(sql: string, ...values: unknown[]): void {
  const db = new Sqlite(file);
  expect(db.prepare(sql).run(...values).changes).toBeGreaterThan(0);
  db.close();
}

/** It is not opened, says what to do, and what was there is there as it was. */
async function expectDamage(): Promise<void> {
  const before = content();
  const opening = openSession(folder, material);
  await expect(opening).rejects.toThrow(SessionDamagedError);
  await expect(opening).rejects.toThrow(/whatsapp\.db cannot be read .* whatsapp unlink", then link the number again/);
  expect(content().equals(before)).toBe(true);
}

const content = () => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0));

describe("a damaged session is never replaced by a new one:", () => {
  it("its identity is gone", async () => {
    alter("delete from creds");
    await expectDamage();
  });

  it("its identity is gone and only what was sent is left", async () => {
    alter("delete from creds");
    alter("delete from keys");
    alter("delete from kept");
    await expectDamage();
  });

  it.each(["creds", "keys", "kept", "sent"])("a byte of a value in %s is flipped", async (table) => {
    const db = new Sqlite(file);
    const { value } = db.prepare(`select value from ${table} limit 1`).get() as { value: Buffer };
    db.close();
    const flipped = Buffer.from(value);
    flipped[flipped.length - 40] = (flipped[flipped.length - 40] ?? 0) ^ 1;
    alter(`update ${table} set value = ? where value = ?`, flipped, value);
    await expectDamage();
  });

  it.each(["keys", "kept", "sent"])("an id in %s is another one", async (table) => {
    alter(`update ${table} set id = ? where id = (select min(id) from ${table})`, Buffer.alloc(32, 9));
    await expectDamage();
  });

  it("two rows have changed places", async () => {
    const db = new Sqlite(file);
    const [one, two] = db.prepare("select id, value from keys limit 2").all() as { id: Buffer; value: Buffer }[];
    db.prepare("update keys set value = ? where id = ?").run(one?.value, two?.id);
    db.prepare("update keys set value = ? where id = ?").run(two?.value, one?.id);
    db.close();
    await expectDamage();
  });

  it("a row was copied into another table", async () => {
    alter("insert into sent select id, value, 9e15 from keys limit 1");
    await expectDamage();
  });

  it.each(["salt", "key_check", "checksum"])("what it knows of its key is damaged: %s", async (column) => {
    alter(`update meta set ${column} = ?`, Buffer.alloc(16));
    await expectDamage();
  });

  it.each(["meta", "lease"])("the only row of %s is gone", async (table) => {
    alter(`delete from ${table}`);
    await expectDamage();
  });

  it("a table is gone", async () => {
    const db = new Sqlite(file);
    db.exec("drop table keys");
    db.close();
    await expectDamage();
  });

  it("its tables are of a newer version", async () => {
    alter("insert into kysely_migration values ('0999-later', '2031-01-01')");
    await expectDamage();
  });

  it.each([0, 1, 100, 4_096, 5_000, 20_480])("only %i bytes of it are left", async (bytes) => {
    truncateSync(file, bytes);
    await expectDamage();
  });

  it("it is something else", async () => {
    writeFileSync(file, "this is no database".repeat(1_000));
    await expectDamage();
  });

  it("it is a folder, which is named and left as it is", async () => {
    rmSync(file);
    mkdirSync(file, { mode: 0o755 });
    await expect(openSession(folder, material)).rejects.toThrow(/whatsapp\.db is not a file, move it away/);
    expect(statSync(file).mode & 0o777).toBe(0o755);
  });

  it("only its log is left", async () => {
    rmSync(file);
    writeFileSync(`${file}-wal`, "a log");
    await expectDamage();
  });

  it("whichever byte is flipped, it is damage or does no harm", async () => {
    const step = Math.floor(whole.length / 16);
    for (let at = 13; at < whole.length; at += step) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(file, flipped);
      const outcome = await openSession(folder, material).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(SessionDamagedError);
      } else {
        const { store, close } = outcome as Awaited<ReturnType<typeof openSession>>;
        expect(await store.creds()).toBe(IDENTITY);
        expect((await store.read("session", ["0.0", "7.0", "39.0"])).size).toBe(3);
        await close();
      }
    }
  });

  it("even where the log with its newest changes was lost right after linking", async () => {
    eraseWhatsAppStore(folder);
    const { store, lease, close } = await openSession(folder, material);
    await lease.take();
    await store.write([{ type: "session", id: "1", value: "ratchet" }], IDENTITY);
    const linked = readFileSync(file);
    await close();
    writeFileSync(file, linked);
    const again = await openSession(folder, material);
    expect(await again.store.creds()).toBe(IDENTITY);
    await again.close();
  });
});

describe("a log that was cut off or damaged", () => {
  it("costs the last changes at most, whole ones from the last backwards, and never the identity", async () => {
    const { store, lease, close } = await openSession(folder, material);
    await lease.take();
    const both = (value: string) => ["0.0", "1.0"].map((id) => ({ type: "session", id, value }));
    for (const value of ["new 0", "new 1", "new 2", "new 3"]) await store.write(both(value), IDENTITY);
    const [newest, log] = [content(), readFileSync(`${file}-wal`)];
    await close();
    const seen = new Set<string>();
    for (const part of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
      const damage = Buffer.from(log.subarray(0, Math.floor(log.length * part)));
      if (damage.length > 9_000) damage[damage.length - 3_000] = (damage[damage.length - 3_000] ?? 0) ^ 1;
      writeFileSync(file, newest);
      writeFileSync(`${file}-wal`, part === 1 ? log : damage);
      const again = await openSession(folder, material);
      expect(await again.store.creds()).toBe(IDENTITY);
      const values = [...(await again.store.read("session", ["0.0", "1.0"])).values()];
      expect(values[0]?.replace("ratchet 0", "ratchet 1")).toBe(values[1]);
      seen.add(values[1] ?? "");
      await again.close();
    }
    expect(seen.has("new 3")).toBe(true);
    expect(seen.size).toBeGreaterThan(2);
  });
});

describe("damage that shows while it is used", () => {
  it("is told in the same words", async () => {
    const { store, lease, close } = await openSession(folder, material);
    await lease.take();
    alter("update keys set value = zeroblob(200)");
    await expect(store.read("session", ["1.0"])).rejects.toThrow(SessionDamagedError);
    alter("update creds set value = zeroblob(200)");
    await expect(store.creds()).rejects.toThrow(SessionDamagedError);
    alter("delete from creds");
    await expect(store.creds()).rejects.toThrow(SessionDamagedError);
    await close();
  });
});

describe("a wrong key", () => {
  it("is told from damage, and harms nothing", async () => {
    const opening = openSession(folder, Buffer.from("another sixteen bytes"));
    await expect(opening).rejects.toThrow(StoreKeyError);
    await expect(opening).rejects.toThrow(/not the key that .*whatsapp\.db was sealed with.*whatsapp unlink/);
    const { store, close } = await openSession(folder, material);
    expect(await store.creds()).toBe(IDENTITY);
    await close();
  });

  it("is not asked for by a session in memory, which leaves the one on disk alone", async () => {
    const before = readFileSync(file);
    const { store, lease, close } = await openSession(folder, undefined);
    await lease.take();
    expect(await store.creds()).toBeUndefined();
    await store.write([], "{}");
    await close();
    expect(content().equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["whatsapp.db"]);
  });
});

describe("a session that was erased", () => {
  it("leaves nothing, whatever state it was in, and nothing else is touched", async () => {
    writeFileSync(file, "garbage");
    for (const name of [
      "whatsapp.db-wal",
      "whatsapp.db-shm",
      "whatsapp.db.0123456789ab.new",
      "sinetral.db",
      "whatsapp.db.old",
    ])
      writeFileSync(join(folder, name), "x");
    eraseWhatsAppStore(folder);
    expect(readdirSync(folder).sort()).toEqual(["sinetral.db", "whatsapp.db.old"]);
    const { store, close } = await openSession(folder, Buffer.from("a new key of bytes"));
    expect(await store.creds()).toBeUndefined();
    await close();
  });
});
