import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { errorName } from "../log.ts";
import { askHidden, terminalOf } from "../passphrase.ts";
import type { Shell } from "../shell.ts";
import { type Identity, readIdentity } from "../tips/identity.ts";
import type { Reader, ReaderList } from "../tips/reader.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";

/** `identity` are files, the one that speaks first; `passphraseFile` is for all of them, `-` for stdin. */
export type IdentityOptions = { identity: readonly string[]; passphraseFile?: string };

/** A reader of the list with the keys they have: today's, and those they had before. */
export type ActingReader = { identity: Identity; secrets: readonly string[]; entry: Reader };

const TRIES = 3;

/** Whoever acts, by the files they gave. Throws a sentence unless the first is a key of the list as it is now. */
export async function actingReader(shell: Shell, options: IdentityOptions, list: ReaderList): Promise<ActingReader> {
  const [identity, ...former] = await readIdentities(shell, options);
  if (identity === undefined) throw new BadInputError("give the file of your identity: --identity FILE");
  const entry = list.readers.find(({ name }) => name === identity.name);
  if (entry === undefined)
    throw new RefusedError(`${identity.name} is not on the list of readers; see: desk tips recipients list`);
  if (entry.recipient !== identity.recipient || entry.signingKey !== identity.signingKey)
    throw new RefusedError(
      `the list has another key of ${identity.name}; give that one first and this one after it: --identity NEW --identity OLD`,
    );
  const other = former.find(({ name }) => name !== identity.name);
  if (other !== undefined)
    throw new BadInputError(
      `--identity ${other.name}: several identities are all of one reader, here ${identity.name}`,
    );
  return { identity, secrets: [identity, ...former].map(({ secret }) => secret), entry };
}

/** All of them, in their order. */
export async function readIdentities(
  shell: Shell,
  { identity: files, passphraseFile }: IdentityOptions,
): Promise<Identity[]> {
  const given = passphraseFile === undefined ? undefined : await readPassphrase(shell, passphraseFile);
  const identities: Identity[] = [];
  for (const file of files) identities.push(await readOne(shell, file, given));
  return identities;
}

async function readOne(shell: Shell, file: string, given: string | undefined): Promise<Identity> {
  const content = await contentOf(file, "an identity that `desk tips keygen` wrote");
  const terminal = given === undefined ? terminalOf(shell) : undefined;
  let read = await readIdentity(content, given);
  for (let tries = 0; terminal !== undefined && needsPassphrase(read) && tries < TRIES; tries += 1)
    read = await readIdentity(content, await askHidden(`Passphrase of ${file}: `, terminal));
  switch (read.kind) {
    case "identity":
      return read.identity;
    case "locked":
      throw new BadInputError(`${file} is locked; run this on a terminal, or give --passphrase-file FILE`);
    case "wrong-passphrase":
      throw new BadInputError(`that is not the passphrase of ${file}; try again`);
    case "public":
      throw new BadInputError(`${file} is the public half; --identity takes the other file, without .pub`);
    case "none":
      throw new BadInputError(`${file} is no identity; make one: desk tips keygen --name NAME --out FILE`);
    case "incomplete":
      throw new BadInputError(
        `${file} is an age identity that cannot sign; make one: desk tips keygen --name NAME --out FILE`,
      );
    case "damaged":
      throw new BadInputError(`${file} was changed or cut short; take the copy that you keep elsewhere`);
  }
}

function needsPassphrase({ kind }: { kind: string }): boolean {
  return kind === "locked" || kind === "wrong-passphrase";
}

/** What a file holds, without the end of its last line; `-` for stdin. */
export async function readPassphrase({ stdin }: Shell, file: string): Promise<string> {
  const content = file === "-" ? await text(stdin) : await contentOf(file, "a file with the passphrase");
  return content.replace(/\r?\n$/, "");
}

export async function contentOf(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new BadInputError(`${file} cannot be read (${errorName(error)}); name ${what}`);
  }
}
