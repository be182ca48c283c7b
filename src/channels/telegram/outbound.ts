import type { Reply, Sent } from "../../chat/message.ts";
import { backoffMs, pause } from "../../delivery/backoff.ts";
import type { Target } from "../../delivery/dues.ts";
import type { Pace } from "../../delivery/pace.ts";
import { SendError } from "../../delivery/send-error.ts";
import { createCalling } from "./calling.ts";
import type { Client } from "./client.ts";
import type { Destination } from "./destination.ts";
import { asSendError, ChatMovedError } from "./errors.ts";
import { messagesOf, type Sending, type Ways } from "./sending.ts";
import type { TakeBack } from "./taking-back.ts";
import type { Timing } from "./timing.ts";

export type Outbound = {
  /**
   * Sends a reply, message by message, as the pace allows and as often as it takes until the person's message (written at
   * `sentAt`) is too old; resolves to how all of it is deleted again. Throws a SendError: `gone`, `rejected`, `expired` or `stopped`.
   */
  send(destination: Destination, reply: Reply, options: SendOptions): Promise<Sent>;
  /** Shows "typing"; gives way to everything else and never fails. */
  typing(destination: Destination): void;
  /** Ends the waiting sign on a button pressed in a chat; never fails. */
  acknowledge(press: string, chat: number): void;
};

export type SendOptions = {
  sentAt: number;
  /** Awaited when it is clear what will be sent. */
  ready(): Promise<void>;
  /** Awaited before each attempt. */
  attempting(): Promise<void>;
  /** Awaited after each failure that is tried again; `certainly` when the attempt cannot have reached the person. */
  failed(certainly: boolean): Promise<void>;
  /** It answers somebody, and so goes before what does not. */
  urgent: boolean;
  /**
   * Whoever sends it tries again themselves: one attempt at its first message, which rejects with any kind of SendError, `unknown`
   * also for what was under way when the process ended. Nothing is begun once `until` aborts.
   */
  once?: { until: AbortSignal };
  /** The rest of such a reply, whose beginning has arrived: what may have arrived is not sent again. */
  rest?: true;
};

export type OutboundParts = {
  client: Client;
  pace: Pace;
  timing: Timing;
  signal: AbortSignal;
  takeBack: TakeBack;
  /** Called for each failure, with what may be logged of it. */
  failed(failure: SendError): void;
  now: () => number;
};

/** A press that could not be acknowledged in this time has timed out on the phone. */
const PRESS_MS = 10_000;
/** A reply that may have arrived so often already is sent again only at long intervals. */
const QUICK_RESENDS = 3;

/** What has begun to arrive is worth waiting for, but others wait behind it. */
const REST_MS = 60_000;

/** What was sent where; no `message` where an attempt may have left another one of which nothing is known. */
type Arrived = { chat: number; message: number | undefined };

/** Where a message is sent and the `at`-th of its ways. */
type Way = { to: Destination; at: number; moved: boolean };

