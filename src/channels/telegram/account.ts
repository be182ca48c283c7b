import { backoffMs, pause } from "../../delivery/backoff.ts";
import type { SendError } from "../../delivery/send-error.ts";
import type { Log } from "../../log.ts";
import type { Client } from "./client.ts";
import { asSendError, TokenRefusedError } from "./errors.ts";
import type { Timing } from "./timing.ts";
import { type Self, selfSchema } from "./updates.ts";

export type AccountParts = { client: Client; timing: Timing; log: Log; signal: AbortSignal };

/** One refusal may be a hiccup of a proxy; these many in a row are an answer. */
const REFUSALS = 3;
const MENU_ATTEMPTS = 5;

/** Who we are, asked until Telegram says; undefined when stopped before. Throws a TokenRefusedError. */
export async function introduce({ client, timing, log, signal }: AccountParts): Promise<Self | undefined> {
  let refused = 0;
  for (let failures = 1; !signal.aborted; failures += 1) {
    const self = await client
      .call("getMe", {}, { timeoutMs: timing.callMs, signal })
      .then((result) => selfSchema.parse(result))
      .catch(asSendError);
    if (!("kind" in self)) return self;
    if (signal.aborted) return undefined;
    refused = self.kind === "misconfigured" ? refused + 1 : 0;
    if (refused >= REFUSALS) throw new TokenRefusedError(self.code);
    log.error("not_receiving", { channel: "telegram", error: self.message, count: failures });
    await pause(backoffMs(failures, timing.backoff), signal);
  }
  return undefined;
}

/** Polling and a webhook exclude each other. Should it fail, the poll says so and this is tried again. */
export async function removeWebhook({ client, timing, log, signal }: AccountParts): Promise<void> {
  await client.call("deleteWebhook", {}, { timeoutMs: timing.callMs, signal }).catch((error: unknown) => {
    log.warn("webhook_not_removed", { channel: "telegram", error: asSendError(error).message });
  });
}

/** The list behind the menu button; a convenience, so it is tried a few times and then left for the next start. */
export async function showMenu(
  { client, timing, log, signal }: AccountParts,
  menu: ReadonlyArray<{ command: string; help: string }>,
): Promise<void> {
  const commands = menu.map(({ command, help }) => ({ command: command.slice(1), description: help }));
  for (let failures = 1; failures <= MENU_ATTEMPTS && !signal.aborted; failures += 1) {
    const failure: SendError | undefined = await client
      .call("setMyCommands", { commands }, { timeoutMs: timing.callMs, signal })
      .then(() => undefined, asSendError);
    if (failure === undefined || signal.aborted) return;
    log.warn("menu_not_set", { channel: "telegram", error: failure.message });
    await pause(Math.max(failure.retryAfterMs, backoffMs(failures, timing.backoff)), signal);
  }
}
