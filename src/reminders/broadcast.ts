import type { AuditEntry } from "../office/audit.ts";
import type { AttachedFile, NewFile } from "./attached-file.ts";
import type { DeliveryCounts, MailingState, NewMailing } from "./mailing.ts";
import type { Notice } from "./officer-notices.ts";
import type { Release } from "./release.ts";
import type { ResumeOutcome } from "./releasing.ts";

/** What an officer wants to tell an audience; `at` is a moment in ISO 8601, now when absent. */
export type BroadcastBody = {
  text: string;
  audience: string;
  at?: string | undefined;
  /** A picture or document that goes with it; what it holds lies in the store. */
  file?: AttachedFile | undefined;
};

export type BroadcastState = "draft" | "pending" | "approved" | "cancelled";

/** A one-off message with what became of it; how far its sending is, its mailing tells. */
export type Broadcast = Release & { state: BroadcastState; body: BroadcastBody };

/** Where the file of a broadcast comes from: an officer's form, or just now; undefined when the one that is there stays. */
export type FileSource = { form: number } | { file: NewFile } | undefined;

/** What an officer did, for the audit; the store adds which broadcast it was. Times in ms. */
export type BroadcastAct = Pick<AuditEntry, "who" | "action" | "detail"> & { at: number };

/** What becomes of a broadcast in one transaction. */
export type BroadcastStep = {
  set: Partial<Omit<Broadcast, "id" | "madeAt">>;
  act: BroadcastAct;
  file?: FileSource | undefined;
  /** Whether it is let go on the word alone of whoever acts. */
  onOneWord?: boolean;
  /** Written and opened at once: a row for each person, due then. */
  mailing?: NewMailing;
  notices?: readonly Notice[];
};

/** How many people a broadcast reaches at this moment of a transaction. */
export type BroadcastReach = {
  /** Those of its audience. */
  reach(): Promise<number>;
  /** Them together with whom that officer let go to on their own word within the last day before `now` (ms). */
  reachTogether(officer: string, now: number): Promise<number>;
};

/** The broadcasts of the office, each change with its audit entry in one transaction. */
export type BroadcastStore = {
  find(id: number): Promise<Broadcast | undefined>;
  /** The newest first. */
  list(): Promise<Broadcast[]>;
  add(
    made: Pick<Broadcast, "body" | "madeBy" | "madeAt" | "recipients">,
    act: BroadcastAct,
    file: FileSource,
  ): Promise<Broadcast>;
  /**
   * Changes a broadcast if it still is as it `was`, and false otherwise. What was opened for it before and reached nobody yet
   * is taken back; false when it has reached somebody.
   */
  step(was: Broadcast, step: BroadcastStep): Promise<boolean>;
  /**
   * Judges a broadcast and takes the step that follows, if any, in one transaction, so that nothing comes between. `moved` when the
   * step could not be taken and nothing was done; undefined when there is no such broadcast.
   */
  decide<T>(
    id: number,
    judge: (was: Broadcast, reach: BroadcastReach) => Promise<{ outcome: T; step?: BroadcastStep }>,
  ): Promise<T | "moved" | undefined>;
  /** False when nothing of it is being sent. */
  pause(id: number, act: BroadcastAct): Promise<boolean>;
  /** Only what whoever acts paused themselves, unless they approve. */
  resume(id: number, act: BroadcastAct, approves: boolean): Promise<ResumeOutcome>;
  /** What still waits is not sent; false when it was all sent, or stopped before. */
  stop(id: number, act: BroadcastAct): Promise<boolean>;
  /** Lets wait again what failed or may not have arrived, but for who is gone for good; how many. */
  resend(id: number, which: "failed" | "unknown", act: BroadcastAct): Promise<number>;
  counts(id: number): Promise<DeliveryCounts>;
  /** How far its sending is; undefined while it was not let go. */
  sending(id: number): Promise<MailingState | undefined>;
};
