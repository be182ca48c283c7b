import type { Reply } from "../chat/message.ts";
import type { AuditEntry } from "../office/audit.ts";
import type { AttachedFile } from "./attached-file.ts";
import type { Audience } from "./audience.ts";
import type { Event, EventBody } from "./event.ts";
import type { DeliveryCounts, NewMailing, WithdrawnFor } from "./mailing.ts";
import type { Notice } from "./officer-notices.ts";

export type NewEvent = Pick<Event, "body" | "madeBy" | "madeAt" | "recipients" | "uid" | "startsAt" | "endsAt">;

/** What an officer did, for the audit; the store adds which event it was. */
export type EventAct = Pick<AuditEntry, "who" | "action" | "detail">;

/** A file by a hash of what it holds. */
export type FileMark = Pick<AttachedFile, "name" | "sha256">;

/** What may be done to one event within one transaction. */
export type EventSteps = {
  /** What its files hold and are called, in their order. */
  files(): Promise<FileMark[]>;
  /** Gives it the files of a form instead of those it has. */
  takeFiles(form: number): Promise<void>;
  /** How many an audience counts for events. */
  reach(audience: Audience): Promise<number>;
  /** How many different people that are with those who were told of the event before. */
  reachAndTold(audience: string): Promise<number>;
  /** How many they are, with those told before if `andTold`, together with whom that officer let go to on their own word within the last day. */
  reachTogether(audience: string, andTold: boolean, officer: string): Promise<number>;
  /** Writes down that it goes on that officer's own word. To be called before anything is planned. */
  noteOneWord(audience: string, officer: string): Promise<void>;
  save(event: Event): Promise<void>;
  /** Takes back whatever of its mailings was not sent yet, and remembers what people were told until now. To be called before the body changes. */
  withdraw(reason: WithdrawnFor): Promise<void>;
  /** Takes back only what is planned; what is being sent goes on. */
  withdrawPlanned(): Promise<void>;
  /** What some people know of it and nothing has corrected for all of them, the oldest first. */
  told(): Promise<EventBody[]>;
  /** How many were told, or would have been in the moment it was withdrawn. */
  countTold(): Promise<number>;
  /** Goes on with a reminder that was withdrawn while it was being sent, if it says just this; whether there was one. */
  goOn(reply: Reply): Promise<boolean>;
  /** Whether a reminder fell due that was withdrawn with the latest change and never sent. */
  owes(): Promise<boolean>;
  /** Whether a reminder is being sent. */
  isUnderWay(): Promise<boolean>;
  /** The labels of the reminders that were sent, are being sent or wait for their time. */
  reminding(): Promise<string[]>;
  plan(mailing: NewMailing): Promise<void>;
  /** Writes a mailing down whose time had passed when it was planned. */
  miss(mailing: NewMailing): Promise<void>;
  /** Writes a mailing with a row for each of its people, due now; how many. */
  open(mailing: NewMailing): Promise<number>;
  /** Whether something waits because it reaches more people than one officer's word allows. */
  isHeld(): Promise<boolean>;
  /** Lets what is held and planned reach `most` people, or however many there are; what is held goes out at that moment (ms). */
  letReach(most: number | undefined, dueAt: number): Promise<void>;
  note(act: EventAct): Promise<void>;
  tell(notices: readonly Notice[]): Promise<void>;
};

/** The events of the office. */
export type EventStore = {
  find(id: number): Promise<Event | undefined>;
  /** The soonest first; those over last. */
  list(): Promise<Event[]>;
  counts(id: number): Promise<DeliveryCounts>;
  reach(audience: Audience): Promise<number>;
  files(id: number): Promise<FileMark[]>;
  add(made: NewEvent, act: EventAct, files: { form: number } | undefined): Promise<Event>;
  /** Makes all of them in one transaction. */
  addAll(made: ReadonlyArray<{ event: NewEvent; act: EventAct }>): Promise<Event[]>;
  /** Does something to an event in one transaction: all of it, or nothing when it throws. Undefined when there is no such event. */
  within<T>(id: number, work: (event: Event, steps: EventSteps) => Promise<T>): Promise<T | undefined>;
};
