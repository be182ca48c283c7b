import { backoffMs } from "../../../delivery/backoff.ts";
import type { Timing } from "./timing.ts";

/** The part of `stableMs` after which a connection is known to have worked. */
const WORKED = 1 / 12;

/**
 * How long to wait for the next connection after so many failures in a row, the last one having been open for `lastedMs`:
 * ever longer, but what worked and keeps breaking is not away for longer than half of the time it was there.
 */
export function waitAfter(
  failures: number,
  lastedMs: number,
  { reconnect, stableMs }: Pick<Timing, "reconnect" | "stableMs">,
): number {
  const full = backoffMs(failures, reconnect);
  return lastedMs < stableMs * WORKED ? full : Math.min(full, Math.max(reconnect.firstMs, lastedMs / 2));
}