export function createOutbound({ client, pace, timing, signal, takeBack, failed, now }: OutboundParts): Outbound {
  const call = createCalling({ client, pace, timing, signal });

  /** One attempt; resolves to why it failed. */
  async function attempt(
    to: Destination,
    sending: Sending,
    deadline: number,
    options: SendOptions,
  ): Promise<SendError | ChatMovedError | { message: number | undefined }> {
    let begun = false;
    try {
      const turn = { deadline, signal: options.once?.until ?? signal, urgent: options.urgent };
      const message = await call(sending, targetOf(to, sending.method), turn, async () => {
        await options.attempting();
        begun = true;
      });
      return { message };
    } catch (error) {
      if (signal.aborted) return new SendError(begun && options.once !== undefined ? "unknown" : "stopped");
      return error instanceof ChatMovedError ? error : asSendError(error);
    }
  }

  async function sendMessage(
    destination: Destination,
    ways: Ways,
    deadline: number,
    options: SendOptions,
  ): Promise<Arrived> {
    let way: Way = { to: destination, at: 0, moved: false };
    const tried = { failures: 0, uncertain: 0 };
    for (;;) {
      const sending = (ways[way.at] ?? ways[0])(way.to);
      const failure = await attempt(way.to, sending, deadline, options);
      if (!(failure instanceof Error))
        return { chat: way.to.chat, message: tried.uncertain > 0 ? undefined : failure.message };
      const next = anotherWay(way, ways.length, failure);
      if (next === undefined) throw asSendError(failure);
      if (failure instanceof SendError) await recover(failure, targetOf(way.to, sending.method), tried, options);
      way = next;
      if (pace.now() >= deadline) throw new SendError("expired");
    }
  }

  /** Notes a failure and waits as long as it asks for; throws it for whoever tries again themselves. */
  async function recover(
    failure: SendError,
    target: Target,
    tried: { failures: number; uncertain: number },
    options: SendOptions,
  ): Promise<void> {
    if (isGivenBack(failure, options)) giveBack(failure, target);
    failed(failure);
    await options.failed(failure.kind !== "unknown");
    if (failure.kind === "throttled") pace.throttle(target, failure.retryAfterMs);
    if (failure.kind === "throttled" || failure.kind === "rejected") return;
    tried.failures += 1;
    if (failure.kind === "unknown") tried.uncertain += 1;
    await pause(waitAfter(tried.failures, tried.uncertain), signal);
  }

  /** For whoever tries again themselves, when this says that they may. */
  function giveBack(failure: SendError, target: Target): never {
    failed(failure);
    if (failure.kind === "throttled") pace.throttle(target, failure.retryAfterMs);
    throw failure;
  }

  function waitAfter(failures: number, uncertain: number): number {
    return uncertain > QUICK_RESENDS ? timing.resendLateMs : backoffMs(failures, timing.resend);
  }

  /** All that can be, whatever becomes of the rest. */
  async function takeAllBack(arrived: readonly Arrived[]): Promise<boolean> {
    const gone = arrived.map(({ chat, message }) => (message === undefined ? false : takeBack(chat, message)));
    return (await Promise.all(gone)).every(Boolean);
  }

  /** For what is worth one attempt and no more. */
  function callOnce(method: string, payload: Record<string, unknown>, deadline: number, chat?: string): void {
    const target = chat === undefined ? { method } : { method, chat };
    pace
      .turn(target, { deadline, signal, urgent: true })
      .then(() => client.call(method, payload, { timeoutMs: timing.callMs, signal }))
      .catch((error: unknown) => {
        if (error instanceof SendError && error.kind === "throttled") pace.throttle(target, error.retryAfterMs);
      });
  }

  return {
    async send(destination, reply, options) {
      // Deadlines are of the pace's clock, which is monotonic: a clock that jumps must not drop a reply.
      const left = Math.max(timing.replyAtLeastMs, options.sentAt + timing.replyMs - now());
      const deadline = pace.now() + left;
      const [first, ...others] = messagesOf(reply);
      await options.ready();
      if (first === undefined) return { takeBack: async () => true };
      const turnEnd = options.once === undefined ? deadline : pace.now() + timing.turnMs;
      const arrived = [await sendMessage(destination, first, turnEnd, options)];
      // Of a reply that has begun to arrive, no failure is certain any more, and nothing is gained by sending all of it again.
      const { once, ...begun } = { ...options, failed: () => options.failed(false) };
      const rest: SendOptions = once === undefined ? begun : { ...begun, rest: true };
      const patience = once === undefined ? deadline : Math.min(deadline, pace.now() + REST_MS);
      try {
        for (const ways of others) arrived.push(await sendMessage(destination, ways, patience, rest));
        return { takeBack: () => takeAllBack(arrived) };
      } catch (error) {
        const { kind } = asSendError(error);
        if (once === undefined || kind === "gone" || kind === "rejected") throw error;
        throw new SendError("unknown");
      }
    },
    typing({ chat, topic }) {
      const payload = { chat_id: chat, action: "typing", ...(topic === undefined ? {} : { message_thread_id: topic }) };
      // Only if the bucket is free this very moment, and for nobody at all while Telegram finds it too much.
      if (pace.size() === 0) callOnce("sendChatAction", payload, pace.now());
    },
    acknowledge(press, chat) {
      // One a second and chat, so that somebody who hammers a button leaves the bucket to others.
      callOnce("answerCallbackQuery", { callback_query_id: press }, pace.now() + PRESS_MS, `presses in ${chat}`);
    },
  };
}

/** Whether whoever sends it decides what a failure leads to; another form of what is refused is tried here. */
function isGivenBack({ kind }: SendError, { once, rest }: SendOptions): boolean {
  return once === undefined ? rest === true && kind === "unknown" : kind !== "rejected";
}

function targetOf({ chat, group }: Destination, method: string): Target {
  return { method, chat: String(chat), group };
}

/** How to try once more after a failure; undefined when there is nothing to be gained by it. */
function anotherWay(way: Way, ways: number, failure: SendError | ChatMovedError): Way | undefined {
  if (failure instanceof ChatMovedError)
    return way.moved ? undefined : { ...way, to: { ...way.to, chat: failure.chat }, moved: true };
  if (failure.kind === "rejected") return way.at + 1 < ways ? { ...way, at: way.at + 1 } : undefined;
  return ["gone", "expired", "stopped"].includes(failure.kind) ? undefined : way;
}
