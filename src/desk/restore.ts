import { existsSync } from "node:fs";
import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { AT_THE_DESK, createAudit } from "../stores/audit-sqlite.ts";
import { openDatabase } from "../stores/database.ts";
import { takeFolder } from "../stores/owner.ts";
import { type Restored, readBackup, restoreBackup } from "../stores/restore.ts";
import { whatsappFile } from "../stores/whatsapp-database.ts";
import { RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { sayRestored } from "./restore-says.ts";

type Options = { keys?: string; force?: boolean; json?: boolean };

/** `desk restore`: puts a backup into DATA_DIR, while no service runs there. */
export function addRestoreCommand(desk: Command, shell: Shell): void {
  desk
    .command("restore")
    .argument("<file>", "what desk backup wrote")
    .option("--keys <file>", "what opens its reports; FILE.keys unless given, and only the list of readers without it")
    .option("--force", "put aside what is in DATA_DIR, instead of refusing")
    .option("--json", "one JSON object")
    .description("put a backup into DATA_DIR; stop the service first")
    .action((file: string, options: Options) => restore(shell, file, options));
}

async function restore(shell: Shell, file: string, { keys, force = false, json }: Options): Promise<void> {
  const { DATA_DIR: folder, OFFICE_ZONE: zone } = readSettings(shell.environment);
  const keysFile = keys ?? `${file}.keys`;
  const backup = readBackup(file, "office");
  // One that was named has to be there.
  if (keys !== undefined) readBackup(keys, "keys");
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
        else printLines(shell, sayRestored({ ...restored, folder, keysFile, isLinked }, zone));
      }
    }
  }
}
