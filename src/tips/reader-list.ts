import { canonicalJson } from "../canonical-json.ts";
import { fromBase64url, sha256Hex, textToBytes } from "./bytes.ts";
import { isRecord } from "./envelope.ts";
import { type Identity, isReaderName, isRecipient } from "./identity.ts";
import type { Exclusion, ListSignature, ListVerdict, Reader, ReaderList, SignedList } from "./reader.ts";
import { SLOTS } from "./seal.ts";
import { isSignedBy, signText } from "./signing.ts";

/** So many entries a list can have: the mailbox wants a stanza too in what readers write. */
export const MOST_READERS = SLOTS - 1;

const ROLES: readonly string[] = ["pembaca", "cadangan", "pemulihan"];

/** SHA-256 over the list, hex: what is signed, what the next version names, and of version 1 the root that `TIPS_ROOT` pins. */
export function listHash(list: ReaderList): string {
  return sha256Hex(textToBytes(`sinetral daftar\n${canonicalJson(list)}`));
}

export function signList(list: ReaderList, { name, signingSecret }: Identity): ListSignature {
  return { name, signature: signText("daftar", listHash(list), signingSecret) };
}

/** The names of `signers` (entries of a list) whose signatures over `signed` hold, each once. */
export function signersOf(signed: SignedList, signers: readonly Reader[]): string[] {
  const hash = listHash(signed.list);
  return signers
    .filter((reader) =>
      signed.signatures.some(
        ({ name, signature }) => name === reader.name && isSignedBy(reader.signingKey, "daftar", hash, signature),
      ),
    )
    .map((reader) => reader.name);
}

/**
 * What the lists in `lists` (the first first) come to. Version 1 counts when two of its own entries signed it, each later one when
 * two of the version before did. The newest that counts is the list; one draft on top of it, in its place and with fewer signatures,
 * does not matter. `pinned` is the root everything must go back to; undefined only where nobody has pinned one yet, and then whoever
 * asks must not trust the list with anything of a reporter. That the newest version was taken away altogether is not noticed here.
 */
export function verifyLists(lists: readonly SignedList[], pinned: string | undefined): ListVerdict {
  const versions: ReaderList[] = [];
  for (const [at, signed] of lists.entries()) {
    const before = versions.at(-1);
    const signers = (before ?? signed.list).readers;
    const why = troubleOf(signed, at + 1, before, pinned);
    if (why === undefined) versions.push(signed.list);
    else if (why === "root" || why === "chain" || at < lists.length - 1 || claimsTwo(signed, signers)) {
      return { kind: "broken", version: at + 1, why };
    }
  }
  const [first, list] = [versions[0], versions.at(-1)];
  if (first === undefined || list === undefined) return { kind: "none" };
  return { kind: "valid", list, root: listHash(first), versions };
}

function troubleOf(
  signed: SignedList,
  version: number,
  before: ReaderList | undefined,
  pinned: string | undefined,
): "shape" | "root" | "signatures" | "chain" | undefined {
  const { list } = signed;
  if (!isWellMade(list)) return "shape";
  if (before === undefined && pinned !== undefined && listHash(list) !== pinned) return "root";
  if (list.version !== version || list.before !== (before === undefined ? "" : listHash(before))) return "chain";
  return signersOf(signed, (before ?? list).readers).length < 2 ? "signatures" : undefined;
}

/**
 * Whom a new part is sealed to: readers and the recovery key, without those who are excluded by name or by unit. With `among` only
 * those named there: whoever the reporter was asked about.
 */
export function eligible(list: ReaderList, exclusion: Exclusion, among?: readonly string[]): Reader[] {
  return list.readers.filter(
    (reader) =>
      reader.role !== "cadangan" &&
      !isExcluded(reader, exclusion) &&
      (among === undefined || among.includes(reader.name)),
  );
}

/** Whom a reader may pass a case on to: alternates whom the reporter has not excluded. */
export function alternates(list: ReaderList, exclusion: Exclusion): Reader[] {
  return list.readers.filter((reader) => reader.role === "cadangan" && !isExcluded(reader, exclusion));
}

/** By name or by unit, whatever the case of the letters and the spaces between them. */
export function isExcluded(reader: Pick<Reader, "name" | "unit">, { names, units }: Exclusion): boolean {
  const same = (one: string, other: string): boolean => plain(one) === plain(other);
  return names.some((name) => same(name, reader.name)) || units.some((unit) => same(unit, reader.unit));
}

/** Whether something read from outside has what a signed list has; whether it holds is for {@link verifyLists} to say. */
export function isSignedList(value: unknown): value is SignedList {
  if (!isRecord(value)) return false;
  const { list, signatures } = value;
  return (
    isRecord(list) &&
    Number.isSafeInteger(list["version"]) &&
    typeof list["before"] === "string" &&
    Array.isArray(list["readers"]) &&
    list["readers"].every((reader) => hasTexts(reader, "name", "unit", "role", "recipient", "signingKey")) &&
    Array.isArray(signatures) &&
    signatures.every((each) => hasTexts(each, "name", "signature"))
  );
}

function hasTexts(value: unknown, ...names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => typeof value[name] === "string");
}

/** Whether a list could count on top of `before`, once two signed it. */
export function couldFollow(list: ReaderList, before: ReaderList | undefined): boolean {
  const follows = list.version === (before?.version ?? 0) + 1;
  return follows && list.before === (before === undefined ? "" : listHash(before)) && isWellMade(list);
}

/** Every entry once, by name and by each of its keys: nobody counts as two. */
function isWellMade({ readers }: ReaderList): boolean {
  const once = (value: (reader: Reader) => string): boolean => new Set(readers.map(value)).size === readers.length;
  return (
    readers.length >= 1 &&
    readers.length <= MOST_READERS &&
    readers.every(isReader) &&
    once(({ name }) => name) &&
    once(({ recipient }) => recipient) &&
    once(({ signingKey }) => signingKey)
  );
}

function isReader({ name, unit, role, recipient, signingKey }: Reader): boolean {
  return (
    isReaderName(name) &&
    isUnit(unit) &&
    ROLES.includes(role) &&
    isRecipient(recipient) &&
    fromBase64url(signingKey)?.length === 32
  );
}

/** Letters and marks that are seen, on one line: whoever signs, and whoever reports, sees what stands there. */
export function isUnit(unit: string): boolean {
  return unit.length <= 80 && /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(unit) && unit.trim() !== "";
}

/** A version that says it has its two signatures is no draft: when they do not hold, somebody changed something. */
function claimsTwo({ signatures }: SignedList, signers: readonly Reader[]): boolean {
  return signers.filter((reader) => signatures.some(({ name }) => name === reader.name)).length >= 2;
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
