import Sqlite from "better-sqlite3";
import { systemClock } from "../clock.ts";
import { accountOf, giveBack, notAllowed, withLogs } from "../stores/accounts.ts";
import { type Database, databaseFile, openToLook } from "../stores/database.ts";
import { diskTrouble, diskTroubleText } from "../stores/disk-trouble.ts";
import { readOverdueDeliveries } from "../stores/overdue-deliveries.ts";
import { servingProcess } from "../stores/owner.ts";
import { damageIn, schemaState } from "../stores/schema-state.ts";
import { isRestoring } from "../stores/settle-restore.ts";
import type { Check, Finding } from "./finding.ts";

/** Whether the tables are those of this version. Looking changes none. */
export const checkDatabase: Check = async ({ DATA_DIR: folder }, _, { start }) => {
  const name = "database";
  if (isRestoring(folder)) {
    const says = "a restore was cut off before it had put everything in its place";
    const remedy = `${start}, or any other desk command, finishes it; then look again`;
    return [{ name, level: "bad", says, remedy }];
  }
  const state = schemaState(folder);
  switch (state.kind) {
    case "none":
      return [{ name, level: "ok", says: "nothing of the office is kept yet" }];
    case "current": {
      const damage = damageIn(folder);
      if (damage !== undefined) return [unreadable(name, folder, damage)];
      return [{ name, level: "ok", says: `tables of this version (${state.newest})` }];
    }
    case "older": {
      const says = `tables of an older version: ${state.ahead.join(", ")} to come`;
      const remedy =
        servingProcess(folder) === undefined
          ? `${start} brings them up to date, after a copy is put beside them`
          : "the service that runs is of an older version: start it again";
      return [{ name, level: "warn", says, remedy }];
    }
    case "newer": {
      const says = `a newer version of this program wrote it: ${state.unknown.join(", ")}`;
      const remedy = "start that version, or restore a backup from before it: desk restore FILE --force";
      return [{ name, level: "bad", says, remedy }];
    }
    case "unreadable":
      return [unreadable(name, folder, state.code)];
  }
};

function unreadable(name: string, folder: string, code: string): Finding {
  const other = notAllowed(withLogs(databaseFile(folder)));
  if (other !== undefined)
    return { name, level: "bad", says: `${other} belongs to ${accountOf(other)}`, remedy: giveBack(folder) };
  const says = `${databaseFile(folder)} cannot be read (${code})`;
  return { name, level: "bad", says, remedy: "look at the disk, then restore a backup: desk restore FILE --force" };
}

/** What is late for so long is stuck and not only busy. */
const PATIENCE_MS = 15 * 60_000;

/** What should have gone out and did not, and what a process began and never ended. */
export const checkDeliveries: Check = async ({ DATA_DIR: folder }, _, { start }) =>
  withCurrent("sending", folder, async (database) => {
    const overdue = await readOverdueDeliveries(database, systemClock().getTime(), PATIENCE_MS);
    if (overdue.length === 0)
      return [{ name: "sending", level: "ok", says: "nothing is late by more than 15 minutes" }];
    const runs = servingProcess(folder) !== undefined;
    return overdue.map(({ channel, what, count }): Finding => {
      const messages = count === 1 ? "1 message" : `${count} messages`;
      const says =
        what === "overdue"
          ? `${messages} to ${channel} should have gone out over 15 minutes ago`
          : `${messages} to ${channel} ${count === 1 ? "was" : "were"} begun by a process that never ended it`;
      const remedy = runs
        ? `see the line of ${channel} above; where it is in order, start the service again`
        : `${start} sends them, or says what may have arrived`;
      return { name: "sending", level: "warn", says, remedy };
    });
  });

/** Looks into the office's database where it is of this version; elsewhere {@link checkDatabase} has said why not. */
export async function withCurrent(
  name: string,
  folder: string,
  look: (database: Database) => Promise<Finding[]>,
): Promise<Finding[]> {
  if (isRestoring(folder) || schemaState(folder).kind !== "current") return [];
  try {
    const database = openToLook(folder);
    try {
      return await look(database);
    } finally {
      await database.destroy();
    }
  } catch (error) {
    const trouble = diskTrouble(error);
    if (trouble === undefined && error instanceof Sqlite.SqliteError) return [unreadable(name, folder, error.code)];
    if (trouble === undefined) throw error;
    return [{ name, level: "bad", says: diskTroubleText(`DATA_DIR ${folder}`, trouble), remedy: "then look again" }];
  }
}
