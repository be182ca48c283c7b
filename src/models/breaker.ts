/** How a call went, for whether the next may go. */
export type Ended =
  /** The other side answered, whatever it said. */
  | { kind: "answered" }
  /** It answered, and took so long for it that whoever comes next had better not wait for it. */
  | { kind: "slow" }
  /** `holdMs`: how long it asked to be left alone. */
  | { kind: "failed"; holdMs?: number | undefined }
  /** It cannot work until somebody changes something. */
  | { kind: "hold"; ms: number }
  /** Nothing can be told from it. */
  | { kind: "unknown" };

/** What changed with the end of a call. */
export type Turn = "opened" | "closed" | undefined;

export type Breaker = {
  /** Undefined while nobody may call; else to be told, once, how the call went. */
  enter(): ((ended: Ended) => Turn) | undefined;
  isOpen(): boolean;
};

export type BreakerTiming = {
  /** So many failures in a row open it. */
  failures: number;
  /** How long it stays open first, and at most; it doubles with each trial that fails. */
  firstMs: number;
  mostMs: number;
};

/**
 * Keeps callers away from whoever does not answer: open after failures in a row, then one caller at a time tries whether it
 * works again. `now` is a clock of ms that only goes forward.
 */
export function createBreaker({ failures, firstMs, mostMs }: BreakerTiming, now: () => number): Breaker {
  let inRow = 0;
  let waitMs = firstMs;
  /** When the next may try; undefined while everybody may call. */
  let openUntil: number | undefined;
  let trying = false;

  function open(ms: number): Turn {
    const wasOpen = openUntil !== undefined;
    openUntil = Math.max(openUntil ?? 0, now() + ms);
    return wasOpen ? undefined : "opened";
  }

  function afterTrial(ended: Ended): Turn {
    trying = false;
    if (ended.kind === "answered") {
      openUntil = undefined;
      inRow = 0;
      waitMs = firstMs;
      return "closed";
    }
    if (ended.kind === "hold") return open(ended.ms);
    if (ended.kind === "unknown") return open(waitMs);
    waitMs = Math.min(mostMs, waitMs * 2);
    return open(Math.max(waitMs, (ended.kind === "failed" ? ended.holdMs : undefined) ?? 0));
  }

  function afterCall(ended: Ended): Turn {
    if (ended.kind === "hold") return open(ended.ms);
    // It began before others found it broken: they told already.
    if (openUntil !== undefined) return undefined;
    if (ended.kind === "answered") inRow = 0;
    if (ended.kind !== "failed") return undefined;
    inRow += 1;
    const { holdMs = 0 } = ended;
    if (inRow >= failures) return open(Math.max(waitMs, holdMs));
    return holdMs > 0 ? open(holdMs) : undefined;
  }

  return {
    enter() {
      if (openUntil === undefined) return afterCall;
      if (trying || now() < openUntil) return undefined;
      trying = true;
      return afterTrial;
    },
    isOpen: () => openUntil !== undefined,
  };
}
