/**
 * Somebody who may read tips, or a key that may. `pembaca` gets every new case that does not exclude them; `cadangan` only what
 * a reader passes on; `pemulihan` is a key kept away from the machine, sealed to like a reader.
 */
export type Reader = {
  /** A lower-case slug, as the officer's. */
  name: string;
  unit: string;
  role: "pembaca" | "cadangan" | "pemulihan";
  /** `age1…`, X25519. */
  recipient: string;
  /** Raw Ed25519 public key, base64url. */
  signingKey: string;
};

/** One version of who may read; `before` is the hash of the version before it, hex, and empty for the first. */
export type ReaderList = { version: number; before: string; readers: readonly Reader[] };

/** `signature` is Ed25519 over the list's hash, base64url. */
export type ListSignature = { name: string; signature: string };

export type SignedList = { list: ReaderList; signatures: readonly ListSignature[] };

/**
 * `valid`: the newest version that two signed, as far back as the root. `none`: nobody has agreed on a list yet. `broken`: one
 * does not fit, or another root is pinned: nothing is taken and nothing opened until that is understood. `versions` are all that
 * count, the first first, for what was signed by a reader of an earlier one.
 */
export type ListVerdict =
  | { kind: "valid"; list: ReaderList; root: string; versions: readonly ReaderList[] }
  | { kind: "none" }
  | { kind: "broken"; version: number; why: "signatures" | "chain" | "root" | "shape" };

/** Whom a reporter does not want to read: by name and by unit, as they stand in the list. */
export type Exclusion = { names: readonly string[]; units: readonly string[] };
