import { armor, Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { fromBase64url, randomBytes, toBase64url } from "./bytes.ts";
import { newSecret } from "./new-secret.ts";
import { signingKeyOf } from "./signing.ts";

/** Where a reader's parts are sealed to, and what their signatures are checked with. */
export type PublicIdentity = { name: string; recipient: string; signingKey: string };

/** What a reader alone has: `secret` (`AGE-SECRET-KEY-1…`) opens, `signingSecret` (32 bytes) signs. */
export type Identity = PublicIdentity & { secret: string; signingSecret: Uint8Array };

/**
 * `locked`: a passphrase is wanted. `public`: the half that may be shown was given, not the one that opens. `none`: no identity at all.
 * `incomplete`: an age identity that cannot sign, of another tool. `damaged`: its lines do not belong together.
 */
export type ReadIdentity =
  | { kind: "identity"; identity: Identity }
  | { kind: "locked" | "wrong-passphrase" | "public" | "none" | "incomplete" | "damaged" };

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const LOCKED = "-----BEGIN AGE ENCRYPTED FILE-----";

/** Whether something can be a reader's name: a lower-case slug. */
export function isReaderName(name: string): boolean {
  return NAME.test(name);
}

export function isRecipient(text: string): boolean {
  return RECIPIENT.test(text);
}

/** A fresh identity. `text` is an age identity file: stock `age -d -i` takes it and passes over the lines that begin with `#`. */
export async function newIdentity(name: string): Promise<{ text: string; pub: PublicIdentity }> {
  if (!isReaderName(name)) throw new RangeError("A reader's name has lower-case letters, digits and hyphens");
  const { secret, recipient } = await newSecret();
  const signingSecret = randomBytes(32);
  const pub = { name, recipient, signingKey: signingKeyOf(signingSecret) };
  const text = [
    "# Identitas pembaca laporan rahasia. Jangan dibagikan, jangan disimpan di server.",
    ...publicLines(pub),
    `# public key: ${pub.recipient}`,
    `# signing secret: ${toBase64url(signingSecret)}`,
    secret,
    "",
  ].join("\n");
  return { text, pub };
}

/** The half that may be shown, in a file that stock `age -R` takes. */
export function sayPublic(pub: PublicIdentity): string {
  return [...publicLines(pub), pub.recipient, ""].join("\n");
}

/** What {@link sayPublic} wrote; undefined for anything else, an identity that nobody may see too. */
export function readPublic(text: string): PublicIdentity | undefined {
  if (text.includes("AGE-SECRET-KEY-")) return undefined;
  const [name, signingKey] = [said(text, "name"), said(text, "signing key")];
  const recipient = linesOf(text).find((line) => isRecipient(line));
  if (name === undefined || signingKey === undefined || recipient === undefined) return undefined;
  return isReaderName(name) && fromBase64url(signingKey)?.length === 32 ? { name, recipient, signingKey } : undefined;
}

/**
 * Armored, under a passphrase (scrypt, N = 2^18: a second or two, 256 MiB); stock `age -d -i` asks for it. `work` is log2 N, lower
 * only where nothing is at stake.
 */
export async function lockIdentity(text: string, passphrase: string, work = 18): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(work);
  return armor.encode(await encrypter.encrypt(text));
}

/** Reads what {@link newIdentity} or {@link lockIdentity} made, with whatever line ends an editor gave it. */
export async function readIdentity(text: string, passphrase?: string): Promise<ReadIdentity> {
  if (!text.includes(LOCKED)) return readOpen(text);
  if (passphrase === undefined) return { kind: "locked" };
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let file: Uint8Array;
  try {
    file = armor.decode(text.slice(text.indexOf(LOCKED)).trim());
  } catch {
    // Cut short or mixed up on its way: what the library says of it would help nobody.
    return { kind: "damaged" };
  }
  try {
    return readOpen(await decrypter.decrypt(file, "text"));
  } catch {
    // A wrong passphrase and changed bytes look alike to age, and the first is what happens.
    return { kind: "wrong-passphrase" };
  }
}

async function readOpen(text: string): Promise<ReadIdentity> {
  const secret = linesOf(text).find((line) => line.startsWith("AGE-SECRET-KEY-1"));
  if (secret === undefined) return { kind: readPublic(text) === undefined ? "none" : "public" };
  const [name, secretSeed] = [said(text, "name"), said(text, "signing secret")];
  if (name === undefined || secretSeed === undefined) return { kind: "incomplete" };
  const signingSecret = fromBase64url(secretSeed);
  const recipient = await recipientOf(secret);
  if (!isReaderName(name) || signingSecret?.length !== 32 || recipient === undefined) return { kind: "damaged" };
  const signingKey = signingKeyOf(signingSecret);
  if (said(text, "public key") !== recipient || said(text, "signing key") !== signingKey) return { kind: "damaged" };
  return { kind: "identity", identity: { name, recipient, signingKey, secret, signingSecret } };
}

async function recipientOf(secret: string): Promise<string | undefined> {
  try {
    return await identityToRecipient(secret);
  } catch {
    // The check letters of the key do not fit: a letter was lost or changed.
    return undefined;
  }
}

function publicLines({ name, signingKey }: PublicIdentity): string[] {
  return [`# name: ${name}`, `# signing key: ${signingKey}`];
}

function said(text: string, label: string): string | undefined {
  const line = linesOf(text).find((each) => each.startsWith(`# ${label}: `));
  return line?.slice(label.length + 4).trim();
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim());
}
