/** Our processes: the rows alone with a channel that does nothing, or the whole service with its Telegram channel, unpaced. */
import { sql } from "kysely";
import { createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import type { Reply } from "../../../src/chat/message.ts";
import { systemClock } from "../../../src/clock.ts";
import { startMail } from "../../../src/delivery/mail.ts";
import { createLog } from "../../../src/log.ts";
import { readSettings } from "../../../src/settings.ts";
import { type Database, openDatabase } from "../../../src/stores/database.ts";
import { createJournal } from "../../../src/stores/journal-sqlite.ts";
import { insertMailing, openMailing } from "../../../src/stores/mailing-rows.ts";
import { createMailings } from "../../../src/stores/mailings-sqlite.ts";
import { newMailing } from "../../support/subscribers.ts";
import { startWatch } from "../figures.ts";
import { peak, report } from "./report-found.ts";
import { type DeliveryTask, type Enqueued, TEXT } from "./task.ts";

const LOOK_EVERY_MS = 50;
const noLimits = { perSecond: Number.POSITIVE_INFINITY, chatMs: 0, groupPerMinute: 1_000_000 };

const task = JSON.parse(process.argv[2] ?? "") as DeliveryTask;
const log = createLog("error");
process.once("disconnect", () => process.exit(0));
const start = task.kind === "our-rows" ? await openRows() : await openService();
process.once("message", () => void start());
process.send?.("ready");

async function openRows(): Promise<() => Promise<void>> {
  const db = await openDatabase(task.dataFolder);
  await subscribeAll(db);
  return async () => {
    const enqueued = await enqueue(db);
    const elapsed = startWatch();
    const mail = startMail({
      mailings: createMailings(db, Date.now),
      channels: ["telegram"],
      push: async () => {},
      files: async () => [],
      log,
      now: Date.now,
    });
    await settled(db);
    report({ enqueued, sendMs: elapsed() });
    await mail.stop();
  };
}

async function openService(): Promise<() => Promise<void>> {
  const { token, apiRoot, dataFolder } = task;
  const settings = readSettings({ DATA_DIR: dataFolder, TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot });
  const { openService: open } = await import("../../../src/build.ts");
  const service = await open({ settings, log, clock: systemClock, version: "bench" });
  const { converse, menu, database } = service;
  await subscribeAll(database);
  const journal = createJournal(database, token);
  const channel = createTelegramChannel({ token, apiRoot, menu, journal, log, limits: noLimits });
  await channel.start(converse, () => {});
  return async () => {
    const enqueued = await enqueue(database);
    const elapsed = startWatch();
    service.deliverThrough([channel]);
    await settled(database);
    report({ enqueued, sendMs: elapsed() });
  };
}

/** In one statement, so that no memory is left from it. */
async function subscribeAll(db: Database): Promise<void> {
  const { first, count } = task.persons;
  await sql`
    with recursive numbers (n) as (select ${first} union all select n + 1 from numbers where n + 1 < ${first + count})
    insert into subscribers (address, channel, active, events, broadcasts, consent, consented_at)
    select 'telegram:' || n, 'telegram', 1, 1, 1, '1', 0 from numbers`.execute(db);
}

/** Makes a row for everybody. */
async function enqueue(db: Database): Promise<Enqueued> {
  const reply: Reply = { blocks: [{ kind: "text", text: TEXT }], choices: [] };
  const elapsed = startWatch();
  await db.transaction().execute(async (trx) => {
    await openMailing(trx, await insertMailing(trx, newMailing({ broadcast: 1, reply })), Date.now());
  });
  return { ms: elapsed(), peak: peak() };
}

/** Resolves when every row is settled; looked for from where it was left off, so that looking costs nothing. */
async function settled(db: Database): Promise<void> {
  for (let from = 0; ; await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))) {
    const waiting = await db
      .selectFrom("mailing_deliveries")
      .select("id")
      .where("id", ">=", from)
      .where("state", "in", ["pending", "sending"])
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    if (waiting === undefined) return;
    from = waiting.id;
  }
}
