import { Decrypter, Encrypter, type Recipient } from "age-encryption";
import { bytesToText, joinBytes, randomBytes } from "./bytes.ts";
import { throwAway } from "./throw-away.ts";
import type { Sealed } from "./tip-store.ts";

/** One identity (`AGE-SECRET-KEY-1…`) or several of one reader, as after a key was changed. */
export type Secrets = string | readonly string[];

/** So many stanzas every seal has, whoever may open it: a header tells neither how many readers there are nor who is left out. */
export const SLOTS = 16;

/**
 * An age file that any of `recipients` (`age1…`) opens, in two pieces. The stanzas that are left over go to keys that nobody
 * has; all are in random order. Throws a RangeError for nobody, or for more than {@link SLOTS}.
 */
export async function seal(plain: Uint8Array, recipients: readonly string[]): Promise<Sealed> {
  const everyone = new Set(recipients);
  if (everyone.size === 0 || everyone.size > SLOTS) {
    throw new RangeError(`A seal is for 1 to ${SLOTS} recipients, not ${everyone.size}`);
  }
  const encrypter = new Encrypter();
  const slots: Array<string | Recipient> = [...everyone];
  while (slots.length < SLOTS) slots.push(throwAway);
  for (const recipient of shuffled(slots)) encrypter.addRecipient(recipient);
  const sealed = splitAgeFile(await encrypter.encrypt(plain));
  if (sealed === undefined) throw new TypeError("The library wrote a header that has no end");
  return sealed;
}

/** A whole age file to one recipient, where everybody may know that it is one. */
export function sealAlone(plain: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}

/** Undefined when none of these identities is among those who may, or when something of the seal was changed. */
export async function unseal(sealed: Sealed, secrets: Secrets): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter();
  for (const secret of [secrets].flat()) decrypter.addIdentity(secret);
  try {
    return await decrypter.decrypt(wholeAgeFile(sealed));
  } catch {
    // The library throws plain errors for a key that does not fit and for bytes that were changed: either way it stays shut.
    return undefined;
  }
}

/** The same for other readers: what is inside, its signature too, stays as it was. Undefined when these identities may not open it. */
export async function reseal(
  sealed: Sealed,
  secrets: Secrets,
  recipients: readonly string[],
): Promise<Sealed | undefined> {
  const plain = await unseal(sealed, secrets);
  return plain === undefined ? undefined : seal(plain, recipients);
}

/** The file as stock `age` takes it. */
export function wholeAgeFile({ header, body }: Sealed): Uint8Array {
  return joinBytes(header, body);
}

/** Cuts an age file after the line with the header's MAC. Undefined for what is no age file. */
export function splitAgeFile(file: Uint8Array): Sealed | undefined {
  // 16 stanzas take 1.6 KB; a line of the header is never longer than 64 letters.
  const mac = /\n--- [A-Za-z0-9+/]{43}\n/.exec(bytesToText(file.subarray(0, 64 * 1024)));
  if (mac === null) return undefined;
  const end = mac.index + mac[0].length;
  return { header: file.slice(0, end), body: file.slice(end) };
}

/** In random order, every order as likely as the others. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const rest = [...items];
  const order: Item[] = [];
  while (rest.length > 0) order.push(...rest.splice(randomBelow(rest.length), 1));
  return order;
}

/** `limit` at most 256. */
function randomBelow(limit: number): number {
  for (;;) {
    const [byte = 0] = randomBytes(1);
    if (byte < 256 - (256 % limit)) return byte % limit;
  }
}
