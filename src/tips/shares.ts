import { armor } from "age-encryption";
import { combine, split } from "shamir-secret-sharing";
import { bytesToText, fromBase64, newId, randomBytes, sha256Hex, textToBytes, toBase64 } from "./bytes.ts";
import { closeEnvelope, isRecord, openEnvelope, openSigned, signEnvelope } from "./envelope.ts";
import type { Identity } from "./identity.ts";
import { newSecret } from "./new-secret.ts";
import type { FileMeta } from "./part.ts";
import type { Reader, ReaderList } from "./reader.ts";
import { type Secrets, SLOTS, seal, sealAlone, shuffled, splitAgeFile, unseal } from "./seal.ts";
import type { StoredPart } from "./tip-store.ts";

/** So many readers must come together for an original. */
const NEEDED = 2;

type OriginalMark = NonNullable<FileMeta["original"]>;

/**
 * Seals a picture as it was sent to a key that nobody has: its secret is split among the readers, of whom any two together have it.
 * Undefined with fewer than two readers: then the original is not kept. `original` goes into the seal of the cleaned picture's part.
 */
export async function sealOriginal(sent: {
  bytes: Uint8Array;
  case: string;
  day: string;
  readers: ReadonlyArray<Pick<Reader, "recipient">>;
}): Promise<{ part: StoredPart; original: OriginalMark } | undefined> {
  if (sent.readers.length < NEEDED) return undefined;
  const { secret, recipient } = await newSecret();
  const pieces = await split(textToBytes(secret), sent.readers.length, NEEDED);
  const shares: string[] = [];
  for (const [at, reader] of sent.readers.entries()) {
    shares.push(await sealShare(pieces[at] ?? randomBytes(0), reader.recipient));
  }
  const size = pieces[0]?.length ?? 0;
  while (shares.length < SLOTS) shares.push(await sealShare(randomBytes(size), (await newSecret()).recipient));
  const sealed = await seal(closeEnvelope(sent.bytes, "{}"), [recipient]);
  const id = newId();
  return {
    part: { ...sealed, id, case: sent.case, day: sent.day, from: "asli" },
    original: { part: id, shares: shuffled(shares) },
  };
}

/**
 * This reader's share of an original for one other reader, signed: a text file to hand on. `no-share`: there is none for this identity,
 * because the picture came before they read the case.
 */
export async function release(given: {
  original: OriginalMark;
  case: string;
  day: string;
  from: Identity;
  /** All keys that `from` has had, where there were several. */
  secrets?: Secrets;
  to: Pick<Reader, "name" | "recipient">;
}): Promise<{ kind: "released"; text: string } | { kind: "no-share" }> {
  const share = await ownShare(given.original, given.secrets ?? given.from.secret);
  if (share === undefined) return { kind: "no-share" };
  const meta = {
    schema: 1,
    case: given.case,
    part: given.original.part,
    by: given.from.name,
    to: given.to.name,
    day: given.day,
  };
  const { plain } = signEnvelope("pelepasan", meta, share, given.from.signingSecret);
  return { kind: "released", text: armor.encode(await sealAlone(plain, given.to.recipient)) };
}

/**
 * `too-few`: fewer than two readers' shares of it are here. Of what was handed on: `not-for-you` is sealed to somebody else or was changed
 * on its way; `forged` is not signed by a reader of the list; `other-picture` belongs to another. `damaged`: both shares are there, but
 * the picture does not open or is not the one that was received.
 */
export type OpenedOriginal =
  | { kind: "opened"; bytes: Uint8Array; by: string[] }
  | { kind: "too-few" | "not-for-you" | "forged" | "other-picture" | "damaged" };

/**
 * Opens an original with one's own share and one that another reader released (the text of {@link release}); an alternate, who has none,
 * with two that were released.
 */
export async function openOriginal(wanted: {
  stored: StoredPart;
  file: FileMeta;
  identity: Identity;
  /** All keys that this reader has had, where there were several. */
  secrets?: Secrets;
  released: readonly string[];
  list: ReaderList;
}): Promise<OpenedOriginal> {
  const { file, identity, stored, secrets = identity.secret } = wanted;
  const shares = new Map<string, Uint8Array>();
  const own = file.original === undefined ? undefined : await ownShare(file.original, secrets);
  if (own !== undefined) shares.set(identity.name, own);
  for (const text of wanted.released) {
    const handed = await openRelease(text, identity.name, secrets, wanted.list);
    if (handed.kind !== "share") return handed;
    if (handed.part !== stored.id || file.original?.part !== handed.part) return { kind: "other-picture" };
    shares.set(handed.by, handed.share);
  }
  const [one, other] = shares.values();
  if (one === undefined || other === undefined) return { kind: "too-few" };
  const secret = await joined(one, other);
  const plain = secret === undefined ? undefined : await unseal(stored, secret);
  const bytes = plain === undefined ? undefined : openEnvelope(plain)?.content;
  if (bytes === undefined || sha256Hex(bytes) !== file.sha256) return { kind: "damaged" };
  return { kind: "opened", bytes, by: [...shares.keys()].slice(0, NEEDED) };
}

async function openRelease(
  text: string,
  name: string,
  secrets: Secrets,
  list: ReaderList,
): Promise<{ kind: "share"; share: Uint8Array; part: string; by: string } | { kind: "not-for-you" | "forged" }> {
  const file = unarmored(text);
  const sealed = file === undefined ? undefined : splitAgeFile(file);
  const plain = sealed === undefined ? undefined : await unseal(sealed, secrets);
  if (plain === undefined) return { kind: "not-for-you" };
  const signed = openSigned("pelepasan", plain);
  if (signed.kind !== "signed" || !isRecord(signed.meta)) return { kind: "forged" };
  const { by, to, part } = signed.meta;
  const from = list.readers.find((reader) => reader.name === by && reader.signingKey === signed.key);
  if (from === undefined || typeof part !== "string") return { kind: "forged" };
  if (to !== name) return { kind: "not-for-you" };
  return { kind: "share", share: signed.content, part, by: from.name };
}

function sealShare(share: Uint8Array, recipient: string): Promise<string> {
  return sealAlone(share, recipient).then(toBase64);
}

async function ownShare({ shares }: OriginalMark, secrets: Secrets): Promise<Uint8Array | undefined> {
  for (const share of shares) {
    const sealed = splitAgeFile(fromBase64(share) ?? new Uint8Array());
    const plain = sealed === undefined ? undefined : await unseal(sealed, secrets);
    if (plain !== undefined) return plain;
  }
  return undefined;
}

/** The age identity that two shares make; undefined when they do not belong together. */
async function joined(one: Uint8Array, other: Uint8Array): Promise<string | undefined> {
  if (one.length !== other.length || one.at(-1) === other.at(-1)) return undefined;
  const secret = bytesToText(await combine([one, other]));
  return /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(secret) ? secret : undefined;
}

function unarmored(text: string): Uint8Array | undefined {
  try {
    return armor.decode(text.trim());
  } catch {
    // Not the text of an age file: there is nothing more to say of it.
    return undefined;
  }
}
