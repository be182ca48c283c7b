import { existsSync } from "node:fs";
import { backupAge } from "../stores/backup-age.ts";
import { databaseFile } from "../stores/database.ts";
import type { Check } from "./checks.ts";

const NAME = "backup";
/** As long as keys live; whoever backs up less often than that has none of them half of the time. */
const MOST_DAYS = 7;

/** How old the newest backup is, and whether keys of reports lie beside it that should be gone. */
export const checkBackup: Check = async ({ DATA_DIR: folder }) => {
  if (!existsSync(databaseFile(folder))) return [];
  const age = backupAge(folder);
  const again = "npm run -s desk -- backup FILE, each night by cron or a timer";
  if (age === undefined) return [{ name: NAME, ok: true, says: "no backup was made from here yet", remedy: again }];
  const { days, file, isThere, overdueKeys } = age;
  const when = days === 0 ? "within a day" : `${days} ${days === 1 ? "day" : "days"} ago`;
  const says = `the newest backup was made ${when}: ${file}`;
  const overdue = overdueKeys.map((keys) => ({
    ...{ name: NAME, ok: false, says: `${keys} is older than the ${MOST_DAYS} days that are promised` },
    remedy: "delete it: what was deleted opens with it",
  }));
  if (days > MOST_DAYS) return [{ name: NAME, ok: false, says, remedy: again }, ...overdue];
  if (isThere) return [{ name: NAME, ok: true, says }, ...overdue];
  const remedy = "put that medium in and look, or make a new one";
  return [{ name: NAME, ok: true, says: `${says}, which is not there now`, remedy }, ...overdue];
};
