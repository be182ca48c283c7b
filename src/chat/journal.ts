/** One update as the journal knows it. */
export type JournalEntry = {
  number: number;
  /** At how many starts of the process it was begun and got no further: the process may have died of it. */
  starts: number;
  /** At how many starts a reply to it may have reached the person, though nobody lived to hear that it did. */
  sends: number;
  handled: boolean;
};

/**
 * What a channel keeps over a restart of the updates it was given: their numbers, how often they were begun and whether
 * they were handled. Never whose they were or what they said.
 */
export type Journal = {
  /** All that is kept, by ascending number. */
  read(): Promise<JournalEntry[]>;
  /** Counts one start for each of these. */
  begin(numbers: readonly number[]): Promise<void>;
  /** Its reply is ready, so this start did not die of answering it. */
  replied(number: number): Promise<void>;
  /** A reply is about to be sent (1), or it is certain now that it did not arrive (-1). */
  sending(number: number, by: 1 | -1): Promise<void>;
  finish(number: number): Promise<void>;
  /** Forgets what the platform will not send again. */
  forgetBelow(number: number): Promise<void>;
};
