import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MailingDelivery, Mailings, NewMailing, Settled } from "../../src/reminders/mailing.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { pauseMailings, resendDeliveries, resumeMailings } from "../../src/stores/mailing-control.ts";
import { insertMailing, openMailing, withdrawPlanned } from "../../src/stores/mailing-rows.ts";
import { createMailings } from "../../src/stores/mailings-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newMailing, subscribe } from "../support/subscribers.ts";

let folder: string;
let db: Database;
let mailings: Mailings;
const START = 100_000_000;
let now = START;
beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  now = START;
  mailings = createMailings(db, () => now);
  for (const n of [1, 2, 3]) await subscribe(db, `telegram:${n}`);
});
afterEach(async () => {
  await db.destroy();
  removeFolder(folder);
});

async function plan(told: Partial<NewMailing> = {}): Promise<number> {
  return db.transaction().execute((trx) => insertMailing(trx, newMailing(told)));
}

async function open(told: Partial<NewMailing> = {}): Promise<void> {
  await plan(told);
  await mailings.openDue();
}

const state = async (id = 1) =>
  db.selectFrom("mailings").select(["state", "reason"]).where("id", "=", id).executeTakeFirstOrThrow();
const row = async (id = 1) =>
  db.selectFrom("mailing_deliveries").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const take = (most = 10) => mailings.take("telegram", most, 1_000);

async function takeOne(): Promise<MailingDelivery> {
  const [taken] = await take(1);
  if (taken === undefined) throw new Error("nothing was due");
  return taken;
}

async function settleOne(settled: Settled): Promise<MailingDelivery> {
  const taken = await takeOne();
  expect(await mailings.settle(taken, settled)).toBe(true);
  return taken;
}

describe("a mailing", () => {
  it("is opened when it is due and not before", async () => {
    await open({ dueAt: now + 1 });
    expect(await take()).toEqual([]);
    now += 1;
    await mailings.openDue();
    expect((await take()).map(({ address }) => address)).toEqual(["telegram:1", "telegram:2", "telegram:3"]);
  });

  it("also reaches whoever joined between its approval and its time", async () => {
    await plan({ dueAt: now });
    await subscribe(db, "telegram:4");
    await mailings.openDue();
    expect(await take()).toHaveLength(4);
  });

  it.each([
    [{ most: 2 }, { state: "held", reason: null }],
    [{ until: START }, { state: "dropped", reason: "late" }],
  ])("that may not go is not opened: %j", async (told, expected) => {
    await open(told);
    expect(await state()).toEqual(expected);
    expect(await take()).toEqual([]);
  });

  it("is done when nothing is left to send, and not while something is being sent", async () => {
    await open();
    const taken = await take();
    for (const each of taken.slice(1)) await mailings.settle(each, { state: "accepted" });
    await mailings.finish();
    expect(await state()).toMatchObject({ state: "open" });
    await mailings.settle(taken[0] as MailingDelivery, { state: "failed", reason: "rejected" });
    await mailings.finish();
    expect(await state()).toMatchObject({ state: "done" });
  });

  it("that becomes worthless while it is sent is given up, paused or not", async () => {
    await open({ until: now + 5 });
    await open({ until: now + 5, event: 2 });
    await db.transaction().execute((trx) => pauseMailings(trx, { event: 2 }, "ana"));
    const taken = await takeOne();
    now += 5;
    expect(await take()).toEqual([]);
    await mailings.finish();
    expect(await row(2)).toMatchObject({ state: "suppressed", reason: "late" });
    expect(await state(2)).toMatchObject({ state: "done" });
    expect(await state(1)).toMatchObject({ state: "open" });
    // What went out in time counts.
    await mailings.settle(taken, { state: "accepted" });
    await mailings.finish();
    expect(await state(1)).toMatchObject({ state: "done" });
  });
});

