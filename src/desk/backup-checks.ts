import { existsSync } from "node:fs";
import { backupAge } from "../stores/backup-age.ts";
import { databaseFile } from "../stores/database.ts";
import { keepsSomething } from "../stores/schema-state.ts";
import type { Check, Finding } from "./finding.ts";

const NAME = "backup";
/** As long as keys live; whoever backs up less often than that has none of them half of the time. */
const MOST_DAYS = 7;

/** How old the newest backup is, and whether keys of reports lie beside it that should be gone. */
export const checkBackup: Check = async ({ DATA_DIR: folder, TIPS_ROOT: root }) => {
  if (!existsSync(databaseFile(folder))) return [];
  const age = backupAge(folder);
  const again = "npm run -s desk -- backup FILE, each night by cron or a timer";
  if (age === undefined) {
    const says = "no backup was made from here yet";
    if (root === undefined && !keepsSomething(folder))
      return [{ name: NAME, level: "ok", says: `${says}, and nothing is kept that needs one` }];
    return [{ name: NAME, level: "warn", says, remedy: again }];
  }
  const { days, file, isThere, overdueKeys } = age;
  const when = days === 0 ? "within a day" : `${days} ${days === 1 ? "day" : "days"} ago`;
  const says = `the newest backup was made ${when}: ${file}`;
  const overdue = overdueKeys.map(
    (keys): Finding => ({
      ...{ name: NAME, level: "warn", says: `${keys} is older than the ${MOST_DAYS} days that are promised` },
      remedy: "delete it: what was deleted opens with it",
    }),
  );
  if (days > MOST_DAYS) return [{ name: NAME, level: "warn", says, remedy: again }, ...overdue];
  if (isThere) return [{ name: NAME, level: "ok", says }, ...overdue];
  // Where it lies on a medium that is taken away, this is as it should be.
  const remedy = "put that medium in and look, or make a new one";
  return [{ name: NAME, level: "ok", says: `${says}, which is not there now`, remedy }, ...overdue];
};
