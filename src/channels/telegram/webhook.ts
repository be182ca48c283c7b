import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Webhook } from "../../chat/channel.ts";
import { backoffMs, pause } from "../../delivery/backoff.ts";
import type { Log } from "../../log.ts";
import type { Client } from "./client.ts";
import { asSendError } from "./errors.ts";
import type { Intake } from "./intake.ts";
import type { Timing } from "./timing.ts";
import { allowedUpdates, updateNumber } from "./updates.ts";
import { FAILURES_TO_NOTICE, type Watcher } from "./watcher.ts";

export type WebhookSettings = {
  /** Where Telegram reaches this machine, `https://…`, without the path. */
  publicUrl: string;
  /** What Telegram sends along as proof that it is Telegram. */
  secret: string;
};

export const webhookPath = "/telegram/webhook";

const infoSchema = z.object({ url: z.string() });

/** Sets the webhook and keeps it set until the signal aborts; `usable` is called whenever it is found in order. */
export async function keepWebhook(
  { client, timing, log, signal }: { client: Client; timing: Timing; log: Log; signal: AbortSignal },
  { publicUrl, secret }: WebhookSettings,
  { usable, unusable }: Watcher,
): Promise<void> {
  const url = webhookUrl(publicUrl);
  const options = { timeoutMs: timing.callMs, signal };
  let isSet = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (isSet) {
        isSet = infoSchema.parse(await client.call("getWebhookInfo", {}, options)).url === url;
        if (!isSet) log.error("webhook_lost", { channel: "telegram" });
      }
      if (!isSet) {
        await client.call(
          "setWebhook",
          { url, secret_token: secret, max_connections: 100, allowed_updates: allowedUpdates },
          options,
        );
        isSet = true;
      }
      failures = 0;
      usable();
      await pause(timing.webhookCheckMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures >= FAILURES_TO_NOTICE) unusable();
      log.error("webhook_not_set", { channel: "telegram", error: asSendError(error).message, count: failures });
      await pause(backoffMs(failures, timing.backoff), signal);
    }
  }
}

export function webhookUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, "")}${webhookPath}`;
}

/**
 * Takes what Telegram posts. The status is 200 when the update is finished, however often it was posted, and 503 when it
 * could not be in time, so that Telegram posts it again.
 */
export function createWebhook(secret: string, intake: () => Intake | undefined, timing: Timing): Webhook {
  return {
    path: webhookPath,
    trusts: (header) => isSame(header("x-telegram-bot-api-secret-token") ?? "", secret),
    async receive(body) {
      const update = readUpdate(body);
      if (update === undefined) return 400;
      const taking = intake();
      if (taking === undefined) return 503;
      taking.take([update]);
      const answered = new AbortController();
      const late = pause(timing.webhookAnswerMs, answered.signal).then(() => 503);
      const status = await Promise.race([taking.finished(update.update_id).then((is) => (is ? 200 : 503)), late]);
      answered.abort();
      return status;
    },
  };
}

function readUpdate(body: string): { update_id: number } | undefined {
  try {
    const update: unknown = JSON.parse(body);
    updateNumber.parse(update);
    return update as { update_id: number };
  } catch {
    return undefined;
  }
}

/** Compares in constant time, whatever the lengths. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
