import type { Converse } from "../../chat/channel.ts";
import type { Journal } from "../../chat/journal.ts";
import { SendError } from "../../delivery/send-error.ts";
import { errorName, type Log } from "../../log.ts";
import { type Inbound, type InboundContext, readInbound } from "./inbound.ts";
import type { Outbound } from "./outbound.ts";
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
  /** Resolves when that update is finished; at once when it is unknown. */
  finished(number: number): Promise<void>;
  /** How many are unfinished. */
  open(): number;
  /** Resolves when none is unfinished. */
  drained(): Promise<void>;
  /**
   * Up to where Telegram may forget, which is the oldest unfinished update; undefined when nothing is to be forgotten. With
   * `pastStuck`, those that are stuck no longer hold the others back: they are still answered, but not after a crash.
   */
  offset(options?: { pastStuck: boolean }): number | undefined;
  /** Telegram has forgotten everything below. */
  forgotten(offset: number): void;
};

export type IntakeParts = {
  converse: Converse;
  outbound: Outbound;
  journal: Journal;
  log: Log;
  timing: Timing;
  context: InboundContext;
};

type Entry = {
  number: number;
  thread: string;
  address: string;
  /** When its turn came; undefined while it waits behind others of the same person. */
  begunAt: number | undefined;
  /** When its reply was ready. */
  repliedAt: number | undefined;
  /** When sending began to fail. */
  troubledAt: number | undefined;
  done: Promise<void>;
};

const MOST_STARTS = 3;
/** Webhooks bring no offset that says what may be forgotten; this many numbers are a day's and more. */
const MOST_FINISHED = 20_000;
const MOST_ALBUMS = 1_000;

