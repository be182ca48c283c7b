import type { WhatsAppParts } from "../../src/channels/whatsapp/channel.ts";

/** What the process of the flapping bot is asked to be; the key in base64. */
export type FlappingTask = { folder: string; material: string; url: string; rootKey: string };

/** How it is after its garbage is gone: bytes, what keeps the process alive by kind, handlers on the process. */
export type Sample = {
  heapUsed: number;
  external: number;
  rss: number;
  resources: Readonly<Record<string, number>>;
  handlers: number;
  numbers: Readonly<Record<string, number>>;
};

/** A minute of waiting in a few milliseconds. */
export const flappingTiming: NonNullable<WhatsAppParts["timing"]> = {
  connectMs: 300,
  watchdogMs: 600,
  loginMs: 2_000,
  keepAliveMs: 1_000,
  queryMs: 300,
  quietMs: 400,
  reconnect: { firstMs: 5, mostMs: 20 },
  refused: { firstMs: 5, mostMs: 20 },
  stableMs: 1,
  closeMs: 100,
  ackMs: 300,
  resend: { firstMs: 5, mostMs: 20 },
  resendLateMs: 300,
  replyMs: 20_000,
};
