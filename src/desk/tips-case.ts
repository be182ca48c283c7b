import { readFile, stat } from "node:fs/promises";
import { errorName } from "../log.ts";
import type { Shell } from "../shell.ts";
import { type Bundle, readBundle } from "../tips/bundle.ts";
import { type OpenedCase, openCase } from "../tips/open-case.ts";
import type { StoredCase, StoredPart } from "../tips/tip-store.ts";
import { BadInputError } from "./desk-error.ts";
import { type ActingReader, actingReader, type IdentityOptions } from "./tips-identity.ts";
import { type AgreedList, agreedList, type TipOffice } from "./tips-office.ts";

/** A case that its reader has open, sealed and read. */
export type CaseInHand = {
  stored: StoredCase;
  sealed: readonly StoredPart[];
  opened: OpenedCase;
  reader: ActingReader;
  lists: AgreedList;
};

const CASE = /^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/;
const MOST_BUNDLE_BYTES = 512 * 1024 * 1024;
const NOT_A_BUNDLE = {
  tar: "is no exported case, or was cut short",
  case: "has no case.json of a case",
  lists: "has no list.json of readers",
  part: "lacks a part, or one is no age file",
} as const;

export function isCaseId(text: string): boolean {
  return CASE.test(text);
}

/**
 * Opens a case of the store for whoever acts. Of one that this key does not open it says the same as of one that does not exist: who
 * was excluded learns nothing.
 */
export async function caseInHand(
  shell: Shell,
  office: TipOffice,
  id: string,
  options: IdentityOptions,
): Promise<CaseInHand> {
  const lists = agreedList(shell, office.verdict, office.settings);
  const reader = await actingReader(shell, options, lists.list);
  const stored = isCaseId(id) ? await office.store.caseOf(id) : undefined;
  if (stored === undefined) throw notHere(id);
  const sealed = await office.store.parts(id);
  const opened = await openCase({ stored, parts: sealed, identity: reader.secrets, lists });
  if (!isOpen(opened)) throw notHere(id);
  return { stored, sealed, opened, reader, lists };
}

/** Whether this key opens anything of it. */
export function isOpen({ parts, answers }: Pick<OpenedCase, "parts" | "answers">): boolean {
  return parts.length > 0 || answers.length > 0;
}

export function notHere(id: string): BadInputError {
  return new BadInputError(`there is no case ${id} that this key opens; see: desk tips list --identity FILE`);
}

/** A case that was exported. Throws a sentence for a file that is none. */
export async function bundleOf(file: string): Promise<Bundle> {
  const read = readBundle(await bytesOf(file));
  if (read.kind === "bundle") return read.bundle;
  throw new BadInputError(`${file} ${NOT_A_BUNDLE[read.why]}; export the case again`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size <= MOST_BUNDLE_BYTES) return await readFile(file);
  } catch (error) {
    throw new BadInputError(
      `${file} is neither a case, such as k7f3-9mxq-2wpd, nor a file that can be read (${errorName(error)})`,
    );
  }
  throw new BadInputError(`${file} is larger than any exported case`);
}
