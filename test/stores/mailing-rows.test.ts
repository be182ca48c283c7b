import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewMailing, Opened } from "../../src/reminders/mailing.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { pauseMailings, resendDeliveries, resumeMailings } from "../../src/stores/mailing-control.ts";
import { countTold } from "../../src/stores/mailing-people.ts";
import { countsOf, insertMailing, openMailing, withdrawPlanned } from "../../src/stores/mailing-rows.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newMailing, subscribe } from "../support/subscribers.ts";

const NOW = 1_000_000;
const EVENT = { event: 1 };
let folder: string;
let db: Database;
beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  await subscribe(db, "telegram:1", { unit: "BKPSDM" });
  await subscribe(db, "telegram:2", { unit: "BKPSDM", broadcasts: 0 });
  await subscribe(db, "whatsapp:3@lid", { events: 0 });
  await subscribe(db, "telegram:4", { active: 0 });
});
afterEach(async () => {
  await db.destroy();
  removeFolder(folder);
});

const inOne = <T>(work: (trx: Database) => Promise<T>): Promise<T> => db.transaction().execute(work);

async function open(told: Partial<NewMailing>, rowsDueAt?: number): Promise<Opened> {
  return inOne(async (trx) => openMailing(trx, await insertMailing(trx, newMailing(told)), NOW, rowsDueAt));
}

const rows = (mailing = 1) =>
  db.selectFrom("mailing_deliveries").selectAll().where("mailing", "=", mailing).orderBy("id").execute();
const addresses = async (mailing = 1) => (await rows(mailing)).map(({ address }) => address);
const state = async (mailing = 1) =>
  await db.selectFrom("mailings").select(["state", "reason"]).where("id", "=", mailing).executeTakeFirstOrThrow();

async function become(address: string, set: { state: string; reason?: string }): Promise<void> {
  await db.updateTable("mailing_deliveries").set(set).where("address", "=", address).execute();
}

