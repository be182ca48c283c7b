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
  subscribers: SubscribersTable;
  subscriber_tags: SubscriberTagsTable;
  join_codes: JoinCodesTable;
  events: EventsTable;
  broadcasts: ReleasedTable;
  forms: FormsTable;
  attachments: AttachmentsTable;
  rsvps: RsvpsTable;
  one_words: OneWordsTable;
  mailings: MailingsTable;
  mailing_deliveries: MailingDeliveriesTable;
  audit: AuditTable;
  notice_hours: NoticeHoursTable;
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
  /** JSON: the choices under the newest notice that has any, and when it went out (ms). */
  told: string | null;
  told_at: number | null;
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
  /** When it is worth nothing any more (ms); null when it always is. */
  until: number | null;
};

/** Only that they are over: the day and time, `2026-11-29 08:00`. */
export type NoticeHoursTable = { id: string };

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

export type SubscribersTable = {
  id: Generated<number>;
  address: string;
  channel: string;
  /** 0 after /berhenti; their unit is kept for when they come back, until /hapus. */
  active: number;
  /** 1 when they take invitations and reminders. */
  events: number;
  /** 1 when they take announcements. */
  broadcasts: number;
  unit: string | null;
  /** As compared: lower case, single spaces. */
  unit_key: string | null;
  district: string | null;
  district_key: string | null;
  /** The group whose code they joined with; null for who chose their unit alone. */
  group_key: string | null;
  /** The words they agreed to, and when (ms). */
  consent: string;
  consented_at: number;
};

/** A tag in lower case. */
export type SubscriberTagsTable = { subscriber: number; tag: string };

/** One code for everybody of the same unit, district and tags; nobody's name is kept. */
export type JoinCodesTable = {
  code: string;
  group_key: string;
  unit: string;
  district: string | null;
  /** JSON. */
  tags: string;
  /** How many the roster counts there. */
  expected: number;
};

/** What two officers let go: an event or a broadcast. Times in ms. */
export type ReleasedTable = {
  id: Generated<number>;
  state: string;
  /** JSON. */
  body: string;
  made_by: string;
  made_at: number;
  /** What was approved or waits for it; any change empties it. */
  digest: string | null;
  /** How many the audience counted when it was made, changed or approved last. */
  recipients: Generated<number>;
  /** The first of two confirmations of an officer who is alone. */
  confirmed_at: number | null;
  approved_by: string | null;
  approved_at: number | null;
  /** 1 when one officer confirmed twice. */
  alone: Generated<number>;
  /** Why an approver let through what the neutrality check held. */
  override: string | null;
};

export type EventsTable = ReleasedTable & {
  uid: string;
  sequence: Generated<number>;
  starts_at: number;
  ends_at: number;
  /** JSON: the bodies that some people know and that were not corrected for all of them, the oldest first. */
  told: Generated<string>;
  /** Mailings with a higher number say what the body says now. */
  since_mailing: Generated<number>;
  /** JSON: the body that was approved last; null when none was. */
  agreed: string | null;
  /** 1 when its officers were told that it is over, 2 when before that, that it begins soon and nobody agreed to it; else 0. */
  over_told: Generated<number>;
};

/** What an officer has filled in of a form that is not sent yet; one of each kind. */
export type FormsTable = { id: Generated<number>; officer: string; kind: string; body: string; saved_at: number };

/** A file of an event or broadcast, or of the form it is being made in. */
export type AttachmentsTable = {
  id: Generated<number>;
  form: number | null;
  event: number | null;
  broadcast: number | null;
  name: string;
  mime: string;
  sha256: string;
  bytes: Buffer;
};

export type RsvpsTable = {
  event: number;
  address: string;
  unit: string | null;
  answer: string;
  reason: string | null;
  at: number;
};

/** An event or broadcast that one officer let go on their own word, for an audience, at a moment (ms). */
export type OneWordsTable = {
  id: Generated<number>;
  officer: string;
  at: number;
  event: number | null;
  broadcast: number | null;
  audience: string;
  /** The last mailing before it; higher ones of the same event or broadcast came of it. */
  after_mailing: number;
};

export type MailingsTable = {
  id: Generated<number>;
  event: number | null;
  broadcast: number | null;
  kind: string;
  /** `P7D` of a reminder; empty otherwise. */
  label: string;
  /** An audience expression; null for everybody who was told of the event already. */
  audience: string | null;
  /** A reply as JSON, the same for everybody; its files are the attachments of its event or broadcast. */
  reply: string;
  due_at: number;
  /** From when on it is worthless; null when it never is. */
  until: number | null;
  /** More people than that need a second officer; null when one agreed. */
  most: number | null;
  state: string;
  reason: string | null;
  opened_at: number | null;
  done_at: number | null;
  /** The officer who paused it; only while it is. */
  paused_by: string | null;
  /** 1 when its officers were told how it ended, or that it is held. */
  told: Generated<number>;
};

/** One mailing to one person. `address` is emptied when it is no longer needed. */
export type MailingDeliveriesTable = {
  id: Generated<number>;
  mailing: number;
  address: string | null;
  channel: string;
  unit: string | null;
  state: string;
  reason: string | null;
  due_at: number;
  attempts: Generated<number>;
  /** 1 when it is sent once more because it may not have arrived. */
  resent: Generated<number>;
  lease_until: Generated<number>;
  token: Generated<number>;
  settled_at: number | null;
};

/** Each hash covers the row and the hash before it. */
export type AuditTable = {
  n: number;
  at: string;
  who: string;
  action: string;
  subject: string;
  detail: string;
  hash: string;
};
