import type { Backoff } from "../../../delivery/backoff.ts";
import type { PaceLimits } from "../../../delivery/pace.ts";

/** How long everything about sending may take; see docs/whatsapp.md. Tests give their own. */
export type SendTiming = {
  /** How long the server may take to acknowledge a message before it is sent again under the same id. */
  ackMs: number;
  /** A question to WhatsApp that is silent for so long is asked again. */
  patienceMs: number;
  /** Between attempts. */
  resend: Backoff;
  /** The same when it may have arrived several times already. */
  resendLateMs: number;
  /** A reply is tried this long. */
  replyMs: number;
  /** What nobody asked for is tried this long; whoever pushed it tries again later. */
  pushMs: number;
  /** How long one upload of a file may take. */
  uploadMs: number;
  /** Between two pushes to people who wrote first, from and to: nobody types like a clock. */
  pushGapMs: readonly [number, number];
  /** The same to people who never wrote. */
  coldGapMs: readonly [number, number];
  /** What must wait longer for its turn than this is given back, so that other channels' messages are not held up. */
  pushTurnMs: number;
  /** How long what WhatsApp said of new chats is believed. */
  standingMs: number;
  /** New chats rest this long when WhatsApp refused one and does not say why. */
  restMs: number;
  /** How long stopping waits for answers under way. */
  drainMs: number;
};

export const usualSendTiming: SendTiming = {
  ackMs: 10_000,
  patienceMs: 1_000,
  resend: { firstMs: 500, mostMs: 15_000 },
  resendLateMs: 60_000,
  replyMs: 600_000,
  pushMs: 60_000,
  uploadMs: 60_000,
  pushGapMs: [1_000, 3_000],
  coldGapMs: [8_000, 30_000],
  pushTurnMs: 60_000,
  standingMs: 15 * 60_000,
  restMs: 60 * 60_000,
  drainMs: 6_000,
};

/** WhatsApp publishes no limits; people who wrote are answered at once, but no faster than a busy office would. */
export const whatsappLimits: PaceLimits = { perSecond: 20, chatMs: 300, groupPerMinute: 20 };
