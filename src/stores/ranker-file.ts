import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packRanker, type Ranker, unpackRanker } from "../answer/ranker.ts";

/** The ranker shipped beside the knowledge it was learned from. */
export const shippedRanker = (knowledgeFolder: string) => join(knowledgeFolder, "ranker.bin");

/** The ranker an office learned after editing its knowledge. */
export const ownRanker = (dataFolder: string) => join(dataFolder, "ranker.bin");

/** What was unpacked last: knowledge that is read again for something else learned nothing new. */
let latest: { digest: string; ranker: Ranker } | undefined;

/** Reads a ranker if it is there, whole, and of that knowledge version. */
export async function readRanker(file: string, version: string): Promise<Ranker | undefined> {
  try {
    const packed = await readFile(file);
    const digest = createHash("sha256").update(packed).digest("hex");
    if (latest?.digest === digest) return latest.ranker.version === version ? latest.ranker : undefined;
    const ranker = unpackRanker(packed);
    if (ranker.version !== version) return undefined;
    latest = { digest, ranker };
    return ranker;
  } catch {
    // Missing, cut short or of another format: it is learned anew, which costs seconds and loses nothing.
    return undefined;
  }
}

/** Writes a ranker so that a reader sees the old file or the whole new one. */
export async function writeRanker(file: string, ranker: Ranker): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, packRanker(ranker));
  await rename(temporary, file);
}
