import type { Choice, Message } from "../chat/message.ts";
import type { CodeKeys } from "./code-keys.ts";
import type { MailboxState, Prompt } from "./part.ts";

/** A case that somebody has open: what follows from its code is in RAM for as long as they write, and nowhere else. */
export type OpenCase = {
  keys: Omit<CodeKeys, "lookup">;
  state: MailboxState;
  /** The state as it lay in the store when it was read or written here: by it the store tells whether another device wrote since. */
  sealed: Uint8Array;
  prompt: Prompt | undefined;
  /** Opened with its code again, not begun just now. */
  resumed: boolean;
  /** What a summary to agree to hashes to, while the question is open. */
  summary: string | undefined;
  sureToCancel: boolean;
};

/** Where somebody is in a report. `held` is what the guard kept from being answered. */
export type Session = {
  address: string;
  step: "held" | "consent" | "exclude" | "open";
  held: Message[];
  /** Whether something could not be held any more. */
  heldLost: boolean;
  excluded: { names: string[]; units: string[] };
  open: OpenCase | undefined;
  /** The code of a new case, until a message with it was handed over. */
  unsaid: string | undefined;
  choices: readonly Choice[];
  /** Each deletes a message of this talk for both sides, where the platform can; resolves to whether it did. */
  takeBacks: Array<() => Promise<boolean>>;
  /** How many messages of this talk nothing can delete. */
  lasting: number;
  /** Work on the case goes one after the other, also what a time-out left behind. */
  turn: Promise<unknown>;
};

export type Sessions = {
  of(address: string): Session | undefined;
  begin(address: string, step: Session["step"]): Session;
  /** Heard from: the twenty minutes begin anew. */
  touch(address: string): void;
  /** Forgets everything of it. */
  end(address: string): void;
  /** Whether a talk ended by itself since, which nobody was told yet. */
  isSilentlyEnded(address: string): boolean;
  /** The same, and now they are. */
  endedSilently(address: string): boolean;
  /** Whether a talk ended so before its report had begun: an answer to its question has nothing to answer any more. */
  isLapsed(address: string): boolean;
  /** Whoever writes of something else answers it no more. */
  endLapse(address: string): void;
  stop(): void;
};

const IDLE_MS = 20 * 60_000;
/** How long somebody who goes on after that is told so, instead of being answered. */
const TOLD_MS = 6 * 3_600_000;
const SWEEP_EVERY_MS = 15_000;
const MOST = 10_000;

/** Who is in the middle of a report, in RAM alone. */
export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session & { until: number }>();
  const ended = new Map<string, { until: number; hadBegun: boolean }>();
  const sweeper = setInterval(sweep, SWEEP_EVERY_MS);
  sweeper.unref();

  function sweep(): void {
    for (const [address, { until, step }] of sessions) {
      if (until > now()) continue;
      wipe(address);
      // Whoever had begun to tell goes on telling; whoever only looked does not.
      ended.set(address, { until: now() + TOLD_MS, hadBegun: step === "open" || step === "exclude" });
    }
    for (const [address, { until }] of ended) if (until <= now()) ended.delete(address);
    for (const address of ended.keys()) if (ended.size > MOST) ended.delete(address);
  }

  function wipe(address: string): void {
    const session = sessions.get(address);
    sessions.delete(address);
    session?.open?.keys.partSecret.fill(0);
    if (session === undefined) return;
    session.open = undefined;
    session.unsaid = undefined;
  }

  return {
    of(address) {
      sweep();
      return sessions.get(address);
    },
    begin(address, step) {
      const before = sessions.get(address);
      wipe(address);
      ended.delete(address);
      const session = {
        ...{
          address,
          step,
          held: [],
          heldLost: false,
          excluded: { names: [], units: [] },
          open: undefined,
          unsaid: undefined,
          choices: [],
        },
        ...{
          takeBacks: before?.takeBacks ?? [],
          lasting: before?.lasting ?? 0,
          turn: Promise.resolve(),
          until: now() + IDLE_MS,
        },
      };
      sessions.set(address, session);
      return session;
    },
    touch(address) {
      const session = sessions.get(address);
      if (session !== undefined) session.until = now() + IDLE_MS;
    },
    end: wipe,
    isSilentlyEnded(address) {
      sweep();
      return ended.get(address)?.hadBegun === true;
    },
    endedSilently(address) {
      sweep();
      const hadBegun = ended.get(address)?.hadBegun === true;
      if (hadBegun) ended.delete(address);
      return hadBegun;
    },
    isLapsed(address) {
      sweep();
      return ended.get(address)?.hadBegun === false;
    },
    endLapse(address) {
      if (ended.get(address)?.hadBegun === false) ended.delete(address);
    },
    stop() {
      clearInterval(sweeper);
      for (const address of [...sessions.keys()]) wipe(address);
      ended.clear();
    },
  };
}
