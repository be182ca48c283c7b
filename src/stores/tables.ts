import type { Generated } from "kysely";

/** The tables as the newest migration leaves them. */
export type Tables = {
  updates: UpdatesTable;
  officers: OfficersTable;
  proposals: ProposalsTable;
  checks: ChecksTable;
  asked: AskedTable;
  deliveries: DeliveriesTable;
  wording_sources: WordingSourcesTable;
  wordings: WordingsTable;
  wording_words: WordingWordsTable;
  counts: CountsTable;
  cold_budget: ColdBudgetTable;
  cold_used: ColdUsedTable;
};

export type UpdatesTable = {
  /** A fingerprint of the bot, so that another bot's numbers are not mistaken for this one's. */
  source: string;
  number: number;
  starts: number;
  sends: number;
  handled: number;
};

export type OfficersTable = {
  name: string;
  role: string;
  address: string | null;
  code_hash: string | null;
  code_until: string | null;
  revoked: Generated<number>;
};

export type ProposalsTable = {
  id: Generated<number>;
  kind: string;
  body: string;
  proposed_by: string;
  proposed_on: string;
  state: string;
  decided_by: string | null;
  decided_on: string | null;
  turn: number | null;
};

export type ChecksTable = { id: Generated<number>; regulation: string; checked_on: string; checked_by: string };

export type AskedTable = {
  id: Generated<number>;
  text: string;
  reason: string;
  situation: string | null;
  asked_on: string;
  /** Only of somebody who wants an answer, and only until they have it. */
  address: string | null;
  state: string;
  answer: string | null;
  answered_by: string | null;
  answered_on: string | null;
  /** 1 when the answer could not be delivered. */
  undelivered: Generated<number>;
};

export type DeliveriesTable = {
  id: Generated<number>;
  address: string;
  /** A reply as JSON. */
  reply: string;
  due_at: number;
  attempts: Generated<number>;
  lease_until: Generated<number>;
  token: Generated<number>;
  /** The question that it answers; null in what an older version wrote. */
  asked: number | null;
};

export type WordingSourcesTable = {
  regulation: string;
  title: string;
  sha256: string;
  format: string;
  pages: number;
  imported_on: string;
  amends: string | null;
  /** Which import put it in, counted over all of them. */
  revision: number;
};

export type WordingsTable = {
  number: Generated<number>;
  id: string;
  regulation: string;
  sign: string;
  heading: string;
  text: string;
  page: number;
  line: number;
  amends_id: string | null;
  amends_how: string | null;
};

/** Full text over the roots of the words; `rowid` is the number of the wording. */
export type WordingWordsTable = { rowid: number; stems: string };

export type CountsTable = { week: string; kind: string; key: string; count: number };

export type ColdBudgetTable = { channel: string; per_day: number; since: string; allowed_by: string };

/** One row for a channel, of the latest day only. */
export type ColdUsedTable = { channel: string; day: string; count: number };
