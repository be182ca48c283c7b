import type { Channel, Converse, TakesAll } from "../../chat/channel.ts";
import type { Journal } from "../../chat/journal.ts";
import { pause } from "../../delivery/backoff.ts";
import { createPace, type PaceLimits, telegramLimits } from "../../delivery/pace.ts";
import type { Log } from "../../log.ts";
import { introduce, removeWebhook, showMenu } from "./account.ts";
import { createClient } from "./client.ts";
import { asSendError } from "./errors.ts";
import { createFetchFile } from "./fetch-file.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createOutbound, type SendOptions } from "./outbound.ts";
import { poll } from "./poll.ts";
import { createTakeBack } from "./taking-back.ts";
import { type Timing, usualTiming } from "./timing.ts";
import { createUnderWay } from "./under-way.ts";
import type { Watcher } from "./watcher.ts";
import { createWebhook, keepWebhook, type WebhookSettings } from "./webhook.ts";

export type TelegramParts = {
  token: string;
  apiRoot: string;
  /** Receive by webhook instead of polling. */
  webhook?: WebhookSettings | undefined;
  /** What the command menu shows, `/topik` and one line each. */
  menu: ReadonlyArray<{ command: string; help: string }>;
  journal: Journal;
  /** Nobody's messages, when absent. */
  takesAll?: TakesAll;
  log: Log;
  timing?: Partial<Timing>;
  limits?: PaceLimits;
  now?: () => number;
};

/**
 * The bot on Telegram. Once started it goes on whatever Telegram answers; only a token that is refused at the start ends
 * it, with a TokenRefusedError.
 */
export function createTelegramChannel(parts: TelegramParts): Channel {
  const { token, apiRoot, webhook, menu, journal, log, now = Date.now, takesAll = () => false } = parts;
  const timing: Timing = { ...usualTiming, ...parts.timing };
  const client = createClient(token, apiRoot);
  const startedAt = now();
  const fetchFile = createFetchFile({ client, token, apiRoot, timing });
  const receiving = new AbortController();
  const sending = new AbortController();
  const account = { client, timing, log, signal: receiving.signal };
  const pace = createPace({ limits: parts.limits ?? telegramLimits });
  const takeBack = createTakeBack({ client, pace, timing, signal: sending.signal });
  const outbound = createOutbound({
    client,
    pace,
    timing,
    signal: sending.signal,
    takeBack,
    failed: (failure) => log.warn("not_sent", { channel: "telegram", error: failure.message }),
    now,
  });
  /** What may be ended only by its own end: cut off, nobody would know whether it arrived. */
  const underWay = createUnderWay();
  let intake: Intake | undefined;
  let isUsable = false;
  const end = Promise.withResolvers<void>();
  let work: Promise<void> = Promise.resolve();

  async function receive(taking: Intake, watcher: Watcher): Promise<void> {
    if (webhook !== undefined) return keepWebhook(account, webhook, watcher);
    await removeWebhook(account);
    await poll({ ...account, intake: taking }, { ...watcher, conflicting: () => removeWebhook(account) });
  }

  /** Tells Telegram what is finished, so that it does not come again. The journal knows it too, should this fail. */
  async function confirm(taking: Intake): Promise<void> {
    const offset = webhook === undefined ? taking.offset() : undefined;
    if (offset === undefined) return;
    const payload = { offset, limit: 1, timeout: 0 };
    await client
      .call("getUpdates", payload, { timeoutMs: LAST_CALL_MS })
      .then(() => taking.forgotten(offset))
      .catch((error: unknown) => log.warn("not_confirmed", { channel: "telegram", error: asSendError(error).message }));
  }

  /** What takes updates now; nothing before the start and while stopping. */
  const taken = () => (receiving.signal.aborted ? undefined : intake);

  return {
    name: "telegram",
    usable: () => isUsable && !receiving.signal.aborted,
    ended: end.promise,
    async start(converse: Converse, ready: () => void | Promise<void>) {
      const self = await introduce(account);
      if (self === undefined) return;
      const commands = new Set(menu.map(({ command }) => command));
      const context = { self, commands, startedAt, now, fetchFile, takeBack };
      const taking = await createIntake({ converse, outbound, journal, log, timing, context, takesAll });
      intake = taking;
      await new Promise<void>((resolve, reject) => {
        let first = true;
        const usable = () => {
          isUsable = true;
          if (!first) return;
          first = false;
          Promise.resolve(ready()).then(resolve, reject);
          void showMenu(account, menu);
        };
        const unusable = () => {
          isUsable = false;
        };
        // What ends receiving is a bug; a process that lives on deaf would be worse than one that is started again.
        work = receive(taking, { usable, unusable }).then(resolve, (error: unknown) =>
          (first ? reject : end.reject)(error),
        );
      });
    },
    async push(address, reply, _id, { once = false } = {}) {
      const options = { ...unasked(now()), ...(once ? { once: { until: receiving.signal } } : {}) };
      const work = outbound.send({ chat: chatOf(address), group: false }, reply, options);
      if (once) await underWay.hold(work);
      else await work;
    },
    async stop() {
      receiving.abort();
      await work;
      const drained = Promise.all([intake?.drained(), underWay.settled()]);
      await Promise.race([drained, pause(timing.stopMs, sending.signal)]);
      sending.abort();
      if (intake !== undefined) await confirm(intake);
      sending.abort();
      end.resolve();
    },
    ...(webhook === undefined ? {} : { webhook: createWebhook(webhook.secret, taken, timing) }),
  };
}

const LAST_CALL_MS = 2_000;

/** `telegram:1001` is the private chat 1001. */
function chatOf(address: string): number {
  return Number(address.slice(address.indexOf(":") + 1));
}

/** What answers nobody's message has no journal to keep: whoever pushed it keeps it until it arrived. */
function unasked(sentAt: number): SendOptions {
  const nothing = async () => {};
  return { sentAt, ready: nothing, attempting: nothing, failed: nothing, urgent: false };
}
