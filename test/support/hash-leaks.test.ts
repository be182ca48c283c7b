import { createHash, createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findHashes, keysOnDisk } from "./hash-leaks.ts";
import { placesIn } from "./leaks.ts";
import { newFolder, removeFolder } from "./process.ts";

const ids = ["7123456789", "telegram:7123456789", "628123456789@s.whatsapp.net"];
const key = randomBytes(32);
let folder: string;
let db: Sqlite.Database;
beforeEach(() => {
  folder = newFolder();
  db = new Sqlite(join(folder, "some.db"));
  db.exec("create table meta (key blob, text text); create table rows (value)");
  db.prepare("insert into meta values (?, ?)").run(key, `salt: ${key.toString("hex")}`);
  for (let at = 0; at < 50; at += 1) db.prepare("insert into rows values (?)").run(randomBytes(20));
});
afterEach(() => {
  db.close();
  removeFolder(folder);
});
const find = () => findHashes(ids, keysOnDisk(folder), placesIn(folder));

it("finds no hash where none is", () => {
  expect(keysOnDisk(folder).length).toBeGreaterThan(50);
  expect(find()).toEqual([]);
});

it("finds every kind of hash under a key that lies beside it", () => {
  const planted: Array<[string, Buffer | string]> = [
    ["sha256 of 7123456789", createHash("sha256").update("7123456789").digest()],
    ["md5 of telegram:7123456789", createHash("md5").update("telegram:7123456789").digest("hex")],
    [
      "HMAC-sha256 of 628123456789@s.whatsapp.net",
      createHmac("sha256", key)
        .update(ids[2] ?? "")
        .digest("base64"),
    ],
    ["HMAC-sha1 of 7123456789", createHmac("sha1", key).update("7123456789").digest().subarray(0, 12)],
    ["salted sha256 of 7123456789", createHash("sha256").update(key).update("7123456789").digest()],
    ["salted sha1 of 7123456789", createHash("sha1").update("7123456789").update(key).digest("hex")],
  ];
  for (const [, stored] of planted) db.prepare("insert into rows values (?)").run(stored);
  const found = new Set(find().map((each) => each.replace(/ in .*/, "")));
  expect([...found].sort()).toEqual(planted.map(([what]) => what).sort());
});