describe("taking", () => {
  it.each(["after a start", "while it runs"])(
    "of a broadcast that reached nobody half a day after its time waits for an officer, once: %s",
    async (when) => {
      await open({ broadcast: 1, dueAt: now });
      await open({ broadcast: 2, dueAt: now });
      const [other] = (await take(6)).filter(({ mailing }) => mailing.broadcast === 2);
      await db.updateTable("mailing_deliveries").set({ state: "pending" }).execute();
      await db
        .updateTable("mailing_deliveries")
        .set({ state: "accepted" })
        .where("id", "=", other?.id ?? 0)
        .execute();
      const look = () => (when === "after a start" ? mailings.recover("all") : mailings.finish());
      now += 12 * 3_600_000 - 1;
      await look();
      expect(await state(1)).toMatchObject({ state: "open" });
      now += 1;
      await look();
      expect([await state(1), await state(2)]).toMatchObject([{ state: "paused", reason: "late" }, { state: "open" }]);
      expect((await take()).map(({ mailing }) => mailing.broadcast)).toEqual([2, 2]);
      await db.transaction().execute((trx) => resumeMailings(trx, { broadcast: 1 }));
      await look();
      expect(await take()).toHaveLength(3);
    },
  );

  it("that failed for everybody and is sent again late goes on", async () => {
    await open({ broadcast: 1, dueAt: now });
    await db.updateTable("mailing_deliveries").set({ state: "failed", reason: "tries" }).execute();
    await mailings.finish();
    now += 86_400_000;
    await db.transaction().execute((trx) => resendDeliveries(trx, { broadcast: 1 }, "failed", now));
    await mailings.finish();
    expect(await take()).toHaveLength(3);
  });

  it("goes by urgency: cancellations, corrections, reminders, broadcasts", async () => {
    await open({ broadcast: 1 });
    await open({ label: "P1D" });
    await db.updateTable("mailing_deliveries").set({ state: "accepted" }).where("mailing", "=", 2).execute();
    await open({ label: "PT1H" });
    await open({ kind: "correction", audience: undefined });
    await open({ kind: "cancellation", audience: undefined });
    const kinds = (await take(100)).map(({ mailing }) => mailing.kind);
    expect([...new Set(kinds)]).toEqual(["cancellation", "correction", "reminder", "broadcast"]);
    expect(kinds).toHaveLength(12);
  });

  it("gives each once, also to two processes at the same time", async () => {
    await open();
    const other = await openDatabase(folder);
    const both = await Promise.all([take(3), createMailings(other, () => now).take("telegram", 3, 1_000)]);
    await other.destroy();
    expect(
      both
        .flat()
        .map(({ address }) => address)
        .sort(),
    ).toEqual(["telegram:1", "telegram:2", "telegram:3"]);
  });

  it("gives only what is of its channel", async () => {
    await subscribe(db, "whatsapp:9@lid");
    await open();
    expect((await mailings.take("whatsapp", 9, 1_000)).map(({ address }) => address)).toEqual(["whatsapp:9@lid"]);
  });

  it.each([
    ["unsubscribed from everything", { active: 0 }],
    ["wants no events any more", { events: 0 }],
  ])("leaves out who %s during the sending, however many", async (_, change) => {
    await open();
    await settleOne({ state: "accepted" });
    await db.updateTable("subscribers").set(change).where("address", "=", "telegram:2").execute();
    expect((await take(1)).map(({ address }) => address)).toEqual(["telegram:3"]);
    expect(await row(2)).toMatchObject({ state: "suppressed", reason: "unsubscribed", token: 0 });
  });

  it("gives nothing of what is paused, stopped or withdrawn", async () => {
    await open({ broadcast: 1 });
    await db.transaction().execute((trx) => pauseMailings(trx, { broadcast: 1 }, "ana"));
    expect(await take()).toEqual([]);
    await open();
    await db.transaction().execute((trx) => withdrawPlanned(trx, { event: 1 }, "cancelled", now));
    expect(await take()).toEqual([]);
  });
});

