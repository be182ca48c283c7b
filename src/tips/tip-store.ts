import type { SignedList } from "./reader.ts";

/** A case as the disk shows it: of who told what, nothing. */
export type StoredCase = {
  /** `k7f3-9mxq-2wpd`: 60 random bits in letters and digits that nobody mixes up. */
  id: string;
  /** The day it began, in the office's zone. */
  day: string;
  /** The mailbox's age recipient. */
  mailbox: string;
  /** Raw Ed25519 public key that signs the reporter's parts, base64url. */
  partKey: string;
  /** What the audit calls it, random; once the case is shredded nothing leads from one to the other. */
  tag: string;
  /** The day it was closed. */
  closed: string | undefined;
};

/** `pelapor`: a part · `pembaca`: an answer or a status · `asli`: a picture as it was sent. */
export type From = "pelapor" | "pembaca" | "asli";

/** An age file in two pieces: without its header, which lies elsewhere, nobody opens the rest. */
export type Sealed = { header: Uint8Array; body: Uint8Array };

/** `id` is 128 random bits, hex. */
export type StoredPart = Sealed & { id: string; case: string; day: string; from: From };

/** A new case with the words' lookup id (16 bytes, hex) and its first state, sealed to the mailbox. */
export type NewCase = StoredCase & { lookup: string; state: Uint8Array };

/** The state of a case after new parts, sealed, and the one before them, byte for byte as it was read. */
export type NewState = { case: string; read: Uint8Array; sealed: Uint8Array };

/**
 * `gone`: the case is no longer there. `outrun`: another device of its reporter wrote since the state was read; `state` is what the case
 * has now. Neither stores anything.
 */
export type Added = { kind: "stored" } | { kind: "gone" } | { kind: "outrun"; state: Uint8Array };

const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/;

/**
 * The disk did not take it, or does not tell: full, failing, read-only, or held by somebody else for too long. `code` is what
 * SQLite or the system calls it. Of what was to be stored it says nothing.
 */
export class TipNotStoredError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(
      DAMAGED.test(code)
        ? `tips.db or keys.db is damaged (${code}): look at the disk, then restore both from one backup (desk restore FILE --force).`
        : `tips.db or keys.db cannot be used just now (${code}): make room there or wait; nothing that was stored is lost.`,
    );
    this.name = "TipNotStoredError";
    this.code = code;
  }
}

/** Where sealed tips lie. Whatever resolved is on the disk for good; what rejected, with a TipNotStoredError, left nothing that shows. */
export type TipStore = {
  /** 16 random bytes, made once: what codes are stretched with here. */
  salt(): Promise<Uint8Array>;
  begin(opened: NewCase): Promise<void>;
  find(lookup: string): Promise<{ stored: StoredCase; state: Uint8Array } | undefined>;
  /** All of them or none, and the new state with them, if the case still has the state that they follow. */
  add(parts: readonly StoredPart[], state?: NewState): Promise<Added>;
  /**
   * Puts parts of a case in place of others of it, all or none; those are shredded, and whoever opened them opens them no more. Resolves
   * to false where the case or one of them is no longer there.
   */
  replace(id: string, taken: readonly string[], parts: readonly StoredPart[]): Promise<boolean>;
  /** The newest day first, within a day in no order that tells anything. `size` is of all bodies, in bytes. */
  cases(): Promise<Array<StoredCase & { size: number }>>;
  caseOf(id: string): Promise<StoredCase | undefined>;
  /** In no order that tells anything; those of one kind alone where it is given, for all of a case may be 200 MB. */
  parts(id: string, from?: From): Promise<StoredPart[]>;
  casesOn(day: string): Promise<number>;
  close(id: string, day: string): Promise<void>;
  reopen(id: string): Promise<void>;
  /**
   * Header first, so that nobody opens it any more, then the rest, then the log of both until nothing is left in it. Resolves to
   * false where something sealed is left for now, as somebody reads an older state or the disk is full; the next sweep takes it.
   */
  shred(id: string): Promise<boolean>;
  /** Shreds what is older than it may be, and what a crash left without its header. Resolves to how many cases went. */
  sweep(today: string): Promise<number>;
  /** All versions with their signatures, the first first; the last may still want signatures. */
  lists(): Promise<SignedList[]>;
  /** Puts a version in place, with its signatures; the same version may be put again until two have signed it. */
  putList(signed: SignedList): Promise<void>;
  /** What one reader asked for and a second has not agreed to yet. */
  requests(): Promise<ActRequest[]>;
  putRequest(request: ActRequest): Promise<void>;
  /** Resolves to false when it was spent already: each agreement counts once. */
  spendRequest(nonce: string): Promise<boolean>;
};

/**
 * Something that two readers must sign: deleting a case early, forwarding it, keeping it longer. `digest` is SHA-256 (hex) of what
 * exactly they agree to.
 */
export type ActRequest = {
  act: "hapus" | "teruskan" | "perpanjang";
  case: string;
  digest: string;
  day: string;
  nonce: string;
  signatures: ReadonlyArray<{ name: string; signature: string }>;
};
