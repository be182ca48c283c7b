import { accessSync, constants, existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import type { Command } from "commander";
import { dayIn, systemClock } from "../clock.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { type MadeBackup, makeBackup } from "../stores/backup.ts";
import { isOnSameDisk } from "../stores/backup-age.ts";
import { readArchive } from "../stores/backup-archive.ts";
import { databaseFile } from "../stores/database.ts";
import { diskTrouble } from "../stores/disk-trouble.ts";
import { sayCounts } from "./backup-counts.ts";
import { BadInputError, BrokenError, RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { addRestoreCommand } from "./restore.ts";
import { isInsideFolder } from "./tips-folder.ts";

type Options = { keys?: string; json?: boolean };

/** What no backup has, and why that is right. */
const NOT_IN_IT = [
  "the linked WhatsApp device (link it again)",
  ".env with its tokens",
  "files in knowledge/ that were edited",
  "the readers' own keys",
  "what is computed again",
];

/** `desk backup` and `desk restore`. */
export function addBackupCommands(desk: Command, shell: Shell): void {
  desk
    .command("backup")
    .argument("<file>", "where to; one that is there and is a backup is replaced when the new one is whole")
    .option("--keys <file>", "where what opens reports goes, best on another medium; FILE.keys unless given")
    .option("--json", "one JSON object")
    .description("copy the office's data and the sealed reports into a file, also while the service runs")
    .action((file: string, options: Options) => backup(shell, file, options));
  addRestoreCommand(desk, shell);
}

async function backup(shell: Shell, file: string, { keys, json }: Options): Promise<void> {
  const { DATA_DIR: folder, OFFICE_ZONE: zone } = readSettings(shell.environment);
  const keysFile = keys ?? `${file}.keys`;
  if (resolve(keysFile) === resolve(file))
    throw new BadInputError(`--keys ${keysFile} is the backup itself; name another file, best on another medium`);
  if (!existsSync(databaseFile(folder)))
    throw new BadInputError(`DATA_DIR ${folder} holds nothing yet; set DATA_DIR to the folder of the service`);
  for (const [each, kind] of [
    [file, "office"],
    [keysFile, "keys"],
  ] as const)
    checkTarget(each, kind, folder);
  const { version: program } = JSON.parse(
    await readFile(join(import.meta.dirname, "..", "..", "package.json"), "utf8"),
  ) as { version: string };
  const tell = (line: string) => void shell.stderr.write(`${line}\n`);
  try {
    const made = await makeBackup({ folder, file, keysFile, now: systemClock(), program, tell });
    if (json === true) printJson(shell, { ...asJson(file, made), onSameDisk: isOnSameDisk(file, folder) });
    else
      printLines(
        shell,
        describe(file, made, isOnSameDisk(file, folder), (moment) => dayIn(zone, moment)),
      );
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (diskTrouble(error) !== undefined)
      throw new BrokenError(
        `The disk with ${dirname(resolve(file))}, or the one with DATA_DIR, is full or failing (${String(code)}): a backup needs twice the room of the data while it is made. Make room or name another disk, then run this again. What was there before is as it was.`,
      );
    if (error instanceof Sqlite.SqliteError)
      throw new BrokenError(
        `DATA_DIR ${folder} cannot be copied (${error.code}): see what is wrong with it (desk doctor), and keep the older backups. Nothing was written.`,
      );
    throw error;
  }
}

function checkTarget(file: string, kind: "office" | "keys", dataFolder: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new BadInputError(`${folder} is not a folder that is there; make it, or name a file in another`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (diskTrouble(error) === undefined) throw error;
    throw new BadInputError(
      `${folder} cannot be written to (${String((error as { code?: unknown }).code)}); see how its medium is mounted, or name another`,
    );
  }
  if (isInsideFolder(folder, dataFolder))
    throw new RefusedError(`${file} lies in DATA_DIR, and would be lost with it; name a file on another disk`);
  try {
    const found = readArchive(file);
    if (found.kind === "missing" || found.kind === "damaged" || found.kind === "newer") return;
    if (found.kind === "archive" && found.manifest.kind === kind) return;
  } catch (error) {
    throw new BadInputError(
      `${file} cannot be looked at (${String((error as { code?: unknown }).code)}); name another file`,
    );
  }
  throw new RefusedError(
    `${file} is there and is not ${kind === "keys" ? "a backup of keys" : "such a backup"}, so it is not replaced; name another file`,
  );
}

function describe(
  file: string,
  { manifest, bytes, keys, removed }: MadeBackup,
  onSameDisk: boolean,
  day: (moment: Date) => string,
) {
  const reports =
    keys === undefined
      ? "no reports, for there are none yet"
      : "the sealed reports with the signed list of readers (without what opens them)";
  return [
    `${file}: the office's data (${sayCounts(manifest.counts)}) and ${reports}; ${sayBytes(bytes)}, read again and checked`,
    ...(onSameDisk
      ? [
          `${file} lies on the disk of DATA_DIR, and is lost with it: see whether its medium is mounted, or copy it elsewhere`,
        ]
      : []),
    ...(keys === undefined
      ? []
      : [
          `${keys.file}: what opens these reports. Keep it on another medium than the first, and throw it away by ${day(keys.until)}: so it is promised to whoever had a report deleted`,
        ]),
    ...removed.map((each) => `${each}: older than that, thrown away`),
    `not in it: ${NOT_IN_IT.join(", ")}`,
  ];
}

function sayBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function asJson(file: string, { manifest, bytes, keys, removed }: MadeBackup) {
  const { at, schema, counts } = manifest;
  return {
    ...{ file, bytes, at, schema, counts, reports: keys !== undefined },
    keys: keys === undefined ? null : { file: keys.file, until: keys.until.toISOString() },
    ...{ removed, notIn: NOT_IN_IT },
  };
}
