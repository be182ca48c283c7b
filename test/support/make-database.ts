import { readFile, writeFile } from "node:fs/promises";
import { databaseFile, openDatabase } from "../../src/stores/database.ts";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { newFolder, removeFolder } from "./process.ts";

let empty: Promise<Buffer> | undefined;
let emptyTips: Promise<{ keys: Buffer; tips: Buffer }> | undefined;

/** Puts an empty database with all its tables into a folder: a copy, for to make them takes longer than most tests. */
export async function makeDatabase(folder: string): Promise<void> {
  empty ??= emptyDatabase();
  await writeFile(databaseFile(folder), await empty, { mode: 0o600, flag: "wx" });
}

/** The same with the two files of tips; all folders of a process get the same salt. */
export async function makeTipsDatabase(folder: string): Promise<void> {
  emptyTips ??= emptyTipsFiles();
  const { keys, tips } = await emptyTips;
  const files = tipFiles(folder);
  await writeFile(files.keys, keys, { mode: 0o600, flag: "wx" });
  await writeFile(files.tips, tips, { mode: 0o600, flag: "wx" });
}

async function emptyTipsFiles(): Promise<{ keys: Buffer; tips: Buffer }> {
  const folder = newFolder();
  await (await openTipsDatabase(folder)).close();
  const files = tipFiles(folder);
  const made = { keys: await readFile(files.keys), tips: await readFile(files.tips) };
  removeFolder(folder);
  return made;
}

async function emptyDatabase(): Promise<Buffer> {
  const folder = newFolder();
  await (await openDatabase(folder)).destroy();
  const bytes = await readFile(databaseFile(folder));
  removeFolder(folder);
  return bytes;
}
