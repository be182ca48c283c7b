import type { Backoff } from "../../../delivery/backoff.ts";

/** How long everything about the connection may take; see docs/whatsapp.md. Tests give their own. */
export type Timing = {
  /** The library's own limit for reaching the server and greeting it. */
  connectMs: number;
  /** Nothing was heard for this long from a socket that is not open yet: it is given up. */
  watchdogMs: number;
  /** How long a login may take in all. */
  loginMs: number;
  /** How often the library pings; a server that is silent 5 s longer than that is lost. */
  keepAliveMs: number;
  /** How long one query waits for its answer. Sends wait for queries, so this is short. */
  queryMs: number;
  /** How long one QR lives; undefined is the library's own: the first a minute, the others 20 s. */
  qrMs: number | undefined;
  /** Logged in, but the end of the backlog was not announced: what is buffered is let go. */
  backlogMs: number;
  /** No message for so long: the server is asked something, to see whether it still answers. */
  quietMs: number;
  /** A message that came in must have had its turn by then. */
  stuckMs: number;
  /** No message for so long, whatever the server answers: a new socket. */
  renewMs: number;
  /** Between failed connections. */
  reconnect: Backoff;
  /** The same while the server refuses us for what we are, not for the moment (a version too old). */
  refused: Backoff;
  /** A connection that lasted this long was a good one: the next failure counts as the first. */
  stableMs: number;
  /** How often it is made sure that the session is still ours, or tried to make it ours. */
  leaseMs: number;
  /** A socket that was told to end and did not is cut off. */
  closeMs: number;
  /** Between two codes for linking: more often and WhatsApp refuses. */
  codeMs: number;
  /** How long after the phone accepted the link whoever asked for it waits for the login. */
  linkMs: number;
};

export const usualTiming: Timing = {
  connectMs: 20_000,
  watchdogMs: 30_000,
  loginMs: 180_000,
  keepAliveMs: 30_000,
  queryMs: 20_000,
  qrMs: undefined,
  backlogMs: 20_000,
  quietMs: 900_000,
  stuckMs: 300_000,
  renewMs: 6 * 3_600_000,
  reconnect: { firstMs: 1_000, mostMs: 180_000 },
  refused: { firstMs: 300_000, mostMs: 3_600_000 },
  stableMs: 60_000,
  leaseMs: 10_000,
  closeMs: 1_000,
  codeMs: 60_000,
  linkMs: 60_000,
};
