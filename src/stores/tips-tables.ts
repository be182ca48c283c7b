import type { Generated } from "kysely";

/** The tables of `keys.db`: what has no row here opens to nobody, and is shown to nobody. */
export type KeysTables = {
  meta: {
    one: Generated<number>;
    /** The same in both files. */
    pair: Buffer;
    salt: Buffer;
    /** 1 once the other file was there too. */
    settled: Generated<number>;
  };
  mailboxes: { lookup: Buffer; case_id: string; tag: string; day: string; state: Buffer };
  headers: { case_id: string; part: Buffer; header: Buffer };
};

/** The tables of `tips.db`. Days only, and no row numbers. */
export type TipsTables = {
  meta: {
    one: Generated<number>;
    pair: Buffer;
    /** What came up to this day lies in an order that tells nothing. */
    mixed: Generated<string>;
    looked: Generated<string>;
    doubted: Generated<string>;
  };
  cases: { id: string; day: string; mailbox: string; part_key: string; closed: string | null };
  bodies: { case_id: string; part: Buffer; day: string; from: string; size: number };
  /** A body in pieces of one length, but for the last: SQLite reads a whole row of a table without row numbers to compare its key. */
  pieces: { case_id: string; part: Buffer; n: number; piece: Buffer };
  /** A signed list as JSON. */
  lists: { version: number; signed: string };
  /** One that is spent keeps its nonce alone, so that nobody brings it again. */
  requests: { nonce: string; case_id: string | null; request: string | null };
};
