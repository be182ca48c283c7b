import { createInterface } from "node:readline/promises";
import { terminalOf } from "../passphrase.ts";
import type { Shell } from "../shell.ts";
import { AT_THE_DESK } from "../stores/audit-sqlite.ts";
import { isReaderName, type PublicIdentity, readPublic } from "../tips/identity.ts";
import type { Reader, ReaderList, SignedList } from "../tips/reader.ts";
import { couldFollow, isUnit, listHash, MOST_READERS, signersOf, signList, verifyLists } from "../tips/reader-list.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { contentOf, readIdentities } from "./tips-identity.ts";
import { listTrouble, type TipOffice, withTips } from "./tips-office.ts";
import { onOneLine } from "./tips-plain.ts";

const ROLES = ["pembaca", "cadangan", "pemulihan"] as const;

type AddOptions = { pub: string; unit: string; role: string };

/** Puts somebody into the draft of the next version. */
export async function addReader(shell: Shell, name: string, { pub, unit, role }: AddOptions): Promise<void> {
  const known = ROLES.find((each) => each === role);
  if (known === undefined) throw new BadInputError(`--role ${role}: use one of ${ROLES.join(", ")}`);
  const unitName = unit.replaceAll(/\s+/g, " ").trim();
  if (!isUnit(unitName))
    throw new BadInputError(
      "--unit needs the unit they belong to, at most 80 characters and none that are not seen, such as Kesbangpol",
    );
  const keys = await readKeys(name, pub);
  await edit(shell, `${name} added`, (readers, earlier) => {
    if (readers.some((reader) => reader.name === name))
      throw new BadInputError(
        `${name} is on the list already; for another key: desk tips recipients rotate ${name} --pub FILE`,
      );
    const before = earlier.filter((reader) => reader.name === name);
    if (before.length > 0 && !before.some(({ recipient }) => recipient === keys.recipient))
      throw new RefusedError(
        `an earlier list had another key under the name ${name}, and reporters let that person read; give a name that nobody had, such as ${name}-2`,
      );
    if (readers.length >= MOST_READERS) throw new RefusedError(`a list has at most ${MOST_READERS} readers`);
    refuseSharedKeys(readers, keys);
    return [...readers, { ...keys, unit: unitName, role: known }];
  });
}

/** Takes somebody out of the draft of the next version. */
export async function removeReader(shell: Shell, name: string): Promise<void> {
  await edit(shell, `${name} removed`, (readers, earlier) => {
    const left = readers.filter((reader) => reader.name !== name);
    if (left.length === readers.length)
      throw new BadInputError(`${name} is not on the list; see: desk tips recipients list`);
    if (earlier.length > 0 && left.length < 2)
      throw new RefusedError("a list of fewer than two could never be changed again; add somebody first");
    return left;
  });
}

/** Gives somebody of the list another key, in the draft of the next version. */
export async function rotateReader(shell: Shell, name: string, { pub }: { pub: string }): Promise<void> {
  const keys = await readKeys(name, pub);
  await edit(shell, `${name} has another key`, (readers) => {
    if (!readers.some((reader) => reader.name === name))
      throw new BadInputError(`${name} is not on the list; see: desk tips recipients list`);
    refuseSharedKeys(readers, keys);
    return readers.map((reader) => (reader.name === name ? { ...reader, ...keys } : reader));
  });
}

async function readKeys(name: string, file: string): Promise<PublicIdentity> {
  if (!isReaderName(name)) throw new BadInputError(`${name} is no reader's name; use a lower-case slug such as ana`);
  const content = await contentOf(file, "the .pub file that `desk tips keygen` wrote");
  const keys = readPublic(content);
  if (keys === undefined)
    throw new BadInputError(
      content.includes("AGE-SECRET-KEY-") || content.includes("AGE ENCRYPTED FILE")
        ? `${file} is a secret identity and belongs to its owner alone; give the file with .pub`
        : `${file} is no public key of a reader; give the .pub file that desk tips keygen wrote`,
    );
  if (keys.name !== name)
    throw new BadInputError(`${file} is the key of ${keys.name}, not of ${name}; a key carries its owner's name`);
  return keys;
}

function refuseSharedKeys(readers: readonly Reader[], { recipient, signingKey }: PublicIdentity): void {
  const other = readers.find((reader) => reader.recipient === recipient || reader.signingKey === signingKey);
  if (other !== undefined)
    throw new BadInputError(`that key is on the list already, as ${other.name}'s; everybody has one of their own`);
}

type Edit = (readers: readonly Reader[], earlier: readonly Reader[]) => Reader[];

/** Changes the draft of the next version; the signatures it had are void. */
async function edit(shell: Shell, what: string, change: Edit): Promise<void> {
  const list = await withTips(shell, async (office) => {
    const { before, draft, versions } = standing(office);
    const readers = change(
      draft?.list.readers ?? before?.readers ?? [],
      versions.flatMap((each) => each.readers),
    );
    const next: ReaderList = {
      version: (before?.version ?? 0) + 1,
      before: before === undefined ? "" : listHash(before),
      readers,
    };
    const detail = { version: next.version, list: listHash(next) };
    await office.note({ who: AT_THE_DESK, action: "tip-readers-edited", detail });
    await office.store.putList({ list: next, signatures: [] });
    return next;
  });
  printLines(shell, [
    `${what}, in a draft of version ${list.version}: ${list.readers.map(({ name }) => name).join(", ") || "nobody"}`,
    "it counts once two sign it: desk tips recipients sign --identity FILE",
  ]);
}

