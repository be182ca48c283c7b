import type { Tells } from "../answer/tells.ts";
import type { Clock } from "../clock.ts";
import { chosenAction, numberSaid } from "./chosen-action.ts";
import type { Memory, Remembered } from "./memory.ts";
import type { Message } from "./message.ts";
import { createQuiet, type Quiet } from "./quiet.ts";

/**
 * Whether a message may be written down, sealed, until it is answered. Answers at once. In doubt it may not: what is not
 * written down is answered all the same.
 */
export type MayKeep = (message: Message) => boolean;

export type KeepingParts = {
  tells: Tells;
  /** Whether a text is the tip line's, which keeps nothing that is not sealed to its readers. */
  accuses: (text: string) => boolean;
  memory: Pick<Memory, "glance">;
  clock: Clock;
  /** What belongs to a report, or may. */
  closed?: (message: Message) => boolean;
  /** What must not be lost whatever it was said in. */
  urgent?: (text: string) => boolean;
  /** Where somebody told of something; its own when absent. */
  quiet?: Pick<Quiet, "heard" | "isWithin">;
};

/** Commands that begin or open a report, or carry a code. */
const NEVER = new Set(["lapor", "cek", "petugas"]);

/** The guards read no further than this; whoever writes more tells a story. */
const MOST_CHARACTERS = 1_000;
const MOST_WORDS = 200;

/** Whoever told of somebody, or sent a file, goes on about it. */
const QUIET_MS = 30 * 60_000;

/**
 * Keeps what is plainly a question or a command. Never a file or what came late (its writer may have been in the middle of a
 * report), never what may tell of somebody or is taken for a report, nor what the same person writes in the half hour after;
 * who that was is known in RAM alone, so nothing at all in the first half hour of a process.
 */
export function createKeeping(parts: KeepingParts): MayKeep {
  const { tells, accuses, memory, clock, closed = () => false, urgent = () => false } = parts;
  const { quiet = createQuiet(clock) } = parts;
  /** Voice notes: what they say is nobody's yet, but whoever sent one may go on in words. */
  const spoken = createQuiet(clock);
  const isQuiet = (address: string) => [quiet, spoken].some((each) => each.isWithin(address, QUIET_MS));
  const silentUntil = clock().getTime() + QUIET_MS;

  /** As {@link Tells}; a command says `nothing`. */
  function readWith(message: Message, remembered: Readonly<Remembered> | undefined): ReturnType<Tells> | "nothing" {
    const action = remembered === undefined ? message.text : chosenAction(message, remembered);
    // Whatever it begins with: words behind a command may tell as much.
    if (isNeverKept(action) || (!urgent(message.text) && accuses(message.text))) return "of-somebody";
    return isCommand(action) || urgent(message.text) ? "nothing" : tells(message.text, remembered?.before);
  }

  return (message) => {
    const { address, kind, text, late } = message;
    if (closed(message)) {
      quiet.heard(address);
      return false;
    }
    const remembered = memory.glance(address);
    const told = kind === "file" || isLong(text) ? "of-somebody" : readWith(message, remembered);
    if (told === "of-somebody") (isSpoken(message) ? spoken : quiet).heard(address);
    // What a number stands for is known only when its turn comes; it may begin a report.
    if (late || numberSaid(text) !== undefined || isQuiet(address) || clock().getTime() < silentUntil) return false;
    if (kind !== "file" && urgent(text)) return true;
    // What an officer writes in a dialogue would be no answer after a restart.
    return remembered?.dialogue === undefined && (told === "question" || told === "nothing");
  };
}

function isNeverKept(text: string): boolean {
  const [first = ""] = text.trim().toLowerCase().split(/[\s@]/, 1);
  return NEVER.has(first.replace(/^\//, ""));
}

/** "/topik", "/hadir 1204" and "/suara ya"; other words behind it may say anything, and longer numbers may be somebody's. */
function isCommand(text: string): boolean {
  return /^\s*\/\w+(?:\s+(?:\d{1,5}|ya|tidak))?\s*$/i.test(text);
}

function isSpoken({ file }: Message): boolean {
  return file?.spoken !== undefined;
}

function isLong(text: string): boolean {
  return text.length > MOST_CHARACTERS || text.split(/\s+/).length > MOST_WORDS;
}
