import type { ChannelName, Reply } from "../chat/message.ts";

export type MailingKind = "reminder" | "correction" | "cancellation" | "broadcast";

/**
 * `planned` waits for its time · `open` is being sent · `paused` by an officer, or because it is very late · `stopped` by an officer · `held` more people than one officer
 * may reach · `dropped` its event had begun or changed · `done` nothing is left to send.
 */
export type MailingState = "planned" | "open" | "paused" | "stopped" | "held" | "dropped" | "done";

/** One message to an audience, to be written with whatever causes it in one transaction. Times in ms. */
export type NewMailing = {
  event?: number;
  broadcast?: number;
  kind: MailingKind;
  /** `P7D` of a reminder; empty otherwise. */
  label: string;
  /** An audience expression; undefined for everybody who was told of the event already. */
  audience: string | undefined;
  reply: Reply;
  dueAt: number;
  /** From when on it is worthless. */
  until: number | undefined;
  /** More people than that need a second officer. */
  most: number | undefined;
};

export type Mailing = NewMailing & { id: number; state: MailingState; reason: string | undefined };

/**
 * `pending` waits · `sending` was handed to a channel · `accepted` the platform has it · `failed` it never will arrive ·
 * `unknown` it may have arrived · `suppressed` on purpose not sent (unsubscribed, stopped, too late).
 */
export type DeliveryState = "pending" | "sending" | "accepted" | "failed" | "unknown" | "suppressed";

/** Why something was withdrawn: its event changed or was cancelled, or an officer stopped it. */
export type WithdrawnFor = "changed" | "cancelled" | "stopped";

/** Why one never arrives: the platform refuses the person or the text, too many tries failed. */
export type FailedFor = "gone" | "rejected" | "tries";

/** Why one was not sent: they unsubscribed or had everything deleted, its event had begun, it was withdrawn. */
export type SuppressedFor = "unsubscribed" | "erased" | "late" | WithdrawnFor;

/** What opening a mailing led to: so many rows, more people than one officer's word may reach, or nothing any more. */
export type Opened = { kind: "open" | "held"; recipients: number } | { kind: "dropped" };

/** A mailing to one person, taken for sending. */
export type MailingDelivery = {
  id: number;
  address: string;
  attempts: number;
  /** Sent once more because it may not have arrived. */
  resent: boolean;
  /** Whoever took it later has a higher one; what is settled with a lower one is ignored. */
  token: number;
  mailing: Mailing;
};

export type Settled =
  | { state: "accepted" }
  | { state: "failed"; reason: FailedFor }
  /** It may have arrived: sent once more with a mark, unless that was done already or an officer has to decide. */
  | { state: "unknown" }
  /** Offered again; `counts` when it was a try. */
  | { state: "pending"; afterMs: number; counts: boolean };

/** The mailings and their deliveries, as the delivery loop needs them. */
export type Mailings = {
  /** Opens what is due: a row for each person in one transaction; drops what is worthless, holds what reaches too many. */
  openDue(): Promise<void>;
  /** Ends what nothing is left of to send, gives up what became worthless meanwhile, and lets wait what is very late and reached nobody. */
  finish(): Promise<void>;
  /**
   * Takes what is due for one channel: corrections before reminders before broadcasts. Leaves out, as `suppressed`, whoever
   * unsubscribed meanwhile.
   */
  take(channel: ChannelName, most: number, leaseMs: number): Promise<MailingDelivery[]>;
  /** What became of one; false when it was taken again meanwhile. Whoever is gone is unsubscribed. */
  settle(delivery: MailingDelivery, settled: Settled): Promise<boolean>;
  /**
   * What was being sent when its lease ran out, or (`all`) when the last process ended, may have arrived. What this process has
   * `underWay` is left alone, whatever the clock says.
   */
  recover(which: "all" | { underWay: ReadonlySet<number> }): Promise<void>;
  /** The clock was set back by so many ms: what waits to be tried again waits no longer for that. */
  clockSetBack(ms: number): Promise<void>;
};

/** How many deliveries are in which state, for people and metrics; `pending` counts those being sent too. */
export type DeliveryCounts = {
  accepted: number;
  failed: number;
  unknown: number;
  pending: number;
  suppressed: number;
};

/** How many deliveries of one kind are in one state. */
export type DeliveryFigure = { kind: MailingKind; state: DeliveryState; count: number };

/** `outbox`: messages that wait and are no mailing's · `open`: for how many seconds the oldest mailing of a kind has been going out. */
export type WaitingFigures = { outbox: number; open: ReadonlyArray<{ kind: MailingKind; seconds: number }> };
