import type { NotEnough } from "./approval.ts";
import type { Broadcast, BroadcastBody, FileSource } from "./broadcast.ts";
import type { Event, EventBody } from "./event.ts";
import type { DeliveryCounts, MailingState } from "./mailing.ts";

/** Something in a text that a neutral office does not send: which words, and why, for the officer. */
export type LintFinding = { words: string; why: string };

/** A field that cannot be used, and a sentence in Indonesian for whoever filled it in. */
export type BodyProblem = { field: string; problem: string };

export type AddOutcome<T> =
  | { kind: "added"; added: T; findings: LintFinding[] }
  | { kind: "bad"; problems: BodyProblem[] };

/**
 * `second-needed` the officer who made or changed it may not be the one who agrees · `not-approver` their role may not ·
 * `confirm-later` an officer who is alone confirms again from `from` (ms) on · `linted` only with a reason · `moved` what was
 * shown to the approver is not what lies there now.
 */
export type ApproveOutcome =
  | { kind: "approved"; recipients: number; alone: boolean }
  | NotEnough
  | { kind: "unknown" | "already" | "over" | "moved" }
  | { kind: "linted"; findings: LintFinding[] };

/** `needs-approval`: the change is saved, what was pending is withdrawn, and somebody else must agree first. */
export type ChangeOutcome =
  | { kind: "changed"; told: number; needsApproval: boolean; findings: LintFinding[] }
  | { kind: "bad"; problems: BodyProblem[] }
  | { kind: "unknown" | "over" | "cancelled" };

export type CancelOutcome = { kind: "cancelled"; told: number } | { kind: "unknown" | "over" | "already" };

/** `not-theirs`: another officer paused it, by name where that is known. */
export type ResumeOutcome = { kind: "resumed" | "not-paused" } | { kind: "not-theirs"; pausedBy: string | undefined };

/** Who acts, as far as the rules of releasing ask. */
export type Acting = { name: string; approves: boolean };

/** `digest` is what the approver was shown; `override` why they let through what the neutrality check held. */
export type ApproveOptions = { digest?: string; override?: string };

/** One of several events that cannot be made; `at` is its place among them. */
export type ImportProblem = BodyProblem & { at: number };

/**
 * `same` are the places of those that stand there already, or twice among them, by title and start; `past` of those that were over
 * already, of which nothing could be sent.
 */
export type ImportOutcome =
  | { kind: "imported"; added: Array<Pick<Event, "id" | "body">>; same: number[]; past: number[] }
  | { kind: "bad"; problems: ImportProblem[] };

/** The use cases of events, the same for chat and desk. */
export type EventsOffice = {
  /** `files` names the form whose files the event takes over. */
  add(body: EventBody, by: Acting, files?: { form: number }): Promise<AddOutcome<Event>>;
  /** Makes drafts of all of them but those that are over, or of none when one cannot be read; with `dryRun` it only says which (their numbers are 0). */
  importAll(inputs: readonly unknown[], by: Acting, options?: { dryRun: boolean }): Promise<ImportOutcome>;
  approve(id: number, by: Acting, options?: ApproveOptions): Promise<ApproveOutcome>;
  /** The files stay as they are where no form is named. */
  change(id: number, body: EventBody, by: Acting, files?: { form: number }): Promise<ChangeOutcome>;
  cancel(id: number, by: Acting): Promise<CancelOutcome>;
  /** A draft goes to the other officers for approval; false when it is none. */
  submit(id: number, by: Acting): Promise<boolean>;
  /** How many hear of it at once or later when it is let go now: its audience, and whoever is to be corrected; 0 when there is none. */
  reach(id: number): Promise<number>;
  /** How many were told of it by now, or may have been, and so get a correction when it changes. */
  told(id: number): Promise<number>;
  find(id: number): Promise<Event | undefined>;
  /** The soonest first; those over last. */
  list(): Promise<Event[]>;
  counts(id: number): Promise<DeliveryCounts>;
};

/** The use cases of broadcasts, the same for chat and desk. */
export type BroadcastsOffice = {
  /** `file` is where the file comes from that the body names. */
  add(body: BroadcastBody, by: Acting, file?: FileSource): Promise<AddOutcome<Broadcast>>;
  approve(id: number, by: Acting, options?: ApproveOptions): Promise<ApproveOutcome>;
  /** Possible until it has reached somebody; what was agreed to before is void. */
  change(id: number, body: BroadcastBody, by: Acting, file?: FileSource): Promise<ChangeOutcome>;
  /** A draft goes to the other officers for approval; false when it is none. */
  submit(id: number, by: Acting): Promise<boolean>;
  /** False when it is not in a state for that. */
  pause(id: number, by: Acting): Promise<boolean>;
  /** What one officer paused, they or an approver let go on. */
  resume(id: number, by: Acting): Promise<ResumeOutcome>;
  /** False when it is not in a state for that. */
  stop(id: number, by: Acting): Promise<boolean>;
  /** Sends what failed or may not have arrived once more; how many. */
  resend(id: number, which: "failed" | "unknown", by: Acting): Promise<number>;
  find(id: number): Promise<Broadcast | undefined>;
  /** The newest first. */
  list(): Promise<Broadcast[]>;
  counts(id: number): Promise<DeliveryCounts>;
  /** How far its sending is; undefined while it was not let go. */
  sending(id: number): Promise<MailingState | undefined>;
};
