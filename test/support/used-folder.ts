import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { shippedAnswering } from "./answering.ts";
import { makeDatabase } from "./make-database.ts";
import { newFolder, sharedFolder } from "./process.ts";

/**
 * A data folder where the service has run before, so that the knowledge is understood and shelved already; that takes a second.
 * Its database is empty.
 */
export async function usedFolder(folder = newFolder()): Promise<string> {
  await shippedAnswering();
  const shelves = (await readdir(sharedFolder)).filter((name) => /^(search|knowledge)-[0-9a-f]+\.(db|bin)$/.test(name));
  for (const name of shelves) await copyFile(join(sharedFolder, name), join(folder, name));
  await makeDatabase(folder);
  return folder;
}
