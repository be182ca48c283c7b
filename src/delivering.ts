import type { Channel, PushOptions } from "./chat/channel.ts";
import type { Choice, Reply } from "./chat/message.ts";
import { type DeliverTiming, startDeliver } from "./delivery/deliver.ts";
import { startMail, usualMail } from "./delivery/mail.ts";
import { SendError } from "./delivery/send-error.ts";
import type { Log } from "./log.ts";
import { createAttachments } from "./stores/attachments-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { createMailings } from "./stores/mailings-sqlite.ts";
import { createOutbox } from "./stores/outbox-sqlite.ts";

export type DeliveringParts = {
  database: Database;
  channels: readonly Channel[];
  log: Log;
  now: () => number;
  /** What somebody was just shown may be chosen next. */
  offer(address: string, choices: readonly Choice[]): void;
  timing?: DeliverTiming | undefined;
  /** What else is due every second, see `delivery/mail.ts`. */
  tick?: (() => Promise<void>) | undefined;
};

/** Sends whatever nobody asked for this moment: officers' answers and notices from the outbox, and mailings. */
export function startDelivering({ database, channels, log, now, offer, timing, tick }: DeliveringParts) {
  const pushWith = (options: PushOptions) => async (address: string, reply: Reply, id: string) => {
    const channel = channels.find(({ name }) => address.startsWith(`${name}:`));
    // The channel of an address may be switched off for a while; what waits for it is kept.
    if (channel === undefined) throw new SendError("offline");
    await channel.push(address, reply, id, options);
    if (reply.choices.length > 0) offer(address, reply.choices);
  };
  const deliver = startDeliver({
    outbox: createOutbox(database, now),
    push: pushWith({ answers: true }),
    log,
    ...(timing === undefined ? {} : { timing }),
  });
  const mail = startMail({
    mailings: createMailings(database, now),
    channels: channels.map(({ name }) => name),
    push: pushWith({ once: true }),
    files: createAttachments(database),
    ...(tick === undefined ? {} : { tick }),
    log,
    now,
    timing: { ...usualMail, ...timing },
  });
  return {
    /** Takes nothing more; resolves when what is under way has ended, which the channels bring about when they stop. */
    async stop() {
      await Promise.all([deliver.stop(), mail.stop()]);
    },
  };
}
