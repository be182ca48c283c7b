import { randomBytes } from "node:crypto";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tipFiles } from "../../src/stores/tips-database.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newReader } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor, type TipDoor } from "../support/tip-door.ts";
import { readRows } from "../support/tips-rows.ts";

const [ana, budi] = [await newReader("ana"), await newReader("budi")];
const ME = "telegram:1";
let now = Date.UTC(2026, 10, 22, 3);
let folder: string;
let door: TipDoor;
let code: string;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 22, 3);
  folder = newFolder();
  door = await openTipDoor({ readers: [ana, budi], keys: cheapKeys, folder, now: () => new Date(now) });
  code = (await door.begins(ME)).code;
  expect(await door.says(ME, "Sebelum ada masalah")).toMatch(/^✔/);
});
afterEach(async () => {
  await door.close();
  removeFolder(folder);
});

const texts = async () => (await door.opened(ana)).flatMap(({ parts }) => parts.map(({ text }) => text));
const problems = async () => (await door.opened(ana)).flatMap((each) => each.problems);

/** While something is wrong nothing gets a mark; afterwards what is sent again does, in the same talk, and all is there. */
async function refusesWhile(begin: () => unknown, end: () => unknown): Promise<void> {
  const long = `Selama masalah ${randomBytes(20_000).toString("base64")}`;
  await begin();
  expect(await door.says(ME, long)).toBe(tipTexts.notStored);
  const other = (await door.begins("telegram:2")).text;
  // A case without parts is small and may fit where no part does.
  if (other.includes(tipTexts.codeBefore)) expect(await door.says("telegram:2", long)).toBe(tipTexts.notStored);
  else expect(other).toBe(tipTexts.notBegun);
  expect(other).not.toContain("✔");
  await end();
  expect(await door.says(ME, "Sesudah masalah")).toMatch(/^✔/);
  expect(await door.says(ME, "SELESAI")).toContain("Laporan ditutup");
  expect(await texts()).toEqual(["Sebelum ada masalah", "Sesudah masalah"]);
  expect(await problems()).toEqual([]);
  expect(await door.says("telegram:3", `/cek ${code}`)).toContain("belum ditelaah");
  for (const file of Object.values(tipFiles(folder)))
    expect(readRows(file, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(door.logged.join()).not.toMatch(/masalah|telegram:|[a-z]+(-[a-z]+){7}/);
  expect(door.logged.join()).toContain("tip_failed");
}

describe("a report while the disk", () => {
  it("is read-only is not said to be deleted by BATAL, nor to be stored by whoever only looked", async () => {
    const only = (on: string) => sql.raw(`pragma query_only = ${on}`).execute(door.database.keys);
    await only("on");
    expect(await door.says(ME, "BATAL")).toBe(tipTexts.notCancelled);
    await only("off");
    expect(await door.says(ME, "BATAL")).toContain(tipTexts.cancelled);
    expect(await texts()).toEqual([]);
    await sql.raw("alter table mailboxes rename to gone").execute(door.database.keys);
    expect(await door.says(ME, `/cek ${code}`)).toBe(tipTexts.notOpened);
  });

  it.each(["keys", "tips"] as const)(
    "is full for %s.db gets no mark, is told so, and goes on with room",
    async (which) => {
      const { database } = door;
      const pages = () =>
        readRows<{ page_count: number }>(tipFiles(folder)[which], "pragma page_count")[0]?.page_count ?? 0;
      const limit = (most: number) => sql.raw(`pragma max_page_count = ${most}`).execute(database[which]);
      // What is left of the last page is used up first.
      const fill = async () => {
        await limit(pages());
        for (let at = 0; at < 40; at += 1) {
          const said = await door.says("telegram:9", at === 0 ? "/lapor" : at % 2 === 1 ? "YA" : "LEWATI");
          if (said === tipTexts.notBegun) return;
        }
      };
      await refusesWhile(which === "keys" ? fill : () => limit(pages()), () => limit(1_000_000));
    },
  );

  it.each(["keys", "tips"] as const)(
    "is read-only for %s.db gets no mark, and goes on when it is not",
    async (which) => {
      const only = (on: string) => sql.raw(`pragma query_only = ${on}`).execute(door.database[which]);
      await refusesWhile(
        () => only("on"),
        () => only("off"),
      );
    },
  );

  it("is held by another process for longer than anybody waits gets no mark, and goes on when it is let go", async () => {
    const other = new Sqlite(tipFiles(folder).keys);
    await refusesWhile(
      () => other.exec("begin immediate"),
      () => other.exec("commit"),
    );
    other.close();
  });
});

describe("a report while the clock jumps", () => {
  it.each([86_400_000, -86_400_000])(
    "by %i ms keeps what has its mark, and goes on with the code if not in the talk",
    async (ms) => {
      now += ms;
      const said = await door.says(ME, "Sesudah lompatan");
      if (ms > 0) {
        expect(said).toBe(tipTexts.idle);
        expect(await door.says(ME, `/cek ${code}`)).toContain("belum ditelaah");
        expect(await door.says(ME, "Sesudah lompatan")).toMatch(/^✔/);
      } else expect(said).toMatch(/^✔/);
      expect(await texts()).toEqual(["Sebelum ada masalah", "Sesudah lompatan"]);
      expect(await problems()).toEqual([]);
      now -= ms;
      expect((await door.says(ME, "Kembali")).length).toBeGreaterThan(0);
      await door.store.sweep("2026-11-22");
      expect((await texts()).slice(0, 2)).toEqual(["Sebelum ada masalah", "Sesudah lompatan"]);
    },
  );
});
