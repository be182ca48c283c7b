import { argon2, hkdfSync } from "node:crypto";
import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import { sayCode } from "./code.ts";
import { signingKeyOf } from "./signing.ts";
import { createTurns } from "./turns.ts";

/** What a code opens. Nothing of it leads back to the words; whoever is done with it fills `partSecret` with zeros. */
export type CodeKeys = {
  /** Where the case lies: 16 bytes, hex. */
  lookup: string;
  /** `AGE-SECRET-KEY-1…`: opens what readers write to the reporter. */
  mailboxIdentity: string;
  /** `age1…`, of the identity. */
  mailboxRecipient: string;
  /** Ed25519 secret that signs the reporter's parts, 32 bytes. */
  partSecret: Uint8Array;
  /** Its raw public key, base64url. */
  partKey: string;
};

/** `busy`: so many wait already who tried no more often than this one that it was not begun. */
export type Derived = ({ kind: "keys" } & CodeKeys) | { kind: "busy" };

export type DeriveKeys = {
  /**
   * The keys of a code's eight words, about 0.3 s and 128 MiB each, off the event loop. `tries` is how often the same chat asked of
   * late: fewer go first.
   */
  derive(words: readonly string[], tries?: number): Promise<Derived>;
};

/** What guessing costs for each code: 128 MiB (in KiB), three passes, one lane. */
export const ARGON2 = { memory: 131_072, passes: 3, parallelism: 1, tagLength: 32 };

/** `memory` in KiB; less than {@link ARGON2} only where nothing is at stake. */
export type Argon2Cost = { memory: number; passes: number };

/** With two at once the last of these waits about two seconds. */
const MOST_WAITING = 12;

/** `salt` is the store's own, made once: codes of another office, or guessed beforehand, fit nothing here. */
export function createCodeKeys({
  salt,
  parallel = 2,
  waiting = MOST_WAITING,
  argon2: cost = ARGON2,
}: {
  salt: Uint8Array;
  parallel?: number;
  waiting?: number;
  argon2?: Argon2Cost | undefined;
}): DeriveKeys {
  const turns = createTurns({ parallel, most: waiting });
  return {
    async derive(words, tries = 0) {
      if (!(await turns.take(tries))) return { kind: "busy" };
      try {
        const stretched = await stretch(words, salt, cost);
        try {
          return { kind: "keys", ...(await keysOf(stretched)) };
        } finally {
          stretched.fill(0);
        }
      } finally {
        turns.end();
      }
    },
  };
}

function stretch(words: readonly string[], salt: Uint8Array, { memory, passes }: Argon2Cost): Promise<Buffer> {
  const message = Buffer.from(sayCode(words));
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message, nonce: salt, ...ARGON2, memory, passes }, (error, stretched) => {
      message.fill(0);
      if (error === null) resolve(stretched);
      else reject(error);
    });
  });
}

async function keysOf(stretched: Buffer): Promise<CodeKeys> {
  const derive = (use: string, size: number) =>
    Buffer.from(hkdfSync("sha256", stretched, Buffer.alloc(0), `sinetral tip ${use} 1`, size));
  const mailbox = derive("mailbox", 32);
  const mailboxIdentity = bech32.encodeFromBytes("AGE-SECRET-KEY-", mailbox).toUpperCase();
  mailbox.fill(0);
  const partSecret = new Uint8Array(derive("part", 32).buffer);
  return {
    lookup: derive("lookup", 16).toString("hex"),
    mailboxIdentity,
    mailboxRecipient: await identityToRecipient(mailboxIdentity),
    partSecret,
    partKey: signingKeyOf(partSecret),
  };
}
