import { createDues, type Target } from "./dues.ts";
import { SendError } from "./send-error.ts";

/** What may be sent per bot and per chat; see docs/operations.md. */
export type PaceLimits = {
  /** Calls a second of one bot, burst 1. */
  perSecond: number;
  /** Between two messages to one chat. */
  chatMs: number;
  /** Messages to one group in any minute. */
  groupPerMinute: number;
};

export const telegramLimits: PaceLimits = { perSecond: 28, chatMs: 1_000, groupPerMinute: 20 };

export type Pace = {
  /**
   * Resolves when the call may be made. Rejects with `expired` as soon as it is certain that this will not be before
   * `deadline`, and with `stopped` when the signal aborts. Urgent turns come first.
   */
  turn(target: Target, options: { deadline: number; signal: AbortSignal; urgent?: boolean }): Promise<void>;
  /** The platform said: not before so many milliseconds. */
  throttle(target: Target, retryAfterMs: number): void;
  /** The clock of the deadlines, monotonic milliseconds. */
  now(): number;
  /** How many wait for their turn. */
  size(): number;
};

export type PaceParts = { limits?: PaceLimits; now?: () => number };

type Waiter = {
  target: Target;
  deadline: number;
  urgent: boolean;
  start(): void;
  give(error: SendError): void;
};

const MINUTE_MS = 60_000;
/** After a 429 a chat is served at half its pace for a while, for the platform remembers. */
const WARY_MS = 60_000;
/** The platform counts when calls arrive, we count when they leave. */
const MARGIN_MS = 100;
const MOST_LATE_MS = 20;
const MOST_CHATS = 5_000;

/** The one bucket of a bot: everything it sends takes its turn here. Times are monotonic milliseconds. */
export function createPace({ limits = telegramLimits, now = () => performance.now() }: PaceParts = {}): Pace {
  const dues = createDues(now);
  const chats = new Map<string, { last: number; sent: number[]; waryUntil: number }>();
  const waiting: Waiter[] = [];
  let botFree = 0;
  let timer: NodeJS.Timeout | undefined;

  function freeAt(target: Target): number {
    return Math.max(botFree, chatFree(target, chats.get(target.chat ?? ""), limits), dues.at(target));
  }

  function take(target: Target): void {
    const at = now();
    // A timer that came late must not slow down the rest; one that came very late must not let a burst through.
    botFree = Math.max(botFree, at - MOST_LATE_MS) + Math.ceil(10_000 / limits.perSecond) / 10;
    if (target.chat === undefined) return;
    const known = chats.get(target.chat);
    const sent = target.group === true ? [...(known?.sent ?? []), at].slice(-limits.groupPerMinute) : [];
    chats.delete(target.chat);
    chats.set(target.chat, { last: at, sent, waryUntil: known?.waryUntil ?? 0 });
    if (chats.size > MOST_CHATS) forgetRested(chats, at);
  }

  /** Lets go whoever may; gives up whoever cannot be served in time; comes back when the next one may. */
  function serve(): void {
    clearTimeout(timer);
    timer = undefined;
    let next = Number.POSITIVE_INFINITY;
    for (const urgent of [true, false]) {
      for (const waiter of waiting.filter((one) => one.urgent === urgent)) {
        const at = freeAt(waiter.target);
        if (at > waiter.deadline) {
          leave(waiter);
          waiter.give(new SendError("expired"));
        } else if (at <= now()) {
          leave(waiter);
          take(waiter.target);
          waiter.start();
        } else next = Math.min(next, at);
      }
    }
    if (waiting.length > 0) timer = setTimeout(serve, Math.max(1, next - now()));
  }

  function leave(waiter: Waiter): void {
    const at = waiting.indexOf(waiter);
    if (at >= 0) waiting.splice(at, 1);
  }

  return {
    turn(target, { deadline, signal, urgent = false }) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new SendError("stopped"));
        const stop = () => {
          leave(waiter);
          reject(new SendError("stopped"));
        };
        const settle = (end: () => void) => {
          signal.removeEventListener("abort", stop);
          end();
        };
        const waiter: Waiter = {
          target,
          deadline,
          urgent,
          start: () => settle(resolve),
          give: (error) => settle(() => reject(error)),
        };
        signal.addEventListener("abort", stop, { once: true });
        waiting.push(waiter);
        serve();
      });
    },
    throttle(target, retryAfterMs) {
      dues.set(target, retryAfterMs);
      const known = target.chat === undefined ? undefined : chats.get(target.chat);
      if (known !== undefined) known.waryUntil = now() + retryAfterMs + WARY_MS;
      serve();
    },
    now,
    size: () => waiting.length,
  };
}

type ChatPace = { last: number; sent: readonly number[]; waryUntil: number };

function chatFree({ group }: Target, chat: ChatPace | undefined, limits: PaceLimits): number {
  if (chat === undefined) return 0;
  const gap = limits.chatMs * (chat.last < chat.waryUntil ? 2 : 1) + Math.min(MARGIN_MS, limits.chatMs);
  const own = chat.last + gap;
  const oldest = chat.sent.length < limits.groupPerMinute ? undefined : chat.sent[0];
  return group === true && oldest !== undefined ? Math.max(own, oldest + MINUTE_MS + MARGIN_MS) : own;
}

/** Chats that may be sent to at once need no entry. The one sent to longest ago stands first. */
function forgetRested(chats: Map<string, ChatPace>, at: number): void {
  for (const [chat, { last, waryUntil }] of chats) {
    if (last > at - MINUTE_MS) return;
    if (waryUntil < at) chats.delete(chat);
  }
}
