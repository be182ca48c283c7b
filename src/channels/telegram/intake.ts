import { createAlbums } from "../../chat/albums.ts";
import type { Converse, TakesAll } from "../../chat/channel.ts";
import type { Journal } from "../../chat/journal.ts";
import { SendError } from "../../delivery/send-error.ts";
import { errorName, type Log } from "../../log.ts";
import { answerUpdate } from "./answer-update.ts";
import { type Entry, newEntry, stuckNumbers } from "./entry.ts";
import { type Inbound, type InboundContext, readInbound } from "./inbound.ts";
import { lastingJournal } from "./lasting-journal.ts";
import { createNumbers } from "./numbers.ts";
import type { Outbound } from "./outbound.ts";
import { createTaps } from "./taps.ts";
import type { Timing } from "./timing.ts";
import { updateNumber } from "./updates.ts";

/**
 * Takes updates in and knows which are finished. An update is finished when its reply was accepted, or can never be; only
 * then is Telegram told, so that a crash brings it back. A number that was finished is never answered again, nor is one that
 * was under way at three starts: it may be what kills the process.
 */
export type Intake = {
  /** Begins whatever is new among the updates; returns how many were. */
  take(updates: readonly unknown[]): number;
  /** Resolves to whether that update is finished, when it is or the process is ending. */
  finished(number: number): Promise<boolean>;
  /** How many are unfinished. */
  open(): number;
  /** Resolves when none is unfinished. */
  drained(): Promise<void>;
  /**
   * Up to where Telegram may forget, which is the oldest unfinished update; undefined when nothing is to be forgotten. With
   * `pastStuck`, those that are stuck no longer hold the others back: they are still answered, but not after a crash.
   */
  offset(options?: { pastStuck: boolean }): number | undefined;
  /** Telegram has forgotten everything below; resolves when the journal has too. */
  forgotten(offset: number): Promise<void>;
};

export type IntakeParts = {
  converse: Converse;
  outbound: Outbound;
  journal: Journal;
  log: Log;
  timing: Timing;
  context: InboundContext;
  takesAll: TakesAll;
};

const MOST_STARTS = 3;
/** A reply that may have arrived at two starts is not sent a third time. */
const MOST_SENDS = 2;

