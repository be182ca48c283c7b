import type { Reply } from "../../chat/message.ts";
import { backoffMs, pause } from "../../delivery/backoff.ts";
import type { Target } from "../../delivery/dues.ts";
import type { Pace } from "../../delivery/pace.ts";
import { SendError } from "../../delivery/send-error.ts";
import type { Client } from "./client.ts";
import { asSendError, ChatMovedError } from "./errors.ts";
import { type Part, renderReply } from "./render.ts";
import type { Timing } from "./timing.ts";

/** Where a reply goes: the chat, its topic, and the message it answers where that is not plain to see. */
export type Destination = { chat: number; group: boolean; topic?: number; replyTo?: number };

export type Outbound = {
  /**
   * Sends a reply, message by message, as the pace allows and as often as it takes until the person's message (written at
   * `sentAt`) is too old. Throws a SendError: `gone`, `rejected`, `expired` or `stopped`.
   */
  send(destination: Destination, reply: Reply, options: SendOptions): Promise<void>;
  /** Shows "typing"; gives way to everything else and never fails. */
  typing(destination: Destination): void;
  /** Ends the waiting sign on a pressed button; never fails. */
  acknowledge(press: string): void;
};

export type SendOptions = {
  sentAt: number;
  /** Awaited when it is clear what will be sent. */
  ready(): Promise<void>;
  /** Awaited before each attempt. */
  attempting(): Promise<void>;
  /** Awaited after each failure that is tried again; `certainly` when the attempt cannot have reached the person. */
  failed(certainly: boolean): Promise<void>;
};

export type OutboundParts = {
  client: Client;
  pace: Pace;
  timing: Timing;
  signal: AbortSignal;
  /** Called for each failure, with what may be logged of it. */
  failed(failure: SendError): void;
  now: () => number;
};

/** A press that could not be acknowledged in this time has timed out on the phone. */
const PRESS_MS = 10_000;

export function createOutbound({ client, pace, timing, signal, failed, now }: OutboundParts): Outbound {
  /** One attempt; resolves to why it failed. */
  async function attempt(
    to: Destination,
    part: Part,
    plainly: boolean,
    deadline: number,
    options: SendOptions,
  ): Promise<SendError | ChatMovedError | undefined> {
    const target = targetOf(to);
    try {
      await pace.turn(target, { deadline, signal });
      await options.attempting();
      const payload = plainly ? plainMessage(to, part) : richMessage(to, part);
      await client.call(target.method, payload, { timeoutMs: timing.callMs, signal });
      return undefined;
    } catch (error) {
      if (signal.aborted) return new SendError("stopped");
      return error instanceof ChatMovedError ? error : asSendError(error);
    }
  }

  async function sendPart(destination: Destination, part: Part, deadline: number, options: SendOptions): Promise<void> {
    let to = destination;
    let plainly = false;
    for (let failures = 1; ; failures += 1) {
      const failure = await attempt(to, part, plainly, deadline, options);
      if (failure === undefined) return;
      if (failure instanceof ChatMovedError) {
        to = { ...to, chat: failure.chat };
        continue;
      }
      if (isFinal(failure, plainly)) throw failure;
      failed(failure);
      await options.failed(failure.kind !== "unknown");
      if (failure.kind === "rejected") plainly = true;
      else if (failure.kind === "throttled") pace.throttle(targetOf(to), failure.retryAfterMs);
      else await pause(backoffMs(failures, timing.resend), signal);
      if (pace.now() >= deadline) throw new SendError("expired");
    }
  }

  /** For what is worth one attempt and no more. */
  function callOnce(method: string, payload: Record<string, unknown>, deadline: number): void {
    pace
      .turn({ method }, { deadline, signal, urgent: true })
      .then(() => client.call(method, payload, { timeoutMs: timing.callMs, signal }))
      .catch((error: unknown) => {
        if (error instanceof SendError && error.kind === "throttled") pace.throttle({ method }, error.retryAfterMs);
      });
  }

  return {
    async send(destination, reply, options) {
      // Deadlines are of the pace's clock, which is monotonic: a clock that jumps must not drop a reply.
      const left = Math.max(timing.replyAtLeastMs, options.sentAt + timing.replyMs - now());
      const deadline = pace.now() + left;
      const parts = renderReply(reply);
      await options.ready();
      for (const part of parts) await sendPart(destination, part, deadline, options);
    },
    typing({ chat, topic }) {
      const payload = { chat_id: chat, action: "typing", ...(topic === undefined ? {} : { message_thread_id: topic }) };
      // Only if the bucket is free this very moment, and for nobody at all while Telegram finds it too much.
      if (pace.size() === 0) callOnce("sendChatAction", payload, pace.now());
    },
    acknowledge(press) {
      callOnce("answerCallbackQuery", { callback_query_id: press }, pace.now() + PRESS_MS);
    },
  };
}

function targetOf({ chat, group }: Destination): Target {
  return { method: "sendMessage", chat: String(chat), group };
}

/** Nothing to be gained by another attempt. */
function isFinal({ kind }: SendError, plainly: boolean): boolean {
  return kind === "gone" || kind === "expired" || kind === "stopped" || (kind === "rejected" && plainly);
}

function richMessage(to: Destination, { html, keyboard }: Part): Record<string, unknown> {
  return {
    ...addressOf(to),
    text: html,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
}

/** What is left when Telegram takes exception to formatting or buttons: the words. */
function plainMessage({ chat }: Destination, { plain }: Part): Record<string, unknown> {
  return { chat_id: chat, text: plain.toWellFormed(), link_preview_options: { is_disabled: true } };
}

function addressOf({ chat, topic, replyTo }: Destination): Record<string, unknown> {
  return {
    chat_id: chat,
    ...(topic === undefined ? {} : { message_thread_id: topic }),
    ...(replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  };
}
