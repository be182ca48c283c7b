import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CODE_WORDS } from "../code-words.ts";
import { askHidden, type PromptStreams, terminalOf } from "../passphrase.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { isReaderName, lockIdentity, newIdentity, sayPublic } from "../tips/identity.ts";
import { BadInputError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { isInsideFolder } from "./tips-folder.ts";
import { readPassphrase } from "./tips-identity.ts";
import { writeNewFile } from "./tips-write-file.ts";

type Options = { name: string; out: string; passphrase: boolean; passphraseFile?: string; json?: boolean };

/** Shorter ones are found by trying. */
const LEAST_LETTERS = 12;
/** 66 bits: with scrypt before each try, nobody gets through them. */
const OFFERED_WORDS = 6;

/** Makes the keys of a reader: FILE opens and signs, FILE.pub is for the list. */
export async function keygen(shell: Shell, options: Options): Promise<void> {
  const { name, out, json } = options;
  if (!isReaderName(name))
    throw new BadInputError(`--name ${name}: use a lower-case slug of letters, digits and hyphens, such as ana`);
  const { DATA_DIR } = readSettings(shell.environment);
  const publicFile = `${out}.pub`;
  const taken = [out, publicFile].find((file) => existsSync(file));
  if (taken !== undefined)
    throw new BadInputError(`--out: ${taken} is there already and is never overwritten; name another file`);
  const passphrase = await passphraseFor(shell, options);
  const { text, pub } = await newIdentity(name);
  await writeNewFile("--out", out, passphrase === undefined ? text : await lockIdentity(text, passphrase));
  try {
    await writeNewFile("--out", publicFile, sayPublic(pub), 0o644);
  } catch (error) {
    // Half a pair would be in the way of the next attempt, and nobody has used it.
    await rm(out, { force: true });
    throw error;
  }
  if (json === true) printJson(shell, { ...pub, identity: out, public: publicFile, locked: passphrase !== undefined });
  else
    printLines(shell, [
      `${out} is written: it opens and signs. Keep it, and a copy elsewhere, off the machine that runs the bot.`,
      `${publicFile} is written: it goes on the list (desk tips recipients add ${name} --pub ${publicFile} --unit UNIT).`,
    ]);
  if (passphrase === undefined) shell.stderr.write(`${out} has no passphrase: whoever has the file reads the tips.\n`);
  if (isInsideFolder(dirname(resolve(out)), DATA_DIR))
    shell.stderr.write(`${out} lies in DATA_DIR, beside what it opens: move it to another medium now.\n`);
}

/** Undefined when none is wanted. */
async function passphraseFor(shell: Shell, { passphrase, passphraseFile }: Options): Promise<string | undefined> {
  if (!passphrase && passphraseFile !== undefined)
    throw new BadInputError("use either --passphrase-file or --no-passphrase");
  if (!passphrase) return undefined;
  const terminal = passphraseFile === undefined ? terminalOf(shell) : undefined;
  if (terminal !== undefined) return askNew(terminal);
  if (passphraseFile === undefined)
    throw new BadInputError(
      "a passphrase is asked on a terminal; without one give --passphrase-file FILE (- for stdin), or --no-passphrase",
    );
  const given = await readPassphrase(shell, passphraseFile);
  if (given.includes("\n")) throw new BadInputError(`--passphrase-file ${passphraseFile} has more than one line`);
  if (given.length < LEAST_LETTERS) throw new BadInputError(`--passphrase-file ${passphraseFile}: ${TOO_SHORT}`);
  return given;
}

const TOO_SHORT = `a passphrase has ${LEAST_LETTERS} characters at least; six words that have nothing to do with you are good`;

/** Asked for twice: a slip of the finger would lock everything that is sealed to it for good. */
async function askNew(terminal: PromptStreams): Promise<string> {
  for (;;) {
    const typed = await askHidden("New passphrase (Enter: words are made for you): ", terminal);
    if (typed === "") {
      const words = Array.from(crypto.getRandomValues(new Uint16Array(OFFERED_WORDS)), wordOf).join(" ");
      terminal.output.write(`Write this down on paper, it is shown once: ${words}\n`);
      if ((await askHidden("Type it: ", terminal)) === words) return words;
    } else if (typed.length < LEAST_LETTERS) {
      terminal.output.write(`${TOO_SHORT}\n`);
      continue;
    } else if ((await askHidden("The same again: ", terminal)) === typed) return typed;
    terminal.output.write("These were not the same; once more.\n");
  }
}

/** 65,536 is a multiple of 2,048: each word is as likely as any other. */
function wordOf(bits: number): string {
  return CODE_WORDS[bits % CODE_WORDS.length] ?? "";
}