describe("what became of one", () => {
  it("that was gone ends the subscription", async () => {
    await open();
    await settleOne({ state: "failed", reason: "gone" });
    expect(await row()).toMatchObject({ state: "failed", reason: "gone" });
    await open({ label: "P1D" });
    expect((await take()).map(({ mailing, address }) => `${mailing.id} ${address}`)).toEqual([
      "1 telegram:2",
      "1 telegram:3",
      "2 telegram:2",
      "2 telegram:3",
    ]);
  });

  it("that may be tried again is taken when its time has come, and counts as a try only when it was one", async () => {
    await open();
    await db.deleteFrom("mailing_deliveries").where("id", ">", 1).execute();
    await settleOne({ state: "pending", afterMs: 500, counts: false });
    expect(await take()).toEqual([]);
    now += 500;
    await settleOne({ state: "pending", afterMs: 0, counts: true });
    expect(await takeOne()).toMatchObject({ attempts: 1, token: 3, resent: false });
  });

  it("is ignored when somebody else took it meanwhile", async () => {
    await open();
    await db.deleteFrom("mailing_deliveries").where("id", ">", 1).execute();
    const stale = await takeOne();
    await mailings.recover("all");
    now += 10_000;
    const fresh = await takeOne();
    expect(fresh.id).toBe(stale.id);
    for (const settled of [{ state: "accepted" }, { state: "unknown" }, { state: "failed", reason: "gone" }] as const)
      expect(await mailings.settle(stale, settled)).toBe(false);
    expect(await row()).toMatchObject({ state: "sending" });
    expect(await mailings.settle(fresh, { state: "accepted" })).toBe(true);
    expect(await mailings.settle(fresh, { state: "failed", reason: "tries" })).toBe(false);
    expect(await row()).toMatchObject({ state: "accepted" });
  });
});

describe("what may have arrived", () => {
  it("is, of an event, sent once more and no third time", async () => {
    await open();
    await db.deleteFrom("mailing_deliveries").where("id", ">", 1).execute();
    await settleOne({ state: "unknown" });
    expect(await take()).toEqual([]);
    now += 5_000;
    const again = await settleOne({ state: "unknown" });
    expect(again.resent).toBe(true);
    expect(await row()).toMatchObject({ state: "unknown", reason: null });
    await mailings.finish();
    expect(await state()).toMatchObject({ state: "done" });
  });

  it("is, of a broadcast, left to an officer", async () => {
    await open({ broadcast: 1 });
    await settleOne({ state: "unknown" });
    expect(await row()).toMatchObject({ state: "unknown", resent: 0 });
  });

  it.each(["unsubscribes", "withdraws", "late"] as const)(
    "stays so when its second try does not come: %s",
    async (why) => {
      await open({ until: now + 60_000 });
      await settleOne({ state: "unknown" });
      if (why === "unsubscribes") {
        await db.updateTable("subscribers").set({ active: 0 }).execute();
        now += 5_000;
        expect(await take()).toEqual([]);
      }
      if (why === "withdraws")
        await db.transaction().execute((trx) => withdrawPlanned(trx, { event: 1 }, "changed", now));
      if (why === "late") {
        now += 60_000;
        await mailings.finish();
      }
      expect(await row(1)).toMatchObject({ state: "unknown", reason: null });
      expect(await row(2)).toMatchObject({ state: "suppressed" });
    },
  );

  it("is whatever was being sent when the last process ended", async () => {
    await open({ broadcast: 1 });
    await take(2);
    await mailings.recover("all");
    expect(await row(1)).toMatchObject({ state: "unknown" });
    expect(await row(2)).toMatchObject({ state: "unknown" });
    expect(await row(3)).toMatchObject({ state: "pending" });
  });

  it("is what its lease ran out of, but never what this process is sending, wherever the clock jumps", async () => {
    await open({ broadcast: 1 });
    const [mine] = await take(2);
    await mailings.recover({ underWay: new Set() });
    expect(await row(2)).toMatchObject({ state: "sending" });
    now += 86_400_000;
    await mailings.recover({ underWay: new Set([mine?.id ?? 0]) });
    expect(await row(1)).toMatchObject({ state: "sending" });
    expect(await row(2)).toMatchObject({ state: "unknown" });
    expect(await mailings.settle(mine as MailingDelivery, { state: "accepted" })).toBe(true);
  });
});

describe("a clock that is set back by an hour", () => {
  it("does not make wait longer what waits for its next try, and brings forward nothing that is for later", async () => {
    await open();
    await settleOne({ state: "pending", afterMs: 1_000, counts: true });
    now -= 3_600_000;
    const later = START + 60_000;
    await db.transaction().execute(async (trx) => {
      const id = await insertMailing(trx, newMailing({ broadcast: 1, dueAt: later }));
      await openMailing(trx, id, now);
    });
    await mailings.clockSetBack(3_600_000);
    expect((await take()).map(({ id }) => id)).toEqual([2, 3]);
    now += 1_000;
    expect((await take()).map(({ id }) => id)).toEqual([1]);
    now = later - 1;
    expect(await take()).toEqual([]);
    now = later;
    expect(await take()).toHaveLength(3);
  });
});
