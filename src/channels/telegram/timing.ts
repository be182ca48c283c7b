import type { Backoff } from "../../delivery/backoff.ts";

/** How long everything may take; see docs/operations.md. Tests give their own. */
export type Timing = {
  /** How long Telegram holds an empty poll. */
  pollSeconds: number;
  /** A poll that is this much later than it should be is given up: the server fell silent. */
  silentMs: number;
  /** Any other call. */
  callMs: number;
  /** A call that carries a file. */
  uploadMs: number;
  /** While an update is unfinished Telegram answers polls at once, so they are spaced by this. */
  busyPollMs: number;
  /** Between failed polls, and between attempts to start. */
  backoff: Backoff;
  /** Between attempts to send a reply. */
  resend: Backoff;
  /** The same when it may have arrived several times already. */
  resendLateMs: number;
  /** A reply is tried until its message is this old ... */
  replyMs: number;
  /** ... but at least this long. */
  replyAtLeastMs: number;
  /** What is to be deleted is tried for so long. */
  takeBackMs: number;
  /** What somebody else tries again later waits this long for its turn: others wait behind it. */
  turnMs: number;
  /** "Typing" is shown for answers that take longer, and again as often as Telegram forgets it. */
  typingAfterMs: number;
  typingEveryMs: number;
  /** After a crash, how long an update that was being answered has the process to itself, and one that was being sent. */
  aloneMs: number;
  aloneSendingMs: number;
  /** How long that may hold up everybody else in all. */
  aloneInAllMs: number;
  /** A handler or reply that takes longer no longer holds back what waits behind it. */
  stuckMs: number;
  /** How long stopping waits for answers under way. */
  stopMs: number;
  /** How often the webhook is looked after. */
  webhookCheckMs: number;
  /** Telegram posts an update again when it is not answered within a minute. */
  webhookAnswerMs: number;
  /** A ban on polling is asked about at least this often: there is no other way to hear anybody. */
  mostPollWaitMs: number;
};

export const usualTiming: Timing = {
  pollSeconds: 20,
  silentMs: 8_000,
  callMs: 10_000,
  uploadMs: 60_000,
  busyPollMs: 250,
  backoff: { firstMs: 1_000, mostMs: 30_000 },
  resend: { firstMs: 500, mostMs: 15_000 },
  resendLateMs: 60_000,
  replyMs: 600_000,
  replyAtLeastMs: 30_000,
  takeBackMs: 60_000,
  turnMs: 15_000,
  typingAfterMs: 700,
  typingEveryMs: 4_500,
  aloneMs: 300,
  aloneSendingMs: 2_000,
  aloneInAllMs: 5_000,
  stuckMs: 1_000,
  stopMs: 6_000,
  webhookCheckMs: 60_000,
  webhookAnswerMs: 50_000,
  mostPollWaitMs: 30_000,
};
