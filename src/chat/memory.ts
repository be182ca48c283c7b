import type { Before } from "../answer/follow-up.ts";
import type { Clock } from "../clock.ts";
import type { AskReason } from "../office/asked.ts";
import type { Choice, Message } from "./message.ts";
import { forgetOldest } from "./quota.ts";

/** What the bot remembers of a person, in RAM and nowhere else. */
export type Remembered = {
  /** The last question, for follow-ups. */
  before: Before | undefined;
  /** Whether its words must stay on this machine, also as what a follow-up goes on from. */
  beforeStays: boolean;
  /** The last choices shown, so that "2" means the second. */
  choices: readonly Choice[];
  /** The last ordinary question as it was written, for whoever wants a person's answer to it. */
  question: AskedLast | undefined;
  /** The situation shown last, until somebody says what they think of it. */
  toRate: string | undefined;
  /** What goes to the officers if the person agrees. */
  toSend: ToSend | undefined;
  /** What was written at that step of a form, while it is asked whether it was meant for it. */
  aside: { text: string; step: string } | undefined;
  /** What the next plain text belongs to, until a command ends it. */
  dialogue: Dialogue | undefined;
  /** The voice note that somebody was asked about, not fetched, until when that counts, and what was on offer before. */
  voice: AskedVoice | undefined;
};

/** `isFirst`: none was asked about before it and left without an answer. */
export type AskedVoice = { message: Message; until: number; before: readonly Choice[]; isFirst: boolean };

/** `turn` tells its buttons from those under an older answer; a text that may tell of somebody is not kept. */
export type AskedLast = { text: string | undefined; situation: string | undefined; turn: number };

export type ToSend = { text: string; reason: AskReason; situation: string | undefined; turn: number };

/**
 * An officer writing an answer to a waiting question, choosing what becomes of the answer written, making a broadcast, filling
 * in the form of an event, or saying why what the neutrality check held may go; or anybody saying why they do not come to an event.
 * While it `takesFiles`, a file that comes is handed to its handler, with its caption.
 */
export type Dialogue = (
  | { kind: "answering"; id: number }
  | { kind: "deciding"; id: number; answer: string }
  | { kind: "broadcasting" }
  | { kind: "event-form" }
  | { kind: "rsvp"; event: number; answer: "diwakili" | "tidak" }
  | { kind: "overriding"; what: "acara" | "siaran"; id: number; mark: string; reason?: string }
) & { takesFiles?: boolean };

export type Memory = {
  of(address: string): Remembered;
  /** The same, if there is anything; looking at it does not count as hearing from the person. */
  glance(address: string): Readonly<Remembered> | undefined;
  /** What somebody was just shown without asking may be chosen next, unless nothing is remembered or they are in a dialogue. */
  offer(address: string, choices: readonly Choice[]): void;
  /** Somebody is in the middle of something that is nobody's business: what they asked before leads nowhere any more. */
  setAside(address: string): void;
  /** Whether the disclaimer is due on this day; asking makes it shown. */
  disclaimerDue(address: string, day: string): boolean;
  /** How many persons' questions are remembered now. */
  size(): number;
};

/** Somebody of whom nothing is remembered. */
export function newRemembered(): Remembered {
  return {
    before: undefined,
    beforeStays: false,
    choices: [],
    question: undefined,
    toRate: undefined,
    toSend: undefined,
    aside: undefined,
    dialogue: undefined,
    voice: undefined,
  };
}

const MINUTES = 30;
const SWEEP_EVERY_MS = 60_000;
const MOST_PERSONS = 10_000;

/** Forgets a person half an hour after their last message, whether or not anybody writes again. */
export function createMemory(clock: Clock): Memory {
  const persons = new Map<string, Remembered & { until: number }>();
  let disclaimed = { day: "", addresses: new Set<string>() };

  function sweep(): void {
    const now = clock().getTime();
    for (const [address, { until }] of persons) {
      // The one heard from last stands last, so the first that is fresh ends the sweep.
      if (until > now) return;
      persons.delete(address);
    }
  }
  setInterval(sweep, SWEEP_EVERY_MS).unref();

  return {
    of(address) {
      sweep();
      const remembered = persons.get(address) ?? { ...newRemembered(), until: 0 };
      remembered.until = clock().getTime() + MINUTES * 60_000;
      persons.delete(address);
      persons.set(address, remembered);
      forgetOldest(persons, MOST_PERSONS);
      return remembered;
    },
    glance(address) {
      sweep();
      return persons.get(address);
    },
    offer(address, choices) {
      const remembered = persons.get(address);
      if (remembered !== undefined && remembered.dialogue === undefined) remembered.choices = choices;
    },
    setAside(address) {
      persons.delete(address);
    },
    disclaimerDue(address, day) {
      if (disclaimed.day !== day) disclaimed = { day, addresses: new Set() };
      if (disclaimed.addresses.has(address)) return false;
      disclaimed.addresses.add(address);
      return true;
    },
    size() {
      sweep();
      return persons.size;
    },
  };
}
