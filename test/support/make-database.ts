import { readFile, writeFile } from "node:fs/promises";
import { databaseFile, openDatabase } from "../../src/stores/database.ts";
import { newFolder, removeFolder } from "./process.ts";

let empty: Promise<Buffer> | undefined;

/** Puts an empty database with all its tables into a folder: a copy, for to make them takes longer than most tests. */
export async function makeDatabase(folder: string): Promise<void> {
  empty ??= emptyDatabase();
  await writeFile(databaseFile(folder), await empty, { mode: 0o600, flag: "wx" });
}

async function emptyDatabase(): Promise<Buffer> {
  const folder = newFolder();
  await (await openDatabase(folder)).destroy();
  const bytes = await readFile(databaseFile(folder));
  removeFolder(folder);
  return bytes;
}
