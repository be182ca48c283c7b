import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { PLACES } from "../answer/accuse-features.ts";
import type { AccuseLesson } from "../answer/learn-accuse.ts";
import type { AccuseWeights } from "../answer/may-accuse.ts";
import { complaintLessons } from "../knowledge/complaints.ts";
import type { Knowledge } from "../knowledge/read.ts";

/** What the guard of the tip line learned, with the digest of the lessons it learned from. */
export type LearnedComplaints = AccuseWeights & { lessons: string };

const weightsFile = (knowledgeFolder: string) => join(knowledgeFolder, "pengaduan.bin");

const DIGEST_BYTES = 32;
const HEAD_BYTES = DIGEST_BYTES + 16;

/** The lessons in a knowledge folder, and their digest. Throws `KnowledgeError` for lines that are wrong. */
export async function readComplaintLessons(
  folder: string,
  knowledge: Knowledge,
): Promise<{ lessons: AccuseLesson[]; digest: string }> {
  const file = join(folder, "pengaduan.yaml");
  const lessons = complaintLessons(knowledge, file, await readFile(file, "utf8"));
  return { lessons, digest: createHash("sha256").update(JSON.stringify(lessons)).digest("hex") };
}

/** Reads what was learned. Without it nothing would keep stories from the log and the models, so that an error names the file. */
export async function readLearnedComplaints(folder: string): Promise<LearnedComplaints> {
  const file = weightsFile(folder);
  try {
    return unpack(await readFile(file));
  } catch (cause) {
    throw new Error(`${file} is missing or damaged: run "npm run learn", or take the file of this release`, { cause });
  }
}

/** Writes so that a reader sees the old file or the whole new one. */
export async function writeLearnedComplaints(folder: string, learned: LearnedComplaints): Promise<void> {
  const file = weightsFile(folder);
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, pack(learned));
  await rename(temporary, file);
}

/** Gzip of: the digest, bias and scale as float64, and the weights as int8. */
function pack({ bias, scale, weights, lessons }: LearnedComplaints): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(lessons, "hex");
  head.writeDoubleLE(bias, DIGEST_BYTES);
  head.writeDoubleLE(scale, DIGEST_BYTES + 8);
  return gzipSync(Buffer.concat([head, new Uint8Array(weights.buffer)]), { level: 9 });
}

function unpack(packed: Buffer): LearnedComplaints {
  const bytes = gunzipSync(packed);
  if (bytes.length !== HEAD_BYTES + PLACES) throw new Error("of another format");
  return {
    lessons: bytes.toString("hex", 0, DIGEST_BYTES),
    bias: bytes.readDoubleLE(DIGEST_BYTES),
    scale: bytes.readDoubleLE(DIGEST_BYTES + 8),
    weights: new Int8Array(new Uint8Array(bytes.subarray(HEAD_BYTES)).buffer),
  };
}
