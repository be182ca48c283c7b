import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBroadcastsOffice } from "../../src/broadcasts-office.ts";
import { plainText, type Reply } from "../../src/chat/message.ts";
import { createEventsOffice } from "../../src/events-office.ts";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import type { EventBody } from "../../src/reminders/event.ts";
import type { Acting } from "../../src/reminders/releasing.ts";
import { tellOfficers } from "../../src/reminders/tell-officers.ts";
import { readSettings } from "../../src/settings.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createNewsDesk } from "../../src/stores/mailing-news-sqlite.ts";
import { createMailings } from "../../src/stores/mailings-sqlite.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { subscribe } from "../support/crowd.ts";
import { events } from "../support/events.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const ana = { name: "ana", approves: false };
const budi = { name: "budi", approves: true };
const cici = { name: "cici", approves: false };
const HOUR = 3_600_000;

let folder: string;
let database: Database;
let now: number;
const clock = () => new Date(now);

beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
  now = Date.parse("2024-09-20T01:00:00Z");
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

function offices(fourEyes: "strict" | "delay" = "strict") {
  const environment = { DATA_DIR: folder, OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT", FOUR_EYES: fourEyes };
  const parts = { database, settings: readSettings(environment), clock };
  return { broadcasts: openBroadcastsOffice(parts), events: createEventsOffice(parts) };
}
const units = ["Dinas Satu", "Dinas Dua", "Dinas Tiga"] as const;
const of = (unit: string) => `unit:"${unit}"`;

/** So many people in each of the three units. */
async function crowds(count: number): Promise<void> {
  for (const [at, unit] of units.entries()) await subscribe(database, count, { unit, from: (at + 1) * 100_000 });
}

async function siaran(audience: string, by: Acting = ana, at?: string): Promise<number> {
  const body = { text: "Apel pagi.", audience, ...(at !== undefined && { at }) };
  const outcome = await offices().broadcasts.add(body, by);
  if (outcome.kind !== "added") throw new Error(JSON.stringify(outcome));
  return outcome.added.id;
}
async function acara(audience: string, by: Acting = ana, more: Partial<EventBody> = {}): Promise<number> {
  const outcome = await offices().events.add({ ...events.ambon, audience, ...more }, by);
  if (outcome.kind !== "added") throw new Error(JSON.stringify(outcome));
  return outcome.added.id;
}
const sendsSiaran = async (audience: string, by: Acting = ana) =>
  offices().broadcasts.approve(await siaran(audience, by), by);
const sendsAcara = async (audience: string, by: Acting = ana) =>
  offices().events.approve(await acara(audience, by), by);

const few = (recipients: number) => ({ kind: "approved", recipients, alone: false });
const many = (together: number) => ({ kind: "second-needed", together });

/** Opens what is due and sends it all; to how many. */
async function send(): Promise<number> {
  const mailings = createMailings(database, () => now);
  await mailings.openDue();
  const taken = await mailings.take("telegram", 10_000, HOUR);
  for (const each of taken) await mailings.settle(each, { state: "accepted" });
  await mailings.finish();
  return taken.length;
}

describe("what one officer lets go in slices", () => {
  it("needs a second one as soon as they are more than twenty people together, event or broadcast", async () => {
    await crowds(10);
    expect(await sendsSiaran(of("Dinas Satu"))).toEqual(few(10));
    expect(await sendsAcara(of("Dinas Dua"))).toEqual(few(10));
    expect(await sendsSiaran(of("Dinas Tiga"))).toEqual(many(30));
    expect(await sendsAcara(of("Dinas Tiga"))).toEqual(many(30));
    expect(await database.selectFrom("mailing_deliveries").selectAll().execute()).toHaveLength(10);
    const id = await siaran(of("Dinas Tiga"));
    expect(await offices().broadcasts.approve(id, cici)).toMatchObject({ kind: "not-approver" });
    expect(await offices().broadcasts.approve(id, budi)).toEqual(few(10));
    const actions = (await createAudit(database, clock).list(50)).filter(({ action }) => action.endsWith("approved"));
    expect(actions.map(({ who }) => who)).toEqual(["budi", "ana", "ana"]);
  });

  it("counts people, not messages: the same twenty may hear of many things", async () => {
    await crowds(10);
    const both = `${of("Dinas Satu")} | ${of("Dinas Dua")}`;
    for (const audience of [of("Dinas Satu"), both, of("Dinas Dua"), both]) {
      expect(await sendsSiaran(audience)).toMatchObject({ kind: "approved" });
      expect(await sendsAcara(audience)).toMatchObject({ kind: "approved" });
    }
  });

  it("counts only what went on the same officer's word alone", async () => {
    await crowds(20);
    expect(await sendsSiaran(of("Dinas Satu"))).toEqual(few(20));
    expect(await sendsSiaran(of("Dinas Dua"), cici)).toEqual(few(20));
    await offices().broadcasts.approve(await siaran("semua"), budi);
    expect(await sendsSiaran(of("Dinas Satu"))).toEqual(few(20));
    expect(await sendsSiaran(of("Dinas Dua"))).toEqual(many(40));
  });

  it("counts for a day and night, and with a clock that was set back until it is over by that clock", async () => {
    await crowds(20);
    expect(await sendsSiaran(of("Dinas Satu"))).toEqual(few(20));
    now += 24 * HOUR - 1;
    expect(await sendsSiaran(of("Dinas Dua"))).toEqual(many(40));
    now -= 72 * HOUR;
    expect(await sendsSiaran(of("Dinas Dua"))).toEqual(many(40));
    now += 72 * HOUR + 1;
    expect(await sendsSiaran(of("Dinas Dua"))).toEqual(few(20));
  });

  it("counts what was called off or changed before it was sent", async () => {
    await crowds(20);
    const { broadcasts, events: acaras } = offices();
    const id = await siaran(of("Dinas Satu"), ana, "2024-09-21T08:00");
    await broadcasts.approve(id, ana);
    await broadcasts.change(id, { text: "Apel.", audience: of("Dinas Dua") }, ana);
    expect(await broadcasts.approve(id, ana)).toEqual(many(40));
    const event = await acara(of("Dinas Tiga"), cici);
    await acaras.approve(event, cici);
    await acaras.cancel(event, cici);
    expect(await sendsAcara(of("Dinas Dua"), cici)).toEqual(many(40));
  });

  it("counts who got it and left that audience since", async () => {
    await crowds(20);
    await sendsSiaran(of("Dinas Satu"));
    await send();
    const people = createPeople(database, clock);
    for (let at = 100_000; at < 100_020; at += 1) await people.setUnit(`telegram:${at}`, "Dinas Empat");
    expect(await sendsSiaran(of("Dinas Dua"))).toEqual(many(40));
  });

  it("is let go by one of two approvals at the same moment, not by both", async () => {
    await crowds(20);
    const { broadcasts, events: acaras } = offices();
    const ids = await Promise.all(units.map((unit) => siaran(of(unit))));
    const event = await acara(of("Dinas Tiga"));
    const outcomes = await Promise.all([...ids.map((id) => broadcasts.approve(id, ana)), acaras.approve(event, ana)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      "approved",
      "second-needed",
      "second-needed",
      "second-needed",
    ]);
  });

  it("is confirmed twice, half an hour apart, where the office has one officer", async () => {
    await crowds(20);
    const { broadcasts } = offices("delay");
    const alone = { name: "ana", approves: true };
    expect(await broadcasts.approve(await siaran(of("Dinas Satu")), ana)).toEqual(few(20));
    const id = await siaran(of("Dinas Dua"));
    expect(await broadcasts.approve(id, ana)).toEqual({ kind: "not-approver", together: 40 });
    const later = { kind: "confirm-later", from: now + HOUR / 2, together: 40 };
    expect(await broadcasts.approve(id, alone)).toEqual(later);
    expect(await broadcasts.approve(id, alone)).toEqual(later);
    now += HOUR / 2;
    expect(await broadcasts.approve(id, alone)).toEqual({ kind: "approved", recipients: 20, alone: true });
    // What was thought over for half an hour counts no more than what two agreed to.
    expect(await broadcasts.approve(await siaran(of("Dinas Satu")), alone)).toEqual(few(20));
    expect(await broadcasts.approve(await siaran(of("Dinas Tiga")), alone)).toMatchObject({ kind: "confirm-later" });
  });
});

describe("an event that some know already", () => {
  it("reaches them too when it says something new, whatever its audience is by then", async () => {
    await crowds(20);
    const { events: acaras } = offices();
    const id = await acara("semua");
    await acaras.approve(id, budi);
    now = Date.parse("2024-10-03T00:00:00Z");
    expect(await send()).toBe(60);
    const body = { ...events.ambon, audience: of("Dinas Satu") };
    await acaras.change(id, { ...body, note: "Bawa surat tugas." }, ana);
    expect(await acaras.reach(id)).toBe(60);
    expect(await acaras.approve(id, ana)).toEqual({ kind: "second-needed", together: undefined });
    await acaras.change(id, body, ana);
    expect(await acaras.reach(id)).toBe(20);
    expect(await acaras.approve(id, ana)).toEqual(few(20));
  });

  it("counts those who get the correction with what its officer lets go afterwards", async () => {
    await crowds(10);
    const { events: acaras } = offices();
    const id = await acara(of("Dinas Satu"));
    await acaras.approve(id, budi);
    now = Date.parse("2024-10-03T00:00:00Z");
    await send();
    await acaras.change(id, { ...events.ambon, audience: of("Dinas Dua"), note: "Bawa surat tugas." }, ana);
    expect(await acaras.approve(id, ana)).toEqual(few(20));
    expect(await sendsSiaran(of("Dinas Tiga"))).toEqual(many(30));
  });

  it("counts them with what its officer let go before", async () => {
    await crowds(10);
    const { events: acaras } = offices();
    const id = await acara(of("Dinas Satu"));
    await acaras.approve(id, budi);
    now = Date.parse("2024-10-03T00:00:00Z");
    await send();
    await sendsSiaran(of("Dinas Tiga"));
    await acaras.change(id, { ...events.ambon, audience: of("Dinas Dua"), note: "Bawa surat tugas." }, ana);
    expect(await acaras.approve(id, ana)).toEqual(many(30));
  });

  it("is not laid to the officer who let it go before two others agreed to more", async () => {
    await crowds(10);
    const { events: acaras } = offices();
    now = Date.parse("2024-10-02T23:00:00Z");
    const id = await acara(of("Dinas Satu"));
    expect(await acaras.approve(id, ana)).toEqual(few(10));
    await acaras.change(id, { ...events.ambon, audience: "semua" }, cici);
    expect(await acaras.approve(id, budi)).toEqual(few(30));
    now += HOUR;
    expect(await send()).toBe(30);
    expect(await sendsSiaran(of("Dinas Dua"))).toEqual(few(10));
  });
});

describe("an audience that was empty when one officer let it go", () => {
  it("cannot be filled afterwards: the reminders are held, and a second officer lets them go", async () => {
    const officers = createOfficers(database);
    await officers.invite("budi", "penyetuju", hashInvitationCode("budi"), new Date(now + HOUR));
    await officers.redeem(hashInvitationCode("budi"), "telegram:budi", clock());
    const { events: acaras } = offices();
    const ids = [];
    for (const unit of units) {
      const id = await acara(of(unit), ana, { reminders: ["P7D"] });
      expect(await acaras.approve(id, ana)).toEqual(few(0));
      ids.push(id);
    }
    await crowds(20);
    now = Date.parse("2024-10-03T00:00:00Z");
    expect(await send()).toBe(20);
    const states = async () =>
      (await database.selectFrom("mailings").select("state").orderBy("id").execute()).map(({ state }) => state);
    expect(await states()).toEqual(["done", "held", "held"]);
    await tellOfficers({ news: createNewsDesk(database, () => now), officers });
    const told = await database
      .selectFrom("deliveries")
      .select("reply")
      .where("address", "=", "telegram:budi")
      .execute();
    expect(told.map(({ reply }) => plainText(JSON.parse(reply) as Reply)).join("\n")).toContain(
      "kini menjangkau lebih dari 20 orang bersama kiriman lain",
    );
    expect(await acaras.approve(ids[1] ?? 0, budi)).toEqual(few(20));
    expect(await send()).toBe(20);
  });

  it("holds nothing that the same officer let go on another day", async () => {
    await crowds(20);
    await sendsAcara(of("Dinas Satu"));
    now += 24 * HOUR;
    await sendsAcara(of("Dinas Dua"));
    now = Date.parse("2024-10-03T00:00:00Z");
    expect(await send()).toBe(40);
  });
});
