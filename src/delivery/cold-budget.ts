/** How many persons a day a bot may write to who never wrote to it. Without an officer's word it may to none. */
export type ColdBudget = {
  /** What an officer allowed, and since which day (`2026-11-28`), for the slow beginning; undefined when nobody did. */
  allowed(): Promise<{ perDay: number; since: string } | undefined>;
  /** How many were written to on that day. */
  used(day: string): Promise<number>;
  /** Counts one more on that day; to be called before it is sent, so that a crash cannot go over the budget. */
  use(day: string): Promise<void>;
};
