import type { Selectable } from "kysely";
import type {
  Broadcast,
  BroadcastAct,
  BroadcastBody,
  BroadcastReach,
  BroadcastState,
  BroadcastStep,
  BroadcastStore,
  FileSource,
} from "../reminders/broadcast.ts";
import type { MailingState, NewMailing } from "../reminders/mailing.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import { pausedBy, pauseMailings, resendDeliveries, resumeMailings } from "./mailing-control.ts";
import { countPeople, peopleOf } from "./mailing-people.ts";
import { countsOf, insertMailing, openMailing, withdrawPlanned } from "./mailing-rows.ts";
import { countTogether, noteOneWord } from "./one-words.ts";
import { enqueueNotice } from "./outbox-sqlite.ts";
import { toRelease, toReleasedRow } from "./release-row.ts";
import type { ReleasedTable } from "./tables.ts";

/** The broadcasts in the office's database. */
export function createBroadcastStore(db: Database): BroadcastStore {
  /** Does something to its mailings and writes it into the audit, or neither. */
  async function control(id: number, act: BroadcastAct, change: (trx: Database) => Promise<boolean>): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const isDone = await change(trx);
      if (isDone) await note(trx, id, act);
      return isDone;
    });
  }

  return {
    async find(id) {
      const row = await db.selectFrom("broadcasts").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : toBroadcast(row);
    },
    async list() {
      const rows = await db.selectFrom("broadcasts").selectAll().orderBy("id", "desc").execute();
      return rows.map(toBroadcast);
    },
    async add({ body, madeBy, madeAt, recipients }, act, file) {
      return db.transaction().execute(async (trx) => {
        const row = await trx
          .insertInto("broadcasts")
          .values({ state: "draft", body: JSON.stringify(body), made_by: madeBy, made_at: madeAt, recipients })
          .returningAll()
          .executeTakeFirstOrThrow();
        await putFile(trx, row.id, body, file);
        await note(trx, row.id, act);
        return toBroadcast(row);
      });
    },
    async step(was, step) {
      return (await undoable(db, (trx) => take(trx, was, step))) !== "undone";
    },
    async decide(id, judge) {
      const decided = await undoable(db, async (trx) => {
        const row = await trx.selectFrom("broadcasts").selectAll().where("id", "=", id).executeTakeFirst();
        if (row === undefined) return undefined;
        const was = toBroadcast(row);
        const { outcome, step } = await judge(was, reachOf(trx, was));
        if (step !== undefined) await take(trx, was, step);
        return { outcome };
      });
      return decided === "undone" ? "moved" : decided?.outcome;
    },
    pause: (id, act) => control(id, act, (trx) => pauseMailings(trx, { broadcast: id }, act.who)),
    async resume(id, act, approves) {
      return db.transaction().execute(async (trx) => {
        const by = await pausedBy(trx, { broadcast: id });
        if (by === undefined) return { kind: "not-paused" };
        if (!approves && !by.isLate && by.officer !== act.who) return { kind: "not-theirs", pausedBy: by.officer };
        await resumeMailings(trx, { broadcast: id });
        await note(trx, id, { ...act, detail: { ...act.detail, pausedBy: by.officer ?? null } });
        return { kind: "resumed" };
      });
    },
    stop: (id, act) =>
      control(id, act, async (trx) => {
        const isWithdrawn = await withdrawPlanned(trx, { broadcast: id }, "stopped", act.at);
        const states: BroadcastState[] = isWithdrawn ? ["draft", "pending", "approved"] : ["draft", "pending"];
        const stopped = await trx
          .updateTable("broadcasts")
          .set({ state: "cancelled" })
          .where("id", "=", id)
          .where("state", "in", states)
          .returning("id")
          .execute();
        return stopped.length > 0;
      }),
    async resend(id, which, act) {
      return db.transaction().execute(async (trx) => {
        const count = await resendDeliveries(trx, { broadcast: id }, which, act.at);
        if (count === 0) return 0;
        // Its officers hear again how it ended.
        await trx.updateTable("mailings").set({ told: 0 }).where("broadcast", "=", id).execute();
        await note(trx, id, { ...act, detail: { ...act.detail, count } });
        return count;
      });
    },
    counts: (id) => countsOf(db, { broadcast: id }),
    async sending(id) {
      const latest = await db
        .selectFrom("mailings")
        .select("state")
        .where("broadcast", "=", id)
        .orderBy("id", "desc")
        .executeTakeFirst();
      return latest?.state as MailingState | undefined;
    },
  };
}