export async function createIntake(parts: IntakeParts): Promise<Intake> {
  const { outbound, log, timing, context, takesAll } = parts;
  const journal = lastingJournal(parts.journal, log);
  const open = new Map<number, Entry>();
  const entries = (await journal.read()).map((entry) => ({
    ...entry,
    over: entry.handled || entry.starts >= MOST_STARTS || entry.sends >= MOST_SENDS,
  }));
  const numbers = createNumbers(entries.filter(({ over }) => over).map(({ number }) => number));
  /** Updates that were under way when the process last died. */
  const suspects = new Map(entries.filter(({ over }) => !over).map((entry) => [entry.number, entry]));
  const isRestOfAlbum = createAlbums();
  const isTapAgain = createTaps();
  /** The newest update of a message and its edits; only that one is answered, but where all are wanted. */
  const newest = new Map<string, number>();
  let unanswered = 0;
  let drain = Promise.withResolvers<void>();
  /** Suspects take turns here, and everybody after them waits. */
  let alone: Promise<void> = Promise.resolve();
  let aloneUntil: number | undefined;
  let breath: Promise<void> = Promise.resolve();

  for (const { number, starts, sends, handled, over } of entries) {
    if (handled || !over) continue;
    log.error(sends >= MOST_SENDS ? "taken_as_sent" : "given_up", { channel: "telegram", count: starts });
    await journal.finish(number);
  }

  /** Answers one update to its end; whatever happens, it is finished then, unless the process is ending. */
  async function answer(entry: Entry, inbound: Inbound): Promise<void> {
    const isNewest = () => newest.get(entry.thread) === entry.number;
    const isWanted = () => (isNewest() && !entry.restOfAlbum) || takesAll(entry.address);
    const unansweredFor = (error: unknown) => {
      unanswered += 1;
      const why = error instanceof SendError ? error.message : errorName(error);
      log.warn("unanswered", { channel: "telegram", error: why, count: unanswered });
    };
    try {
      await answerUpdate({ ...parts, journal }, entry, inbound, isWanted);
    } catch (error) {
      const stopped = error instanceof SendError && error.kind === "stopped";
      if (!stopped || numbers.isForgotten(entry.number)) unansweredFor(error);
      if (stopped) return;
    }
    if (isNewest()) newest.delete(entry.thread);
    await journal.finish(entry.number);
    open.delete(entry.number);
    if (open.size > 0) return;
    drain.resolve();
    drain = Promise.withResolvers();
  }

  /** Reads an update; nothing for what is not answered, or cannot be read. */
  function read(update: unknown): Inbound | undefined {
    try {
      const inbound = readInbound(update, context);
      if (inbound?.press !== undefined) outbound.acknowledge(inbound.press, inbound.destination.chat);
      return inbound?.message === undefined || isTapAgain(inbound) ? undefined : inbound;
    } catch (error) {
      log.warn("update_unreadable", { channel: "telegram", error: errorName(error) });
      return undefined;
    }
  }

  /** Puts an update in line, to be answered when it is counted as begun and no suspect is before it. */
  function begin(number: number, inbound: Inbound, counted: Promise<void>): void {
    const entry = newEntry(number, inbound.thread, inbound.message?.address ?? "");
    // What is wanted of an album is known when its turn has come: what came before may have begun a report.
    entry.restOfAlbum = isRestOfAlbum(inbound);
    open.set(number, entry);
    newest.set(inbound.thread, Math.max(number, newest.get(inbound.thread) ?? number));
    const suspect = suspects.get(number);
    suspects.delete(number);
    if (suspect !== undefined) {
      // Counted when its turn comes, so that those behind a deadly one are not.
      const counts = alone.then(() => journal.begin([number]));
      entry.done = counts.then(() => answer(entry, inbound));
      // Where a reply may have gone out already, no second one is left hanging for the next crash to make a third of.
      const until = suspect.sends > 0 ? [] : [entry.replied.promise];
      const mostMs = suspect.sends > 0 ? timing.aloneSendingMs : timing.aloneMs;
      aloneUntil ??= performance.now() + timing.aloneInAllMs;
      const left = () => Math.max(0, Math.min(mostMs, (aloneUntil ?? 0) - performance.now()));
      alone = counts.then(() => Promise.race([...until, entry.done, sleep(left())]));
    } else entry.done = Promise.all([counted, alone, turn()]).then(() => answer(entry, inbound));
  }

  /** A turn of the event loop for each, so that the first answer of a hundred leaves before the last is thought of. */
  function turn(): Promise<void> {
    breath = breath.then(() => new Promise((resolve) => setImmediate(resolve)));
    return breath;
  }

  function forgotten(below: number): Promise<void> {
    numbers.forget(below);
    return journal.forgetBelow(below);
  }

  return {
    take(updates) {
      const fresh = updates.flatMap((update) => {
        const number = updateNumber.safeParse(update).data?.update_id;
        return number !== undefined && numbers.isNew(number) ? [{ number, inbound: read(update) }] : [];
      });
      const answerable = fresh.flatMap(({ number, inbound }) => (inbound === undefined ? [] : [{ number, inbound }]));
      const counted = journal.begin(answerable.map(({ number }) => number).filter((number) => !suspects.has(number)));
      for (const { number, inbound } of answerable) begin(number, inbound, counted);
      const surplus = numbers.surplus();
      if (surplus !== undefined) void forgotten(surplus);
      return fresh.length;
    },
    async finished(number) {
      await open.get(number)?.done;
      return !open.has(number);
    },
    open: () => open.size,
    drained: () => (open.size === 0 ? Promise.resolve() : drain.promise),
    offset({ pastStuck } = { pastStuck: false }) {
      const stuck = pastStuck ? stuckNumbers([...open.values()], timing.stuckMs) : new Set();
      return numbers.offset([...open.keys()].filter((number) => !stuck.has(number)));
    },
    forgotten,
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
