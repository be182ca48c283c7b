import { backoffMs, pause } from "../../delivery/backoff.ts";
import type { Pace } from "../../delivery/pace.ts";
import type { Client } from "./client.ts";
import { asSendError, NOT_THERE } from "./errors.ts";
import type { Timing } from "./timing.ts";

/**
 * Deletes a message of a chat for everybody in it; resolves to whether it is gone, and never rejects. Telegram lets a bot do so for
 * 48 hours, in private chats also with what the person wrote.
 */
export type TakeBack = (chat: number, message: number) => Promise<boolean>;

export type TakeBackParts = { client: Client; pace: Pace; timing: Timing; signal: AbortSignal };

export function createTakeBack({ client, pace, timing, signal }: TakeBackParts): TakeBack {
  // Without a chat: a second apart, as messages are, a whole talk would take minutes to go.
  const target = { method: "deleteMessage" };

  return async (chat, message) => {
    const deadline = pace.now() + timing.takeBackMs;
    for (let failures = 1; ; failures += 1) {
      const failure = await pace
        .turn(target, { deadline, signal, urgent: true })
        .then(() =>
          client.call("deleteMessage", { chat_id: chat, message_id: message }, { timeoutMs: timing.callMs, signal }),
        )
        .then(() => undefined, asSendError);
      if (failure === undefined || failure.code === NOT_THERE) return true;
      if (failure.kind === "throttled") pace.throttle(target, failure.retryAfterMs);
      else if (failure.kind !== "offline" && failure.kind !== "unknown") return false;
      await pause(backoffMs(failures, timing.resend), signal);
      if (signal.aborted || pace.now() >= deadline) return false;
    }
  };
}
