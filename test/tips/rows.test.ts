import { afterEach, beforeEach, expect, it } from "vitest";
import { databaseFile } from "../../src/stores/database.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders } from "../support/tip-readers.ts";
import { readRows } from "../support/tips-rows.ts";

const [ana, budi] = [await newReader("ana"), await newReader("budi")];
let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({
    prepare: (folder) => putReaders(folder, [ana, budi]),
  });
});
afterEach(() => office.close());

/** Every row of every table that is no tip's, as it lies there. */
function rows(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const file = databaseFile(office.folder);
  for (const { name } of readRows<{ name: string }>(file, "select name from sqlite_master where type = 'table'"))
    found[name] = readRows<object>(file, `select * from "${name}"`).map((row) => JSON.stringify(row));
  return found;
}

async function reports(person: Voice): Promise<void> {
  await person.says("/lapor");
  await person.says("YA");
  const { text } = await person.says("LEWATI");
  const code = /^[a-z]+(?:-[a-z]+){7}$/m.exec(text)?.[0] ?? "";
  expect((await person.says("Sesuatu terjadi")).text).toContain("✔");
  await person.says("SELESAI");
  expect((await person.says(`/cek ${code}`)).text).toContain("belum ditelaah");
  expect((await person.says("pak camat kemarin bagi sembako buat paslon")).text).toContain("✔");
  await person.says("BATAL");
  await person.says("BATAL");
  await person.says("pak camat kemarin bagi sembako buat paslon di kantor");
  await person.says("lupakan saja");
}

it("whoever reports has the same rows afterwards as before: a subscriber their own, everybody else none", async () => {
  const subscriber = office.person();
  await subscriber.says("/langganan semua");
  const stranger = office.person();
  const before = rows();
  expect(JSON.stringify(before)).toContain(subscriber.address);
  await reports(subscriber);
  await reports(stranger);
  const after = rows();
  expect(changed(before, after)).toEqual([]);
  expect(JSON.stringify(after)).not.toContain(stranger.address.split(":")[1]);
});

function changed(before: Record<string, string[]>, after: Record<string, string[]>): string[] {
  return Object.keys({ ...before, ...after }).filter((table) => before[table]?.join() !== after[table]?.join());
}
