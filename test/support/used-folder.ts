import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openAnswering } from "../../src/build.ts";
import { newFolder, sharedFolder } from "./process.ts";

let shelved: Promise<string[]> | undefined;

/** A data folder where the service has run before, so that the knowledge is shelved already; that takes half a second. */
export async function usedFolder(): Promise<string> {
  shelved ??= shelve();
  const folder = newFolder();
  for (const name of await shelved) await copyFile(join(sharedFolder, name), join(folder, name));
  return folder;
}

async function shelve(): Promise<string[]> {
  const answering = await openAnswering({ dataFolder: sharedFolder });
  await answering.close();
  return (await readdir(sharedFolder)).filter((name) => /^search-[0-9a-f]+\.db$/.test(name));
}
