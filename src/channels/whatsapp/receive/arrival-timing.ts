/** How long taking messages in may take. Tests give their own. */
export type ArrivalTiming = {
  /** How long the server waits at most for the receipt of what may not be written down, before that is asked for again. */
  holdMs: number;
  /** The same for what had waited at the server, where others wait meanwhile. */
  blockMs: number;
  /** "Typing" is shown for answers that take longer, and again as often as phones forget it. */
  typingAfterMs: number;
  typingEveryMs: number;
  /** After a crash, how long a message that was being answered has the process to itself. */
  aloneMs: number;
  /** How long an answer that could not be sent waits, where the connection stays. */
  againMs: number;
};

export const usualArrivalTiming: ArrivalTiming = {
  holdMs: 60_000,
  blockMs: 1_000,
  typingAfterMs: 700,
  typingEveryMs: 8_000,
  aloneMs: 1_000,
  againMs: 60_000,
};
