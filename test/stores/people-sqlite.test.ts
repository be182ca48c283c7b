import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Audience, parseAudience } from "../../src/reminders/audience.ts";
import { isLikeJoinCode, newJoinCode, tidyJoinCode } from "../../src/reminders/join-code.ts";
import type { People, RosterGroup } from "../../src/reminders/people.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { findLeaks, placesIn } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let database: Database;
let people: People;
let now = 1_000;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
  now = 1_000;
  people = createPeople(database, () => new Date(now));
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

const bkpsdm: RosterGroup = { unit: "BKPSDM", district: "Tarakan Barat", tags: ["eselon-4"], expected: 12 };
const dinkes: RosterGroup = { unit: "Dinas Kesehatan", district: undefined, tags: [], expected: 40 };
const ana = "telegram:1001";
const count = (text: string) => people.count(parseAudience(text) as Audience);

async function codeOf(unit: string): Promise<string> {
  return (await people.groups()).find((group) => group.unit === unit)?.code ?? "";
}

describe("a subscriber", () => {
  it("is who agreed, with when and to what, until they unsubscribe", async () => {
    expect(await people.at(ana)).toBeUndefined();
    now = 5_000;
    const subscribed = await people.subscribe(ana, ["events"], "1");
    expect(subscribed).toMatchObject({ active: true, topics: ["events"], consent: "1", consentedAt: 5_000 });
    expect(await people.at(ana)).toEqual(subscribed);
    expect(await count("semua")).toBe(1);
    expect(await people.count({ kind: "all" }, "broadcasts")).toBe(0);
    expect([await people.unsubscribe(ana), await people.unsubscribe(ana)]).toEqual([true, false]);
    expect(await count("semua")).toBe(0);
  });

  it("has their unit back when they come back", async () => {
    await people.importRoster([bkpsdm], "ana");
    await people.join(ana, await codeOf("BKPSDM"), "1");
    await people.unsubscribe(ana);
    await people.subscribe(ana, ["broadcasts"], "2");
    expect(await people.at(ana)).toMatchObject({ active: true, unit: "BKPSDM", tags: ["eselon-4"], consent: "2" });
  });

  it("who joins with a code is of its unit, district and tags, and of no other's", async () => {
    await people.importRoster([bkpsdm, dinkes], "ana");
    const code = await codeOf("BKPSDM");
    expect(await people.join(ana, ` ${code.toLowerCase().replace("-", " ")}. `, "1")).toMatchObject({
      unit: "BKPSDM",
      district: "Tarakan Barat",
      tags: ["eselon-4"],
      topics: ["events", "broadcasts"],
    });
    expect(await count('kecamatan:"tarakan barat" & tag:eselon-4 & unit:bkpsdm')).toBe(1);
    expect((await people.group(code))?.joined).toBe(1);
    await people.join(ana, await codeOf("Dinas Kesehatan"), "1");
    expect(await people.at(ana)).toMatchObject({ unit: "Dinas Kesehatan", district: undefined, tags: [] });
    expect((await people.group(code))?.joined).toBe(0);
    expect(await people.join(ana, newJoinCode(), "1")).toBeUndefined();
    expect(await people.join(ana, "'; drop table join_codes; --", "1")).toBeUndefined();
  });

  it("who chooses another unit leaves district and tags of the first behind", async () => {
    await people.importRoster([bkpsdm, dinkes], "ana");
    await people.join(ana, await codeOf("BKPSDM"), "1");
    expect(await people.setUnit(ana, "bkpsdm")).toBe(true);
    expect((await people.at(ana))?.tags).toEqual(["eselon-4"]);
    expect(await people.setUnit(ana, "Dinas Kesehatan")).toBe(true);
    expect(await people.at(ana)).toMatchObject({ unit: "Dinas Kesehatan", district: undefined, tags: [] });
    expect(await people.setUnit("telegram:9", "Dinas Kesehatan")).toBe(false);
  });

  it("is counted by the channel that serves them", async () => {
    for (const address of [ana, "telegram:1002", "whatsapp:1@lid"]) await people.subscribe(address, ["events"], "1");
    expect(await people.byChannel({ kind: "all" }, "events")).toEqual(
      new Map([
        ["telegram", 2],
        ["whatsapp", 1],
      ]),
    );
  });
});

