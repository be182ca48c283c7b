import { readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { attachmentProblems, MOST_ATTACHED_BYTES, type NewFile, readAttachedFile } from "../reminders/attached-file.ts";
import type { BroadcastBody, FileSource } from "../reminders/broadcast.ts";
import { readBroadcastFile } from "../reminders/read-broadcast.ts";
import type { Shell } from "../shell.ts";
import { BadInputError } from "./desk-error.ts";
import { nameOfInput, readJson, refuseProblems } from "./releasing.ts";

/** Reads what an officer wrote into a file, or `-` for stdin, and the picture or document beside it. Throws a sentence for what cannot be used. */
export async function readBroadcastInput(
  shell: Shell,
  file: string,
): Promise<{ body: BroadcastBody; attached: FileSource }> {
  const read = readBroadcastFile(await readJson(shell, file));
  if (read.kind === "bad") return refuseProblems(file, read.problems);
  if (read.attachment === undefined) return { body: read.body, attached: undefined };
  const beside = file === "-" ? "." : dirname(file);
  const { bytes, ...about } = attachment(nameOfInput(file), resolve(beside, read.attachment));
  return { body: { ...read.body, file: about }, attached: { file: { ...about, bytes } } };
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
