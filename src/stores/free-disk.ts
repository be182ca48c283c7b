import { statfs } from "node:fs/promises";

/** How much of a folder's disk this account may still fill, from 0 to 1; undefined where the system does not tell. */
export async function freeDisk(folder: string): Promise<number | undefined> {
  try {
    const { bavail, blocks } = await statfs(folder);
    return blocks === 0 ? undefined : bavail / blocks;
  } catch {
    // Whatever is wrong with it shows where it is written to.
    return undefined;
  }
}
