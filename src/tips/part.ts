/** What a reporter was asked when they wrote a part. */
export type Prompt = "apa" | "siapa" | "kapan" | "dimana" | "bukti" | "tahu";

/** How many people know what is told: the fewer, the more it points at who told it. */
export type KnownBy = ">20" | "5-20" | "<5" | "hanya-saya";

/** What stands inside the seal beside the content. `schema` 1. */
export type PartMeta = {
  schema: 1;
  case: string;
  /** Where answers are sealed to (`age1…`), so that nobody puts a mailbox of their own in its place. */
  mailbox: string;
  /** Counts from 1 within the reporter's parts of a case. */
  n: number;
  /** SHA-256 of the sealed content and meta of the part before, hex; empty for the first. */
  before: string;
  kind: "teks" | "berkas" | "tahu" | "izin" | "tarik";
  /** The day in the office's zone. */
  day: string;
  /** Names of those whom this part is sealed to, so that readers know with whom they may speak of it. */
  readers: readonly string[];
  /** Names of the alternates whom a reader may pass this case on to: those the reporter has not excluded. */
  alternates?: readonly string[];
  prompt?: Prompt;
  knownBy?: KnownBy;
  /** Whether the reporter agrees to a summary, and to which: SHA-256 of its words, hex. */
  consent?: { yes: boolean; summary: string };
  file?: FileMeta;
};

export type FileMeta = {
  /** As the sender's phone named it. */
  name: string;
  mime: string;
  /** SHA-256 of what was sent, hex. */
  sha256: string;
  /** Whether the content was drawn anew without what a camera writes beside a picture. */
  cleaned: boolean;
  voice?: true;
  /** The picture as it was sent, sealed to a key that two readers together have. */
  original?: { part: string; shares: readonly string[] };
};

/** What a reader writes into a case, sealed to the mailbox and to the readers of the case, signed with the reader's own key. */
export type AnswerMeta = {
  schema: 1;
  case: string;
  /** 128 random bits, hex: the same answer stored twice is one. */
  id: string;
  by: string;
  kind: "balasan" | "status" | "minta-izin";
  day: string;
  status?: TipStatus;
  /** One more than the highest that its writer saw in the case: tells which of two on the same day came later. */
  turn?: number;
  /** Alternates whom its writer passed the case on to; the writer reads it no more. */
  passed?: readonly string[];
  /** Why, for a status that ends a case. */
  reason?: string;
  readers: readonly string[];
};

export type TipStatus =
  | "diterima"
  | "ditelaah"
  | "perlu-keterangan"
  | "diteruskan"
  | "selesai"
  | "tidak-dapat-ditindaklanjuti";

/** What the reporter's next session has to know, sealed to the mailbox alone. */
export type MailboxState = {
  schema: 1;
  case: string;
  /** The last part, and the hash that the next one carries. */
  n: number;
  before: string;
  /** How much of the limits of a case is used. */
  files: number;
  characters: number;
  /** Who may read; those added to the list later never get in, for the reporter was not asked about them. */
  readers: readonly string[];
  /** Those who read it and passed it on: what they wrote until then stays theirs. */
  former?: readonly string[];
  excluded: { names: readonly string[]; units: readonly string[] };
  knownBy?: KnownBy;
  /** The summary they last said yes or no to: SHA-256 of its words, hex. */
  judged?: string;
};
