import { existsSync } from "node:fs";
import { type BackupAge, backupAge } from "../stores/backup-age.ts";
import { KEYS_DAYS } from "../stores/backup-keys.ts";
import { databaseFile } from "../stores/database.ts";
import { keepsSomething } from "../stores/schema-state.ts";
import type { Check, Finding } from "./finding.ts";

const NAME = "backup";
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
  const { days, file, overdueKeys } = age;
  const when = days === 0 ? "within a day" : `${days} ${days === 1 ? "day" : "days"} ago`;
  const says = `the newest backup was made ${when}: ${file}`;
  const overdue = overdueKeys.map(
    (keys): Finding => ({
      ...{ name: NAME, level: "warn", says: `${keys} is older than the ${KEYS_DAYS} days that are promised` },
      remedy: "delete it: what was deleted opens with it",
    }),
  );
  return [newest(age, says, again), ...overdue];
};

function newest({ at, isOld, isAhead, isThere, onSameDisk, file }: BackupAge, says: string, again: string): Finding {
  const name = NAME;
  if (isAhead) {
    const dated = `the newest backup is dated ${at.toISOString().slice(0, 10)}, which is still to come: ${file}`;
    return {
      name,
      level: "warn",
      says: dated,
      remedy: `set the clock (timedatectl set-ntp true), then ${again}; keys of that date are thrown away by hand`,
    };
  }
  if (isOld) return { name, level: "warn", says, remedy: again };
  // Where it lies on a medium that is taken away, this is as it should be.
  if (!isThere)
    return {
      name,
      level: "ok",
      says: `${says}, which is not there now`,
      remedy: "put that medium in and look, or make a new one",
    };
  if (!onSameDisk) return { name, level: "ok", says };
  return {
    name,
    level: "ok",
    says: `${says}, on the disk of DATA_DIR`,
    remedy: "see whether its medium is mounted, or keep a copy elsewhere: with that disk both are lost",
  };
}