/** The version that counts, the draft on top of it, and all versions that ever counted. Throws a sentence where one does not hold. */
export function standing({ lists, verdict, settings }: TipOffice): {
  before: ReaderList | undefined;
  draft: SignedList | undefined;
  versions: readonly ReaderList[];
} {
  // A first list that nobody signed yet is no other than the pinned one: it is not a list at all.
  const isFresh = verdict.kind === "broken" && lists.length <= 1 && verifyLists(lists, undefined).kind === "none";
  if (isFresh && settings.TIPS_ROOT !== undefined)
    throw new RefusedError(
      "TIPS_ROOT is set and pins another list than the draft that is here; unset it to make a first list, or restore tips.db from a backup",
    );
  if (verdict.kind === "broken") throw new RefusedError(listTrouble(verdict));
  const versions = verdict.kind === "valid" ? verdict.versions : [];
  return { before: versions.at(-1), draft: lists[versions.length], versions };
}

/** Signs the draft as it is. */
export async function signReaders(
  shell: Shell,
  options: { identity: readonly string[]; passphraseFile?: string; json?: boolean },
): Promise<void> {
  const [identity] = await readIdentities(shell, options);
  if (identity === undefined) throw new BadInputError("give the file of your identity: --identity FILE");
  const signed = await withTips(shell, async (office) => {
    const { before, draft, versions } = standing(office);
    if (draft === undefined)
      throw new RefusedError(
        before === undefined
          ? "there is nothing to sign yet; add the readers first: desk tips recipients add NAME --pub FILE --unit UNIT"
          : `version ${before.version} counts already, and there is no draft to sign; see: desk tips recipients list`,
      );
    if (!couldFollow(draft.list, before))
      throw new RefusedError(
        "the draft is not as this program writes drafts, so somebody changed it on the disk; add, remove or rotate a reader again, which writes it anew, and compare every line before you sign",
      );
    const signers = (before ?? draft.list).readers;
    const signer = signers.find(({ name, signingKey }) => name === identity.name && signingKey === identity.signingKey);
    if (signer === undefined)
      throw new RefusedError(
        `${identity.name} may not sign version ${draft.list.version} with this key; two of these do: ${signers.map(({ name }) => name).join(", ")}`,
      );
    if (options.json !== true) await showBefore(shell, draft.list);
    const others = draft.signatures.filter(({ name }) => name !== identity.name);
    const next: SignedList = { list: draft.list, signatures: [...others, signList(draft.list, identity)] };
    const detail = { version: draft.list.version, list: listHash(draft.list) };
    await office.note({ who: identity.name, action: "tip-readers-signed", detail });
    await office.store.putList(next);
    const by = signersOf(next, signers);
    return { list: next.list, by, active: by.length >= 2, root: listHash(versions[0] ?? next.list) };
  });
  const { list, by, active, root } = signed;
  if (options.json === true) printJson(shell, { version: list.version, signatures: by.length, active, root });
  else printLines(shell, signedLines(signed));
  if (active && list.readers.filter(({ role }) => role === "pembaca").length < 2)
    shell.stderr.write("Fewer than two on this list are pembaca: the bot takes no reports until there are two.\n");
}

/** At a terminal whoever signs sees first what they sign: it may have been changed since they looked. */
async function showBefore(shell: Shell, { version, readers }: ReaderList): Promise<void> {
  const terminal = terminalOf(shell);
  if (terminal === undefined) return;
  terminal.output.write([`version ${version} has`, ...readers.map(readerLine), ""].join("\n"));
  const asking = createInterface(terminal);
  try {
    const answer = await asking.question("Is every line what you agreed on? (ya/tidak) ");
    if (!/^y/i.test(answer.trim()))
      throw new RefusedError("nothing is signed; talk with the others, then change the draft: add, remove or rotate");
  } finally {
    asking.close();
  }
}

function signedLines({ list, by, active, root }: { list: ReaderList; by: string[]; active: boolean; root: string }) {
  const signed = [`version ${list.version} is signed by ${by.join(" and ")}; on it:`, ...list.readers.map(readerLine)];
  if (!active) return [...signed, "one more signs, then it counts: desk tips recipients sign --identity FILE"];
  if (list.version > 1) return [...signed, "it counts from now on"];
  return [
    ...signed,
    "it counts from now on. Its root, which every later list goes back to:",
    "",
    `    ${root}`,
    "",
    "Write it down on paper, each reader for themselves. Put it into the service's settings (.env), then start the service again:",
    `    TIPS_ROOT=${root}`,
  ];
}

/**
 * What two who sign compare: both keys, for whoever could change the one that signs would sign the next list. The unit comes last, where
 * nothing in it passes for a key.
 */
export function readerLine({ name, unit, role, recipient, signingKey }: Reader): string {
  return onOneLine(`  ${name}  ${role}  ${recipient}  ${signingKey}  ${unit}`);
}
