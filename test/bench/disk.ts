import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type Database, databaseFile, openDatabase } from "../../src/stores/database.ts";
import { createEventStore } from "../../src/stores/events-sqlite.ts";
import { forgetRecipients } from "../../src/stores/forget-recipients.ts";
import { insertMailing, openMailing } from "../../src/stores/mailing-rows.ts";
import { table } from "./table.ts";

export type DiskScale = { persons: number; events: number };

const DAY_MS = 86_400_000;
const BEGINS = Date.parse("2026-01-05T00:00:00Z");
/** Rows of subscribers that one statement takes. */
const BATCH = 1_000;
const LABELS = ["P7D", "P1D", "PT1H"];

/** A year of events with three reminders each to everybody, two in five answering, and how large the database is before and after. */
export async function reportDisk({ persons, events }: DiskScale): Promise<string> {
  process.stderr.write(`disk: ${persons} persons, ${events} events\n`);
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const db = await openDatabase(folder);
  try {
    const empty = await sizeOf(db, folder);
    await subscribeAll(db, persons);
    const subscribed = await sizeOf(db, folder);
    for (let event = 0; event < events; event += 1)
      await holdEvent(db, BEGINS + Math.round(((event + 1) * 360 * DAY_MS) / events));
    await forgetRecipients(db, BEGINS + 330 * DAY_MS);
    const year = await sizeOf(db, folder);
    const deliveries = persons * events * LABELS.length;
    const bytesEach = (year - subscribed) / deliveries;
    return table(
      ["The office's database", "figure"],
      [
        ["empty, MB", megabytes(empty)],
        [`with ${persons.toLocaleString("en")} subscribers, MB`, megabytes(subscribed)],
        [`after ${events} events with ${deliveries.toLocaleString("en")} messages, MB`, megabytes(year)],
        ["bytes a subscriber", ((subscribed - empty) / persons).toFixed(0)],
        ["bytes a message sent, with replies and all else", bytesEach.toFixed(0)],
      ],
    );
  } finally {
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

async function subscribeAll(db: Database, persons: number): Promise<void> {
  for (let from = 0; from < persons; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, persons - from) }, (_, at) => {
      const unit = `Dinas Contoh Bagian ${(from + at) % 40}`;
      return {
        ...{
          address: `telegram:${7_000_000_000 + from + at}`,
          channel: "telegram",
          active: 1,
          events: 1,
          broadcasts: 1,
        },
        ...{ unit, unit_key: unit.toLowerCase(), district: null, district_key: null, group_key: null },
        ...{ consent: "2026-11", consented_at: BEGINS },
      };
    });
    await db.insertInto("subscribers").values(rows).execute();
  }
}

/** Makes an event, sends its reminders to everybody as the service would, and takes replies of two in five. */
async function holdEvent(db: Database, startsAt: number): Promise<void> {
  const body = {
    title: "Sosialisasi netralitas aparatur menjelang pemilihan",
    place: "Aula kantor bupati, lantai dua",
    ...{
      startsAt: new Date(startsAt).toISOString(),
      zone: "WITA",
      mode: "luring",
      audience: "semua",
      reminders: LABELS,
    },
  } as const;
  const store = createEventStore(db, () => new Date(startsAt));
  const made = { who: "ana", action: "event-made", detail: { digest: "0".repeat(64), recipients: 10_000 } };
  const { id } = await store.add(
    {
      body: body as never,
      ...{ startsAt, endsAt: startsAt + DAY_MS / 12, recipients: 0, madeBy: "ana", madeAt: startsAt - 10 * DAY_MS },
      uid: `${startsAt}@sinetral`,
    },
    made,
    undefined,
  );
  for (const [at, label] of LABELS.entries()) await remind(db, id, label, startsAt - (7 - 3 * at) * DAY_MS);
  await sql`insert into rsvps (event, address, unit, answer, reason, at)
    select ${id}, address, unit, 'hadir', null, ${startsAt} from subscribers where id % 5 < 2`.execute(db);
  await sql`update events set state = 'approved', approved_by = 'budi', digest = ${"0".repeat(64)} where id = ${id}`.execute(
    db,
  );
}

async function remind(db: Database, event: number, label: string, dueAt: number): Promise<void> {
  const text = "Waktu, tempat dan cara acara ini, seperti yang diterima orang, dengan tombol di bawahnya.";
  await db.transaction().execute(async (trx) => {
    const reply = {
      blocks: [{ kind: "text" as const, text }],
      choices: [{ label: "Hadir", action: `/hadir ${event}` }],
    };
    const mailing = { event, kind: "reminder" as const, label, audience: "semua", reply, dueAt };
    const id = await insertMailing(trx, { ...mailing, until: undefined, most: undefined });
    await openMailing(trx, id, dueAt);
    await sql`update mailing_deliveries set state = 'accepted', attempts = 1, token = 1, settled_at = ${dueAt}
      where mailing = ${id}`.execute(trx);
    await sql`update mailings set state = 'done', done_at = ${dueAt} where id = ${id}`.execute(trx);
  });
}

async function sizeOf(db: Database, folder: string): Promise<number> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  return (await stat(databaseFile(folder))).size;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
