import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Audience, parseAudience } from "../../src/reminders/audience.ts";
import { comparable } from "../../src/reminders/comparable.ts";
import type { Topic } from "../../src/reminders/people.ts";
import { whereAudience } from "../../src/stores/audience-sql.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
  await person("ana", { unit: "BKPSDM", district: "Tarakan Barat", tags: ["eselon-4"] });
  await person("budi", { unit: "BKPSDM", district: "Tarakan Timur", tags: ["eselon-4", "guru"] });
  await person("citra", { unit: "Dinas Kesehatan", events: 0 });
  await person("dewi", {});
  await person("eko", { unit: "BKPSDM", active: 0 });
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

type Known = { unit?: string; district?: string; tags?: string[]; events?: number; active?: number };

async function person(name: string, { unit, district, tags = [], events = 1, active = 1 }: Known): Promise<void> {
  const { id } = await database
    .insertInto("subscribers")
    .values({
      address: name,
      channel: "telegram",
      active,
      events,
      broadcasts: 1,
      unit: unit ?? null,
      unit_key: unit === undefined ? null : comparable(unit),
      district: district ?? null,
      district_key: district === undefined ? null : comparable(district),
      consent: "1",
      consented_at: 0,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const tag of tags) await database.insertInto("subscriber_tags").values({ subscriber: id, tag }).execute();
}

async function meant(text: string, topic?: Topic): Promise<string> {
  const rows = await database
    .selectFrom("subscribers")
    .select("address")
    .where(whereAudience(parseAudience(text) as Audience, topic))
    .orderBy("address")
    .execute();
  return rows.map(({ address }) => address).join(" ");
}

describe("the people an audience means", () => {
  it.each([
    ["semua", "ana budi citra dewi"],
    ["unit:bkpsdm", "ana budi"],
    ['unit:"DINAS  kesehatan"', "citra"],
    ['kecamatan:"tarakan barat" & tag:ESELON-4', "ana"],
    ["unit:BKPSDM & !tag:guru", "ana"],
    ['unit:BKPSDM | unit:"Dinas Kesehatan"', "ana budi citra"],
    ["bukan semua", ""],
    ['unit:"\'; drop table subscribers; --"', ""],
  ])("%s: %s", async (text, expected) => {
    expect(await meant(text)).toBe(expected);
  });

  it("include, in `bukan`, whoever never said their unit", async () => {
    expect(await meant("bukan unit:BKPSDM")).toBe("citra dewi");
    expect(await meant("bukan (unit:BKPSDM & tag:guru)")).toBe("ana citra dewi");
    expect(await meant('!!kecamatan:"Tarakan Barat"')).toBe("ana");
  });

  it("are those who take that topic", async () => {
    expect(await meant("semua", "events")).toBe("ana budi dewi");
    expect(await meant("!tag:guru", "broadcasts")).toBe("ana citra dewi");
  });

  it("are found also by the widest audience that may be written", async () => {
    const widest = Array.from({ length: 50 }, (_, n) => `!(tag:${n})`).join(" & ");
    expect(await meant(widest)).toBe("ana budi citra dewi");
  });
});
