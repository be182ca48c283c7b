import { existsSync } from "node:fs";
import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { hostHere } from "../host.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { AT_THE_DESK, createAudit } from "../stores/audit-sqlite.ts";
import { openDatabase } from "../stores/database.ts";
import { takeFolder } from "../stores/owner.ts";
import { type Restored, readBackup, restoreBackup, type UsableBackup } from "../stores/restore.ts";
import { tipFiles } from "../stores/tips-database.ts";
import { whatsappFile } from "../stores/whatsapp-database.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { sayRestored } from "./restore-says.ts";

type Options = { keys?: string; withoutKeys?: boolean; force?: boolean; json?: boolean };

/** `desk restore`: puts a backup into DATA_DIR, while no service runs there. */
export function addRestoreCommand(desk: Command, shell: Shell): void {
  desk
    .command("restore")
    .argument("<file>", "what desk backup wrote")
    .option("--keys <file>", "what opens its reports; FILE.keys unless given")
    .option(
      "--without-keys",
      "where there are no keys any more: no report opens again, and only the list of readers comes back",
    )
    .option("--force", "put aside what is in DATA_DIR, instead of refusing")
    .option("--json", "one JSON object")
    .description("put a backup into DATA_DIR; stop the service first")
    .action((file: string, options: Options) => restore(shell, file, options));
}

async function restore(shell: Shell, file: string, options: Options): Promise<void> {
  const { keys, withoutKeys = false, force = false, json } = options;
  const { DATA_DIR: folder, OFFICE_ZONE: zone } = readSettings(shell.environment);
  if (keys !== undefined && withoutKeys)
    throw new BadInputError("--keys and --without-keys exclude each other; take one");
  const keysFile = withoutKeys ? undefined : (keys ?? `${file}.keys`);
  const backup = readBackup(file, "office");
  if (keysFile !== undefined) findKeys(keysFile, backup, { folder, named: keys !== undefined });
  const giveBack = takeFolder(folder, { isDesk: true });
  try {
    const restored = await restoreBackup(backup, {
      ...{ folder, file, keysFile, force, now: systemClock() },
      finish: async (staged, { at: madeAt }) => {
        // The backup itself is the copy from before its tables are changed.
        const database = await openDatabase(staged, { copyFirst: false });
        try {
          const act = { who: AT_THE_DESK, action: "restored", subject: "backup", detail: { madeAt } };
          await createAudit(database, systemClock).append(act);
        } finally {
          await database.destroy();
        }
      },
    });
    finish(restored);
  } finally {
    giveBack();
  }

  function finish(restored: Restored): void {
    switch (restored.kind) {
      case "something-there":
        throw new RefusedError(
          `DATA_DIR ${folder} has ${restored.files.join(", ")} already; with --force these are kept in a folder beside the restored ones, or give another DATA_DIR`,
        );
      case "open-elsewhere":
        throw new RefusedError(
          `${restored.file} in DATA_DIR ${folder} is open in another program, such as a desk command that waits for an answer; end it, then run this again`,
        );
      case "restored": {
        const isLinked = existsSync(whatsappFile(folder));
        const { manifest, reports, aside = null, due } = restored;
        const { at, counts } = manifest;
        if (json === true) printJson(shell, { folder, at, counts, reports, aside, due, whatsappLinked: isLinked });
        else printLines(shell, sayRestored({ ...restored, folder, keysFile, isLinked, start: hostHere().start }, zone));
      }
    }
  }
}

/** One that was named has to be there. Where the other is not, what is lost without it is said before anything is done. */
function findKeys(
  file: string,
  { manifest }: UsableBackup,
  { folder, named }: { folder: string; named: boolean },
): void {
  const hasReports = manifest.files.some(({ name }) => name === "tips.db");
  if (named || existsSync(file)) {
    if (named || hasReports) readBackup(file, "keys");
    return;
  }
  if (!hasReports) return;
  const here = existsSync(tipFiles(folder).keys)
    ? ` What opens the reports that are in DATA_DIR ${folder} now would be put aside with them, and thrown away after 7 days.`
    : "";
  throw new RefusedError(
    `${file} is not there: without it no report of this backup opens ever again, nor any code of a reporter.${here} ` +
      "Put the medium in that has the keys, and name them: --keys FILE. " +
      "Where there are none any more, --without-keys brings back everything else, and the list of readers. Nothing was changed.",
  );
}
