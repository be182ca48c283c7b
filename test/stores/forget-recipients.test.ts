import { afterEach, beforeEach, expect, it } from "vitest";
import type { NewMailing } from "../../src/reminders/mailing.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { readDeliveryFigures } from "../../src/stores/delivery-figures.ts";
import { forgetRecipients } from "../../src/stores/forget-recipients.ts";
import { countsOf, insertMailing, openMailing } from "../../src/stores/mailing-rows.ts";
import { createMailings } from "../../src/stores/mailings-sqlite.ts";
import { findLeaks, placesIn } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newMailing, subscribe } from "../support/subscribers.ts";

const ADDRESS = "telegram:14400334455";
const DAY = 86_400_000;
let folder: string;
let db: Database;
/** The command line: open at the same time, so that closing the other clears nothing. */
let desk: Database;
beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  desk = await openDatabase(folder);
  await subscribe(db, ADDRESS, { unit: "BKPSDM" });
});
afterEach(async () => {
  await desk.destroy();
  await db.destroy();
  removeFolder(folder);
});

async function event(endsAt: number): Promise<void> {
  const made = { state: "approved", body: "{}", made_by: "ana", made_at: 0 };
  await db
    .insertInto("events")
    .values({ ...made, uid: `u${endsAt}`, starts_at: endsAt - 1, ends_at: endsAt })
    .execute();
}

async function open(told: Partial<NewMailing>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await openMailing(trx, await insertMailing(trx, newMailing(told)), 0);
  });
}

async function send(): Promise<void> {
  const mailings = createMailings(db, () => 3 * DAY);
  for (const each of await mailings.take("telegram", 9, 1_000)) await mailings.settle(each, { state: "accepted" });
  await mailings.finish();
}

const known = async () =>
  (await db.selectFrom("mailing_deliveries").select("address").orderBy("id").execute()).map(({ address }) => address);

it("forgets who got the reminders of events that are over, and not of others; the counts stay", async () => {
  await event(10 * DAY);
  await event(20 * DAY);
  await open({ event: 1 });
  await open({ event: 2 });
  await send();
  await forgetRecipients(db, 10 * DAY);
  expect(await known()).toEqual([ADDRESS, ADDRESS]);
  await forgetRecipients(db, 10 * DAY + 1);
  expect(await known()).toEqual([null, ADDRESS]);
  expect(await countsOf(db, { event: 1 })).toMatchObject({ accepted: 1 });
  expect(await db.selectFrom("mailing_deliveries").select("unit").where("address", "is", null).execute()).toEqual([
    { unit: "BKPSDM" },
  ]);
});

it("forgets who got a broadcast by when its sending ended, or by when it should have", async () => {
  await open({ broadcast: 1 });
  await send();
  await open({ broadcast: 2, dueAt: 6 * DAY });
  await forgetRecipients(db, 3 * DAY + 1);
  expect(await known()).toEqual([null, ADDRESS]);
  await forgetRecipients(db, 6 * DAY + 1);
  expect(await known()).toEqual([null, null]);
  expect(await readDeliveryFigures(db)).toEqual([
    { kind: "broadcast", state: "accepted", count: 1 },
    { kind: "broadcast", state: "suppressed", count: 1 },
  ]);
});

it("leaves the address in no file", async () => {
  await open({ broadcast: 1 });
  await send();
  await db.deleteFrom("subscribers").execute();
  const found = () => findLeaks([{ name: "address", value: ADDRESS.replace(/\D/g, "") }], placesIn(folder)).length > 0;
  expect(found()).toBe(true);
  await forgetRecipients(db, 4 * DAY);
  expect(found()).toBe(false);
});
