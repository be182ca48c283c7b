import { proto, type SocketConfig } from "@whiskeysockets/baileys";
import { forgetOldest } from "../../../chat/quota.ts";
import type { SessionStore } from "../../../chat/session-store.ts";
import { texts } from "../../../chat/texts.ts";
import { errorName, type Log } from "../../../log.ts";

/** What was sent lately, for phones that could not read it and ask again: by id alone, for they ask by another address. */
export type Sent = {
  /** Keeps a message until then (ms); with `lasting`, over a restart too. */
  put(id: string, message: proto.IMessage, options: { until: number; lasting: boolean }): Promise<void>;
  /** It is deleted again: whoever asks for it gets nothing. */
  forget(id: string): void;
  getMessage: SocketConfig["getMessage"];
};

export type SentParts = { store: SessionStore; log: Log; now: () => number };

/** A person asks within minutes, so the newest are enough in memory; the store has all that may be written down. */
const MOST_IN_MEMORY = 2_000;
/** At least between two looks at all of it. */
const SWEEP_MS = 1_000;

export function createSent({ store, log, now }: SentParts): Sent {
  const inMemory = new Map<string, { message: proto.IMessage | undefined; until: number }>();
  let next: { at: number; timer: NodeJS.Timeout } | undefined;

  /** Nothing stays longer than it may, though nothing else is sent. */
  function sweepAt(at: number): void {
    if (next !== undefined && next.at <= at) return;
    clearTimeout(next?.timer);
    next = { at, timer: setTimeout(sweep, Math.max(SWEEP_MS, at - now())).unref() };
  }

  function sweep(): void {
    next = undefined;
    for (const [id, { until }] of inMemory) if (until <= now()) inMemory.delete(id);
    if (inMemory.size > 0) sweepAt(Math.min(...[...inMemory.values()].map(({ until }) => until)));
  }

  return {
    async put(id, message, { until, lasting }) {
      inMemory.delete(id);
      inMemory.set(id, { message, until });
      forgetOldest(inMemory, MOST_IN_MEMORY);
      sweepAt(until);
      if (!lasting) return;
      const body = Buffer.from(proto.Message.encode(withoutQuote(message)).finish()).toString("base64");
      // A full disk must not keep anybody from an answer.
      await store.sent
        .put(id, body, until)
        .catch((error: unknown) => log.error("journal_failed", { channel: "whatsapp", error: errorName(error) }));
    },
    forget(id) {
      const kept = inMemory.get(id);
      if (kept !== undefined) kept.message = undefined;
    },
    async getMessage({ id }) {
      if (id === undefined || id === null) return undefined;
      const kept = inMemory.get(id);
      if (kept !== undefined) return kept.until > now() ? kept.message : undefined;
      const body = await store.sent.get(id);
      if (body !== undefined) return proto.Message.decode(Buffer.from(body, "base64"));
      // What answered something that is not written down went with its process; nobody is left waiting for it without a word.
      return isOurs(id) ? { extendedTextMessage: { text: texts.answerGone } } : undefined;
    },
  };
}

/** A quote repeats what somebody wrote and who it was, which is to be forgotten as soon as it is answered. */
function withoutQuote(message: proto.IMessage): proto.IMessage {
  const copy = proto.Message.decode(proto.Message.encode(message).finish());
  for (const part of [copy.extendedTextMessage, copy.imageMessage, copy.documentMessage])
    if (part != null) part.contextInfo = null;
  return copy;
}

/** Whether an id was made by `outbound.ts`. */
function isOurs(id: string): boolean {
  return /^3EB0[0-9A-F]{18}$/.test(id);
}
