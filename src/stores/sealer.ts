import {
  argon2,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/** Seals texts so that only whoever has the key can read, alter or move them. */
export type Sealer = {
  /** Under the place it will lie at; opens nowhere else. */
  seal(place: Place, text: string): Buffer;
  /** Throws an {@link UnsealableError} when it is damaged, was moved, or was sealed under another key. */
  open(place: Place, sealed: Buffer): string;
  /** The 32 bytes a type and id are kept under: always the same, and nobody else can tell of what. */
  hide(type: string, id: string): Buffer;
  /** 32 bytes in hex for words, unrelated to {@link Sealer.hide}. */
  idFor(words: string): string;
  /** Tells this key from another one, and nothing about it. */
  check: Buffer;
};

/** A table, and the hidden id of a row in it. */
export type Place = { table: string; id: Buffer };

/** What was sealed does not open. */
export class UnsealableError extends Error {
  constructor() {
    super("a sealed value does not open");
    this.name = "UnsealableError";
  }
}

/** Wears out guessing of passphrases: about 0.2 s and 64 MiB each, off the event loop. Resolves to 32 bytes. */
export function stretch(material: Buffer, salt: Buffer): Promise<Buffer> {
  const cost = { memory: 64 * 1024, passes: 3, parallelism: 1, tagLength: 32 };
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message: material, nonce: salt, ...cost }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

const VERSION = 1;
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + SALT + NONCE;
const MOST_SUBKEYS = 256;

/**
 * AES-256-GCM under a subkey of its own for every start of a process, so that random nonces never come near their limit.
 * A sealed value is version, salt of the subkey, nonce, what was sealed, tag.
 */
export function createSealer(master: Buffer): Sealer {
  const derive = (salt: Buffer, use: string) => Buffer.from(hkdfSync("sha256", master, salt, `sinetral ${use}`, 32));
  const none = Buffer.alloc(0);
  // Node takes several times as long with keys that are bare bytes.
  const deriveKey = (salt: Buffer, use: string) => createSecretKey(derive(salt, use));
  const hiding = deriveKey(none, "hidden ids");
  const naming = deriveKey(none, "named ids");
  const ownSalt = randomBytes(SALT);
  const subkeys = new Map<string, KeyObject>();

  function subkey(salt: Buffer): KeyObject {
    const name = salt.toString("latin1");
    const known = subkeys.get(name);
    if (known !== undefined) return known;
    if (subkeys.size >= MOST_SUBKEYS) subkeys.clear();
    const made = deriveKey(salt, "seal");
    subkeys.set(name, made);
    return made;
  }

  return {
    seal(place, text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", subkey(ownSalt), nonce, { authTagLength: TAG });
      cipher.setAAD(nameOf(place));
      const sealed = cipher.update(pad(text));
      return Buffer.concat([Buffer.of(VERSION), ownSalt, nonce, sealed, cipher.final(), cipher.getAuthTag()]);
    },
    open(place, sealed) {
      if (sealed.length < HEAD + TAG || sealed[0] !== VERSION) throw new UnsealableError();
      const salt = sealed.subarray(1, 1 + SALT);
      const decipher = createDecipheriv("aes-256-gcm", subkey(salt), sealed.subarray(1 + SALT, HEAD), {
        authTagLength: TAG,
      });
      decipher.setAAD(nameOf(place));
      decipher.setAuthTag(sealed.subarray(-TAG));
      try {
        return unpad(Buffer.concat([decipher.update(sealed.subarray(HEAD, -TAG)), decipher.final()]));
      } catch {
        // Node says no more than that it does not authenticate.
        throw new UnsealableError();
      }
    },
    hide: (type, id) =>
      createHmac("sha256", hiding)
        .update(JSON.stringify([type, id]))
        .digest(),
    idFor: (words) => createHmac("sha256", naming).update(words).digest("hex"),
    check: derive(none, "check"),
  };
}

function nameOf({ table, id }: Place): Buffer {
  return Buffer.concat([Buffer.from(`${table}\0`), id]);
}

const SMALLEST = 256;

/** To lengths that few texts have to themselves: 256 bytes, above it at most an eighth more (Padmé's rule). */
function pad(text: string): Buffer {
  const length = 4 + Buffer.byteLength(text);
  const bits = Math.floor(Math.log2(length));
  const step = 2 ** (bits - Math.floor(Math.log2(bits)) - 1);
  const padded = Buffer.alloc(Math.max(SMALLEST, Math.ceil(length / step) * step));
  padded.writeUInt32BE(length - 4);
  padded.write(text, 4);
  return padded;
}

function unpad(padded: Buffer): string {
  return padded.toString("utf8", 4, 4 + padded.readUInt32BE());
}
