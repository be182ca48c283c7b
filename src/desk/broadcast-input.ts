import { readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { attachmentProblems, MOST_ATTACHED_BYTES, type NewFile, readAttachedFile } from "../reminders/attached-file.ts";
import type { BroadcastBody, FileSource } from "../reminders/broadcast.ts";
import { readBroadcastFile } from "../reminders/read-broadcast.ts";
import { BadInputError } from "./desk-error.ts";

/** Reads what an officer wrote into a file, and the picture or document beside it. Throws a sentence for what cannot be used. */
export function readBroadcastInput(file: string): { body: BroadcastBody; attached: FileSource } {
  const read = readBroadcastFile(parse(file));
  if (read.kind === "bad")
    throw new BadInputError(read.problems.map(({ field, problem }) => `${file}: ${field}: ${problem}`).join("\n"));
  if (read.attachment === undefined) return { body: read.body, attached: undefined };
  const { bytes, ...about } = attachment(file, resolve(dirname(file), read.attachment));
  return { body: { ...read.body, file: about }, attached: { file: { ...about, bytes } } };
}

function parse(file: string): unknown {
  const text = readOr(file, () => readFileSync(file, "utf8"));
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new BadInputError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function attachment(file: string, path: string): NewFile {
  const size = readOr(path, () => statSync(path).size);
  // Not read at all: it may not fit into memory.
  if (size > MOST_ATTACHED_BYTES) throw new BadInputError(`${file}: attachment: ${attachmentProblems.size}`);
  const read = readAttachedFile(
    basename(path),
    readOr(path, () => readFileSync(path)),
  );
  if ("problem" in read) throw new BadInputError(`${file}: attachment: ${read.problem}`);
  return read;
}

function readOr<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadInputError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unreadable"})`);
  }
}
