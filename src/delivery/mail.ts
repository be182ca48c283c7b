import type { ChannelName, Reply } from "../chat/message.ts";
import { errorName, type Log } from "../log.ts";
import type { Mailing, MailingDelivery, Mailings, Settled } from "../reminders/mailing.ts";
import type { ReplyFile } from "../reply-file.ts";
import { backoffMs, pause } from "./backoff.ts";
import { createLaneCare, type LaneTiming } from "./lane-care.ts";
import { SendError } from "./send-error.ts";

export type MailTiming = LaneTiming & { everyMs: number; leaseMs: number };

/** A lease outlasts the longest that a channel tries one message. */
export const usualMail: MailTiming = {
  everyMs: 1_000,
  leaseMs: 900_000,
  retry: { firstMs: 5_000, mostMs: 900_000 },
  rest: { firstMs: 1_000, mostMs: 60_000 },
};

export type MailParts = {
  mailings: Mailings;
  /** The channels that are set; what is for others waits. */
  channels: readonly ChannelName[];
  /** Hands a message to its channel for one try; rejects with a SendError. */
  push(address: string, reply: Reply, id: string): Promise<void>;
  /** The files of a mailing. */
  files(mailing: Mailing): Promise<readonly ReplyFile[]>;
  /** Whatever else is due every second, after what is due was opened and what has ended was ended. */
  tick?(): Promise<void>;
  log: Log;
  /** Wall clock in ms; only to hear that it was set back. */
  now: () => number;
  timing?: MailTiming;
};

export type Mail = { stop(): Promise<void> };

/** So much a clock may be corrected without anything having to be done. */
const SET_BACK_MS = 5_000;

export const mailTexts = { resent: "(dikirim ulang) Mungkin Anda sudah menerima pesan ini." } as const;

/**
 * Opens mailings when they are due and sends them until it is stopped, a lane for each channel. Each message is settled by itself,
 * before another takes its place; what was under way when the process ended is sent once more with a mark or, of a broadcast, left
 * to an officer.
 */
export function startMail(parts: MailParts): Mail {
  const { mailings, channels, push, files, tick, log, now, timing = usualMail } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** What this process is sending; its own memory of that is surer than any lease. */
  const underWay = new Set<number>();

  /** Does what must be done, however long the disk fails; when stopping, once. */
  async function surely(work: () => Promise<unknown>): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        await work();
        return;
      } catch (error) {
        log.error("delivery_failed", { error: errorName(error) });
        if (signal.aborted) return;
        await pause(backoffMs(failures, timing.rest), signal);
      }
    }
  }

  async function replyTo({ mailing, resent }: MailingDelivery): Promise<Reply> {
    const attached = await files(mailing).catch((error: unknown) => {
      // Nothing was sent yet.
      throw new SendError("offline", { code: errorName(error) });
    });
    const blocks = resent
      ? [{ kind: "note" as const, text: mailTexts.resent }, ...mailing.reply.blocks]
      : mailing.reply.blocks;
    return { ...mailing.reply, blocks, ...(attached.length === 0 ? {} : { files: attached }) };
  }

  async function send(delivery: MailingDelivery, care: ReturnType<typeof createLaneCare>, channel: ChannelName) {
    underWay.add(delivery.id);
    let settled: Settled = { state: "accepted" };
    try {
      await push(delivery.address, await replyTo(delivery), pushId(delivery));
      care.arrived();
    } catch (error) {
      settled = care.judge(error, delivery);
      const told = error instanceof SendError ? error.message : errorName(error);
      if (!signal.aborted) log.warn("undelivered", { channel, error: told, count: delivery.attempts });
    }
    await surely(() => mailings.settle(delivery, settled));
    underWay.delete(delivery.id);
  }

  async function lane(channel: ChannelName): Promise<void> {
    const care = createLaneCare(timing);
    const sending = new Set<Promise<void>>();
    while (!signal.aborted) {
      if (care.restMs() > 0) await pause(care.restMs(), signal);
      const free = care.width() - sending.size;
      const taken = free > 0 && !signal.aborted ? await take(channel, free) : [];
      for (const delivery of taken) {
        const work = send(delivery, care, channel).finally(() => sending.delete(work));
        sending.add(work);
      }
      if (sending.size >= care.width()) await Promise.race(sending);
      else if (taken.length === 0) await pause(timing.everyMs, signal);
    }
    await Promise.all(sending);
  }

  async function take(channel: ChannelName, most: number): Promise<MailingDelivery[]> {
    try {
      return await mailings.take(channel, most, timing.leaseMs);
    } catch (error) {
      // A disk that fails now may work in a while; nothing is lost meanwhile.
      log.error("delivery_failed", { channel, error: errorName(error) });
      return [];
    }
  }

  async function keepTime(): Promise<void> {
    let ahead = now() - performance.now();
    while (!signal.aborted) {
      const back = ahead - (now() - performance.now());
      try {
        if (back > SET_BACK_MS) await mailings.clockSetBack(back);
        ahead -= back;
        await mailings.recover({ underWay });
        await mailings.openDue();
        await mailings.finish();
        await tick?.();
      } catch (error) {
        log.error("delivery_failed", { error: errorName(error) });
      }
      await pause(timing.everyMs, signal);
    }
  }

  async function run(): Promise<void> {
    await surely(() => mailings.recover("all"));
    await Promise.all([keepTime(), ...channels.map(lane)]);
  }

  const work = run();
  return {
    async stop() {
      stopping.abort();
      await work;
    },
  };
}

/** What is sent once more is another message, so that a platform which tells doubles shows it. */
function pushId({ id, resent }: MailingDelivery): string {
  return resent ? `mailing ${id} again` : `mailing ${id}`;
}