describe("a mailing that is opened", () => {
  it("gets one row for each subscriber of its audience who wants its topic, with channel and unit", async () => {
    expect(await open({})).toEqual({ kind: "open", recipients: 2 });
    expect(await rows()).toMatchObject([
      { address: "telegram:1", channel: "telegram", unit: "BKPSDM", state: "pending", due_at: NOW },
      { address: "telegram:2", channel: "telegram", unit: "BKPSDM", state: "pending", due_at: NOW },
    ]);
    await open({ broadcast: 7 });
    expect(await addresses(2)).toEqual(["telegram:1", "whatsapp:3@lid"]);
  });

  it("reaches the audience that its words mean", async () => {
    expect(await open({ broadcast: 7, audience: "unit:bkpsdm" })).toEqual({ kind: "open", recipients: 1 });
    expect(await addresses()).toEqual(["telegram:1"]);
  });

  it("has its rows due later where it is for later", async () => {
    await open({ broadcast: 7, dueAt: NOW + 5_000 });
    await open({ broadcast: 8 }, NOW + 9_000);
    expect((await rows(1)).map((row) => row.due_at)).toEqual([NOW + 5_000, NOW + 5_000]);
    expect((await rows(2)).map((row) => row.due_at)).toEqual([NOW + 9_000, NOW + 9_000]);
  });

  it("is held without rows when it reaches more than one officer may", async () => {
    expect(await open({ most: 1 })).toEqual({ kind: "held", recipients: 2 });
    expect(await rows()).toEqual([]);
    expect(await state()).toMatchObject({ state: "held" });
    expect(await open({ most: 2 })).toEqual({ kind: "open", recipients: 2 });
  });

  it("is dropped when its event has begun, and not a moment before", async () => {
    expect(await open({ until: NOW })).toEqual({ kind: "dropped" });
    expect(await rows()).toEqual([]);
    expect(await state()).toEqual({ state: "dropped", reason: "late" });
    expect(await open({ until: NOW + 1 })).toMatchObject({ kind: "open" });
  });

  it("is not there when the transaction fails", async () => {
    const failed = inOne(async (trx) => {
      await openMailing(trx, await insertMailing(trx, newMailing()), NOW);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await rows()).toEqual([]);
    expect(await db.selectFrom("mailings").selectAll().execute()).toEqual([]);
  });
});

describe("a correction", () => {
  it.each([
    ["accepted", undefined, true],
    ["unknown", undefined, true],
    ["sending", undefined, true],
    ["suppressed", "changed", true],
    ["suppressed", "unsubscribed", false],
    ["failed", "gone", false],
    ["pending", undefined, false],
  ] as const)("reaches somebody whose reminder is %s %s: %s", async (became, reason, reached) => {
    await open({});
    await become("telegram:1", { state: became, ...(reason === undefined ? {} : { reason }) });
    expect(await countTold(db, 1)).toBe(reached ? 1 : 0);
    expect(await open({ kind: "correction", audience: undefined })).toEqual({
      kind: "open",
      recipients: reached ? 1 : 0,
    });
    expect(await addresses(2)).toEqual(reached ? ["telegram:1"] : []);
  });

  it("reaches each person once, and nobody of another event", async () => {
    await open({ label: "P7D" });
    await open({ label: "P1D" });
    await open({ event: 2 });
    await db.updateTable("mailing_deliveries").set({ state: "accepted" }).execute();
    await open({ kind: "correction", audience: undefined });
    expect(await addresses(4)).toEqual(["telegram:1", "telegram:2"]);
  });
});

describe("what is withdrawn", () => {
  it("is never sent, be it planned, held or open; what is being sent or was sent stays", async () => {
    await open({});
    await become("telegram:1", { state: "sending" });
    await inOne((trx) => insertMailing(trx, newMailing()));
    await open({ most: 1 });
    await open({ event: 2 });
    expect(await inOne((trx) => withdrawPlanned(trx, EVENT, "changed", NOW))).toBe(true);
    expect(await rows()).toMatchObject([{ state: "sending" }, { state: "suppressed", reason: "changed" }]);
    expect(await state(1)).toEqual({ state: "stopped", reason: "changed" });
    expect(await state(2)).toEqual({ state: "dropped", reason: "changed" });
    expect(await state(3)).toEqual({ state: "dropped", reason: "changed" });
    expect(await state(4)).toMatchObject({ state: "open" });
    expect(await inOne((trx) => withdrawPlanned(trx, EVENT, "changed", NOW))).toBe(false);
  });
});

describe("the counts of an event or broadcast", () => {
  it("add up its people by state, and those whom planned reminders would reach", async () => {
    await open({});
    await become("telegram:1", { state: "accepted" });
    await become("telegram:2", { state: "sending" });
    await inOne((trx) => insertMailing(trx, newMailing({ label: "P1D", dueAt: NOW + 9 })));
    await inOne((trx) => insertMailing(trx, newMailing({ label: "PT1H", dueAt: NOW + 9 })));
    expect(await countsOf(db, EVENT)).toEqual({ accepted: 1, failed: 0, unknown: 0, pending: 5, suppressed: 0 });
    expect(await countsOf(db, { broadcast: 1 })).toEqual({
      accepted: 0,
      failed: 0,
      unknown: 0,
      pending: 0,
      suppressed: 0,
    });
  });
});

describe("an officer", () => {
  const OWN = { broadcast: 7 };

  it("pauses what is being sent and goes on with it", async () => {
    await open(OWN);
    expect(await inOne((trx) => pauseMailings(trx, OWN, "ana"))).toBe(true);
    expect(await state()).toMatchObject({ state: "paused" });
    expect(await inOne((trx) => pauseMailings(trx, OWN, "ana"))).toBe(false);
    expect(await inOne((trx) => resumeMailings(trx, OWN))).toBe(true);
    expect(await state()).toMatchObject({ state: "open" });
    expect(await inOne((trx) => resumeMailings(trx, OWN))).toBe(false);
  });

  it("sends what failed once more, but not to whoever is gone", async () => {
    await open(OWN);
    await become("telegram:1", { state: "failed", reason: "gone" });
    await become("whatsapp:3@lid", { state: "failed", reason: "tries" });
    await db.updateTable("mailings").set({ state: "done" }).execute();
    expect(await inOne((trx) => resendDeliveries(trx, OWN, "failed", NOW))).toBe(1);
    expect(await rows()).toMatchObject([{ state: "failed" }, { state: "pending", reason: null, resent: 0 }]);
    expect(await state()).toMatchObject({ state: "open" });
  });

  it("sends what may not have arrived once more, marked as such, unless it is worthless by now", async () => {
    await open({ ...OWN, until: NOW + 5 });
    await become("telegram:1", { state: "unknown" });
    expect(await inOne((trx) => resendDeliveries(trx, OWN, "unknown", NOW + 5))).toBe(0);
    expect(await inOne((trx) => resendDeliveries(trx, OWN, "unknown", NOW + 4))).toBe(1);
    expect(await rows()).toMatchObject([
      { state: "pending", resent: 1 },
      { state: "pending", resent: 0 },
    ]);
  });
});