/** Takes a step from what was, or throws {@link UndoneError} when it cannot be taken. */
async function take(trx: Database, was: Broadcast, step: BroadcastStep): Promise<void> {
  const { set, act, file, mailing, onOneWord = false, notices = [] } = step;
  const changed = await trx
    .updateTable("broadcasts")
    .set(toReleasedRow({ ...was, ...set }))
    .where("id", "=", was.id)
    .where("state", "=", was.state)
    .where("body", "=", JSON.stringify(was.body))
    .where("confirmed_at", "is", was.confirmedAt ?? null)
    .where(({ not, exists }) => not(exists(reached(trx, was.id))))
    .returning("id")
    .execute();
  if (changed.length === 0) throw new UndoneError();
  await takeBack(trx, was.id);
  if (set.body !== undefined) await putFile(trx, was.id, set.body, file);
  if (onOneWord)
    await noteOneWord(trx, {
      officer: act.who,
      owner: { broadcast: was.id },
      audience: was.body.audience,
      at: act.at,
    });
  if (mailing !== undefined && !(await opens(trx, mailing, act.at))) throw new UndoneError();
  await note(trx, was.id, act);
  for (const { address, reply } of notices) await enqueueNotice(trx, address, reply, act.at);
}

function reachOf(trx: Database, { body: { audience } }: Broadcast): BroadcastReach {
  const reached = { event: null, audience };
  return {
    async reach() {
      const people = peopleOf(trx, reached);
      return people === undefined ? 0 : countPeople(trx, people);
    },
    reachTogether: (officer, now) => countTogether(trx, [reached], { officer, now }),
  };
}

/** Undoes all of a transaction that throws {@link UndoneError}. */
async function undoable<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T | "undone"> {
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    if (error instanceof UndoneError) return "undone";
    throw error;
  }
}

class UndoneError extends Error {}

/** Whatever of its mailings is not just waiting any more. */
function reached(trx: Database, id: number) {
  return trx
    .selectFrom("mailing_deliveries")
    .innerJoin("mailings", "mailings.id", "mailing_deliveries.mailing")
    .select("mailing_deliveries.id")
    .where("mailings.broadcast", "=", id)
    .where("mailing_deliveries.state", "not in", ["pending", "suppressed"]);
}

/** What was opened for it before goes, rows and all: nobody got it, so no report shall count it. */
async function takeBack(trx: Database, id: number): Promise<void> {
  await trx
    .deleteFrom("mailing_deliveries")
    .where("mailing", "in", (eb) => eb.selectFrom("mailings").select("mailings.id").where("broadcast", "=", id))
    .execute();
  await trx.deleteFrom("mailings").where("broadcast", "=", id).execute();
}

/** Whether it could be opened: not when it reaches more people by now than one officer's word allows. */
async function opens(trx: Database, mailing: NewMailing, now: number): Promise<boolean> {
  const id = await insertMailing(trx, mailing);
  const opened = await openMailing(trx, id, now, mailing.dueAt);
  return opened.kind === "open";
}

/** Makes the file of a broadcast the one that its body names. */
async function putFile(trx: Database, id: number, { file }: BroadcastBody, source: FileSource): Promise<void> {
  if (file === undefined || source !== undefined)
    await trx.deleteFrom("attachments").where("broadcast", "=", id).execute();
  if (file === undefined || source === undefined) return;
  if ("form" in source) {
    await trx
      .updateTable("attachments")
      .set({ form: null, broadcast: id })
      .where("form", "=", source.form)
      .where("sha256", "=", file.sha256)
      .execute();
    return;
  }
  const { name, mime, sha256, bytes } = source.file;
  await trx
    .insertInto("attachments")
    .values({ form: null, event: null, broadcast: id, name, mime, sha256, bytes: Buffer.from(bytes) })
    .execute();
}

async function note(trx: Database, id: number, { at, ...act }: BroadcastAct): Promise<void> {
  await appendAudit(trx, { ...act, subject: `broadcast ${id}` }, new Date(at));
}

function toBroadcast(row: Selectable<ReleasedTable>): Broadcast {
  return { ...toRelease(row), state: row.state as BroadcastState, body: JSON.parse(row.body) as BroadcastBody };
}