export async function createIntake(parts: IntakeParts): Promise<Intake> {
  const { converse, outbound, journal, log, timing, context } = parts;
  const open = new Map<number, Entry>();
  const finished = new Set<number>();
  /** Updates that were under way when the process last died, and how often. */
  const suspects = new Map<number, number>();
  const albums = new Set<string>();
  /** The newest update of a message and its edits; only that one is answered. */
  const newest = new Map<string, number>();
  let forgottenBelow = Number.NEGATIVE_INFINITY;
  /** The newest number that may be passed over; what was begun before this start comes back first. */
  let highest: number | undefined;
  let drain = Promise.withResolvers<void>();
  /** Suspects take turns here, and everybody after them waits. */
  let alone: Promise<void> = Promise.resolve();

  let unbroken = true;
  for (const { number, starts, handled } of await attempt(() => journal.read(), [])) {
    const over = handled || starts >= MOST_STARTS;
    if (!over) suspects.set(number, starts);
    else {
      finished.add(number);
      if (!handled) {
        log.error("given_up", { channel: "telegram", count: starts });
        await attempt(() => journal.finish(number), undefined);
      }
    }
    unbroken &&= over;
    if (unbroken) highest = number;
  }

  /** A disk that fails must not keep anybody from an answer; after a crash some may then be answered twice. */
  async function attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      log.error("journal_failed", { channel: "telegram", error: errorName(error) });
      return otherwise;
    }
  }

  function finish(number: number): void {
    open.delete(number);
    if (number >= forgottenBelow) finished.add(number);
    if (open.size > 0) return;
    drain.resolve();
    drain = Promise.withResolvers();
  }

  /** Answers one update to its end; whatever happens, it is finished then, unless the process is stopping. */
  async function answer(entry: Entry, inbound: Inbound): Promise<void> {
    try {
      await converseWith(entry, inbound);
    } catch (error) {
      if (error instanceof SendError && error.kind === "stopped") return;
      log.warn("unanswered", { channel: "telegram", error: failureName(error) });
    }
    if (newest.get(inbound.thread) === entry.number) newest.delete(inbound.thread);
    await attempt(() => journal.finish(entry.number), undefined);
    finish(entry.number);
  }

  async function converseWith(entry: Entry, { message, destination, sentAt, thread }: Inbound): Promise<void> {
    if (message === undefined) return;
    let typing: NodeJS.Timeout | undefined;
    const type = (afterMs: number) => {
      typing = setTimeout(() => {
        outbound.typing(destination);
        type(timing.typingEveryMs);
      }, afterMs);
    };
    try {
      await converse(
        message,
        (reply) => {
          clearTimeout(typing);
          entry.repliedAt ??= performance.now();
          return outbound.send(destination, reply, {
            sentAt,
            troubled: () => {
              entry.troubledAt ??= performance.now();
            },
          });
        },
        () => {
          entry.begunAt = performance.now();
          if (newest.get(thread) !== entry.number) return false;
          type(timing.typingAfterMs);
          return true;
        },
      );
    } finally {
      clearTimeout(typing);
    }
  }

  /** Reads an update; nothing for what is not answered, or cannot be read. */
  function read(update: unknown): Inbound | undefined {
    try {
      const inbound = readInbound(update, context);
      if (inbound?.press !== undefined) outbound.acknowledge(inbound.press);
      return inbound?.message === undefined || isAlbumAnswered(inbound) ? undefined : inbound;
    } catch (error) {
      log.warn("update_unreadable", { channel: "telegram", error: errorName(error) });
      return undefined;
    }
  }

  /** Of files sent together one is answered, and those with words of their own. */
  function isAlbumAnswered({ album, message }: Inbound): boolean {
    if (album === undefined) return false;
    const known = albums.has(album);
    albums.add(album);
    for (const oldest of albums) if (albums.size > MOST_ALBUMS) albums.delete(oldest);
    return known && message?.text.trim() === "";
  }

  /** Puts an update in line. Its number is known from here on, however often Telegram brings it meanwhile. */
  function begin(number: number, inbound: Inbound, counted: Promise<void>): void {
    const entry: Entry = {
      number,
      thread: inbound.thread,
      address: inbound.message?.address ?? "",
      begunAt: undefined,
      repliedAt: undefined,
      troubledAt: undefined,
      done: Promise.resolve(),
    };
    open.set(number, entry);
    newest.set(inbound.thread, number);
    if (suspects.delete(number)) {
      // Counted when its turn comes, so that those behind a deadly one are not.
      const turn = alone.then(() => attempt(() => journal.begin([number]), undefined));
      entry.done = turn.then(() => answer(entry, inbound));
      alone = turn.then(() => Promise.race([entry.done, sleep(timing.aloneMs)]));
    } else entry.done = Promise.all([counted, alone]).then(() => answer(entry, inbound));
  }

  /** Notes a number that Telegram brought; true when it is new. */
  function isNew(number: number): boolean {
    // What was forgotten never comes again: after a quiet week Telegram begins with other numbers.
    if (number < forgottenBelow) {
      forgottenBelow = Number.NEGATIVE_INFINITY;
      finished.clear();
      highest = undefined;
    }
    highest = Math.max(highest ?? number, number);
    return !open.has(number) && !finished.has(number);
  }

  function isStuck(entry: Entry, stuckAddresses: ReadonlySet<string>): boolean {
    const before = performance.now() - timing.stuckMs;
    if (entry.begunAt === undefined) return stuckAddresses.has(entry.address);
    const waitsForHandler = entry.repliedAt === undefined && entry.begunAt < before;
    return waitsForHandler || (entry.troubledAt !== undefined && entry.troubledAt < before);
  }

  function stuckNumbers(): Set<number> {
    const entries = [...open.values()];
    const none: ReadonlySet<string> = new Set();
    const addresses = new Set(entries.filter((entry) => isStuck(entry, none)).map(({ address }) => address));
    return new Set(entries.filter((entry) => isStuck(entry, addresses)).map(({ number }) => number));
  }

  return {
    take(updates) {
      const answerable: Array<{ number: number; inbound: Inbound }> = [];
      let fresh = 0;
      for (const update of updates) {
        const parsed = updateNumber.safeParse(update);
        if (!parsed.success) log.warn("update_unreadable", { channel: "telegram" });
        if (!parsed.success || !isNew(parsed.data.update_id)) continue;
        fresh += 1;
        const number = parsed.data.update_id;
        const inbound = read(update);
        if (inbound === undefined) finish(number);
        else answerable.push({ number, inbound });
      }
      const numbers = answerable.map(({ number }) => number).filter((number) => !suspects.has(number));
      const counted = attempt(() => journal.begin(numbers), undefined);
      for (const { number, inbound } of answerable) begin(number, inbound, counted);
      if (finished.size > MOST_FINISHED) forgetOldest();
      return fresh;
    },
    async finished(number) {
      await open.get(number)?.done;
    },
    open: () => open.size,
    drained() {
      return open.size === 0 ? Promise.resolve() : drain.promise;
    },
    offset({ pastStuck } = { pastStuck: false }) {
      if (highest === undefined) return undefined;
      const stuck = pastStuck ? stuckNumbers() : new Set<number>();
      const waiting = [...open.keys()].filter((number) => number >= forgottenBelow && !stuck.has(number));
      const oldest = waiting.length > 0 ? Math.min(...waiting) : highest + 1;
      return oldest > forgottenBelow ? oldest : undefined;
    },
    forgotten(offset) {
      forgottenBelow = offset;
      for (const number of finished) if (number < offset) finished.delete(number);
      attempt(() => journal.forgetBelow(offset), undefined);
    },
  };

  function forgetOldest(): void {
    const numbers = [...finished].sort((a, b) => a - b);
    const below = numbers[numbers.length - MOST_FINISHED / 2] ?? 0;
    for (const number of numbers) if (number < below) finished.delete(number);
    attempt(() => journal.forgetBelow(below), undefined);
  }
}

/** What may be logged of why somebody got no answer. */
function failureName(error: unknown): string {
  return error instanceof SendError ? error.message : errorName(error);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