describe("the roster", () => {
  it("keeps codes when it is imported again, and says what became of each group", async () => {
    expect(await people.importRoster([bkpsdm, dinkes], "ana")).toEqual({ added: 2, changed: 0, same: 0 });
    const codes = [await codeOf("BKPSDM"), await codeOf("Dinas Kesehatan")];
    const again = [{ ...bkpsdm, unit: "bkpsdm", tags: ["ESELON-4"], expected: 13 }, dinkes];
    expect(await people.importRoster(again, "ana")).toEqual({ added: 0, changed: 1, same: 1 });
    expect(await people.groups()).toEqual([
      { ...bkpsdm, unit: "bkpsdm", expected: 13, code: codes[0], joined: 0 },
      { ...dinkes, code: codes[1], joined: 0 },
    ]);
    expect(await people.units()).toEqual(["bkpsdm", "Dinas Kesehatan"]);
  });

  it("is imported whole or not at all", async () => {
    const broken = { ...dinkes, expected: null as unknown as number };
    await expect(people.importRoster([bkpsdm, broken], "ana")).rejects.toThrow();
    expect(await people.groups()).toEqual([]);
  });
});

describe("a join code", () => {
  it("is said in two words, written in any way, and none is like another", () => {
    const codes = Array.from({ length: 5_000 }, newJoinCode);
    for (const code of codes) {
      expect(code).toMatch(/^[BCDGJKLMNRSTWAEIOU]{5}-[BCDGJKLMNRSTWAEIOU]{5}$/);
      expect(tidyJoinCode(` ${code.toLowerCase().replace("-", "")}!`)).toBe(code);
    }
    // Of 870 million, two of 5,000 are the same once in 70 runs; three never.
    expect(new Set(codes).size).toBeGreaterThan(4_997);
  });

  it.each(["partai", "partai boleh ga", "organisasi", "relawan capres gimana", ""])("is not meant by %j", (text) => {
    expect(isLikeJoinCode(text)).toBe(false);
  });

  it.each(["bakur-timol", "BAKUR TIMOL", "bakurtimol", "bakur-timo", "xakur-timol"])("may be meant by %j", (text) => {
    expect(isLikeJoinCode(text)).toBe(true);
  });
});

describe("whoever wants to be forgotten", () => {
  const address = "whatsapp:144003344556671@lid";
  const inFiles = () => findLeaks([{ name: "address", value: "144003344556671" }], placesIn(folder)).length > 0;
  const event = { state: "approved", body: "{}", made_by: "ana", made_at: 0, digest: null, confirmed_at: null };
  const more = { approved_by: null, approved_at: null, override: null, starts_at: 0 };

  async function leaveTraces(): Promise<void> {
    await people.importRoster([bkpsdm], "ana");
    await people.join(address, await codeOf("BKPSDM"), "1");
    for (const [uid, ends_at] of [
      ["past", 500],
      ["ahead", 9_000],
    ] as const)
      await database
        .insertInto("events")
        .values({ ...event, ...more, uid, ends_at })
        .execute();
    for (const [mailing, state] of ["accepted", "pending", "sending"].entries())
      await database
        .insertInto("mailing_deliveries")
        .values({
          mailing,
          address,
          channel: "whatsapp",
          unit: "BKPSDM",
          state,
          due_at: 0,
          reason: null,
          settled_at: null,
        })
        .execute();
    for (const id of [1, 2])
      await database
        .insertInto("rsvps")
        .values({ event: id, address, unit: "BKPSDM", answer: "tidak", reason: "sakit", at: 0 })
        .execute();
    const { id } = await database
      .insertInto("asked")
      .values({
        text: "boleh?",
        reason: "tanya_petugas",
        situation: null,
        asked_on: "2031-02-03",
        address,
        state: "open",
        answer: null,
        answered_by: null,
        answered_on: null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await database.insertInto("deliveries").values({ address, reply: "{}", due_at: 0, asked: id }).execute();
  }

  it("is in no file any more, while the counts stay", async () => {
    const desk = await openDatabase(folder);
    await leaveTraces();
    expect(await people.traces(address)).toEqual({ deliveries: 3, replies: 2, waiting: 1 });
    expect(inFiles()).toBe(true);
    expect(await people.erase(address)).toBe(true);
    expect(inFiles()).toBe(false);
    await desk.destroy();
    expect(await people.at(address)).toBeUndefined();
    expect(await people.traces(address)).toEqual({ deliveries: 0, replies: 0, waiting: 0 });
    const deliveries = await database
      .selectFrom("mailing_deliveries")
      .select(["state", "unit"])
      .orderBy("mailing")
      .execute();
    expect(deliveries.map(({ state }) => state).sort()).toEqual(["accepted", "sending", "suppressed"]);
    expect(await database.selectFrom("rsvps").select(["event", "answer", "reason"]).execute()).toEqual([
      { event: 1, answer: "tidak", reason: null },
    ]);
    expect(await database.selectFrom("asked").select(["text", "state"]).execute()).toEqual([
      { text: "boleh?", state: "open" },
    ]);
    expect(await database.selectFrom("deliveries").selectAll().execute()).toEqual([]);
    expect(await people.erase(address)).toBe(false);
  });
});
