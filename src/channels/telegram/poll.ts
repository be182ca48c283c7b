import { z } from "zod";
import { backoffMs, pause } from "../../delivery/backoff.ts";
import type { SendError } from "../../delivery/send-error.ts";
import type { Log } from "../../log.ts";
import type { Client } from "./client.ts";
import { asSendError } from "./errors.ts";
import type { Intake } from "./intake.ts";
import type { Timing } from "./timing.ts";
import { allowedUpdates } from "./updates.ts";
import { FAILURES_TO_NOTICE, type Watcher } from "./watcher.ts";

export type PollParts = { client: Client; intake: Intake; timing: Timing; log: Log; signal: AbortSignal };

const MOST_UPDATES = 100;

/**
 * Fetches updates until the signal aborts, whatever Telegram answers; `usable` is called after each poll that worked, and
 * `conflicting` when another receiver has been in the way for a while.
 */
export async function poll(
  { client, intake, timing, log, signal }: PollParts,
  { usable, unusable, conflicting }: Watcher & { conflicting(): Promise<void> },
): Promise<void> {
  let failures = 0;
  let full = false;
  let first = true;

  async function pollOnce(): Promise<void> {
    const offset = intake.offset({ pastStuck: full });
    // The first comes back at once, so that it is known that polling works, and so does one that has something to confirm,
    // so that the journal may forget it.
    const timeout = first || offset !== undefined || intake.open() > 0 ? 0 : timing.pollSeconds;
    const started = performance.now();
    const updates = await fetchUpdates(client, offset, timeout, timeout * 1000 + timing.silentMs, signal);
    first = false;
    if (offset !== undefined) await intake.forgotten(offset);
    // A full window that brings nothing new hides what is behind it.
    const fresh = intake.take(updates);
    full = fresh === 0 && updates.length === MOST_UPDATES;
    // Some servers and proxies hold no poll; they must not make us spin.
    if (timeout > 0 && fresh === 0 && performance.now() - started < timing.busyPollMs)
      await pause(timing.busyPollMs, signal);
  }

  async function recover(failure: SendError): Promise<void> {
    failures += 1;
    if (failures >= FAILURES_TO_NOTICE) unusable();
    log.error(eventOf(failure), { channel: "telegram", error: failure.message, count: failures });
    if (failure.code === "409" && failures % CONFLICTS === 0) await conflicting();
    await pause(waitAfter(failure, failures, timing), signal);
  }

  while (!signal.aborted) {
    const failure = await pollOnce().then(() => undefined, asSendError);
    if (signal.aborted) return;
    if (failure !== undefined) {
      await recover(failure);
      continue;
    }
    if (failures > 0) log.info("receiving_again", { channel: "telegram", count: failures });
    failures = 0;
    usable();
    if (intake.open() > 0) await Promise.race([pause(timing.busyPollMs, signal), intake.drained()]);
  }
}

/** So many conflicts in a row are no restart of ours but somebody else's webhook or poller. */
const CONFLICTS = 5;

async function fetchUpdates(
  client: Client,
  offset: number | undefined,
  timeout: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<unknown[]> {
  const payload = { timeout, limit: MOST_UPDATES, allowed_updates: allowedUpdates };
  const updates = await client.call("getUpdates", offset === undefined ? payload : { ...payload, offset }, {
    timeoutMs,
    signal,
  });
  return z.array(z.unknown()).parse(updates);
}

function eventOf({ kind, code }: SendError) {
  if (code === "409") return "conflict";
  return kind === "misconfigured" ? "token_refused" : "not_receiving";
}

function waitAfter(failure: SendError, failures: number, timing: Timing): number {
  const usual = backoffMs(failures, timing.backoff);
  return failure.kind === "throttled" ? Math.min(Math.max(failure.retryAfterMs, usual), timing.mostPollWaitMs) : usual;
}
