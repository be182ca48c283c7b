import type { BinaryNode } from "@whiskeysockets/baileys";
import { createWeather, type Weather } from "./weather.ts";

/** What becomes of a message that the bot sends. */
export type MessageFate =
  | { kind: "acked"; delayMs?: number }
  | { kind: "refused"; error: number }
  /** Delivered, the ack kept back until the fault is lifted. */
  | { kind: "held" }
  /** Delivered, but the ack is lost. */
  | { kind: "lost" }
  /** The connection breaks with the message, before or after it was taken. */
  | { kind: "dropped"; delivered: boolean };

/** `undefined`: nothing is answered. */
export type Answer = (iq: BinaryNode) => BinaryNode[] | { error: number } | undefined;

/**
 * What goes wrong, each the next `times` times (once unless told); the functions returned lift a fault early.
 * A query is named by its namespace, type and first child, as far as one likes: `usync`, `encrypt/get/key`,
 * `w:p/get/ping`, `w:g2`, `w:m/set/media_conn`, `w:mex`.
 */
export type Faults = {
  /** Answers the WebSocket upgrade with an HTTP status, 503 unless told. */
  refuseUpgrade(status?: number, times?: number): () => void;
  /** Accepts the connection and never says a word. */
  mute(times?: number): () => void;
  /** Shows a certificate of another root, or this root's for another key. */
  certificate(which: "foreign" | "borrowed", times?: number): () => void;
  /** Answers the login with `<failure reason>`: 401 unlinked, 403 banned, 405 outdated, 503. */
  refuseLogin(reason: number, times?: number): () => void;
  /** Refuses messages in the ack: 479, 463; only those to one jid, if told. */
  refuseMessages(error: number, options?: { times?: number; to?: string }): () => void;
  /** Keeps acks back until lifted. */
  holdAcks(): () => void;
  loseAcks(times?: number): () => void;
  slowAcks(delayMs: number, times?: number): () => void;
  /** Breaks the connection at a message, which was taken (but not acked) or lost. */
  dropAtMessage(options?: { times?: number; delivered?: boolean }): () => void;
  /** Breaks the connection right after a message was given to the bot. */
  dropAtDelivery(times?: number): () => void;
  /** Never answers a query, until lifted or `times` times. */
  silence(query: string, times?: number): () => void;
  /** Answers a query otherwise. */
  answer(query: string, answer: Answer, times?: number): () => void;
  /** Answers requests for media with an HTTP status. */
  refuseMedia(method: "GET" | "POST", status: number, times?: number): () => void;
  /** Breaks messages on their way to the bot, so that it cannot decrypt them. */
  corrupt(times?: number): () => void;
  /** Does all kinds of things by chance, the same at every run with the same seed; nothing without options. */
  weather(options?: Weather): void;
  clear(): void;
};

type Fault =
  | { kind: "upgrade"; status: number }
  | { kind: "mute" }
  | { kind: "certificate"; which: "foreign" | "borrowed" }
  | { kind: "login"; reason: number }
  | { kind: "message"; fate: MessageFate; to?: string }
  | { kind: "query"; query: string; answer: Answer }
  | { kind: "media"; method: string; status: number }
  | { kind: "corrupt" }
  | { kind: "delivery" };
type OfKind<K extends Fault["kind"]> = Extract<Fault, { kind: K }>;

export type Trouble = Faults & {
  take<K extends Fault["kind"]>(kind: K, fits?: (fault: OfKind<K>) => boolean): OfKind<K> | undefined;
  fateOf(to: string): MessageFate;
  dropsDelivery(): boolean;
  /** Instead of the usual answer to a query, if any fault says so. */
  answerOf(query: string): Answer | undefined;
  /** Whether a message for the bot is delivered twice. */
  doubles(): boolean;
  /** Whether a phone cannot read what it gets. */
  blinds(): boolean;
};

/** `lifted` is told when a fault ends before its time, as held acks go out then. */
export function createFaults(lifted: () => void): Trouble {
  const faults = new Set<{ fault: Fault; left: number }>();
  let weather = createWeather();

  function add(fault: Fault, times = 1): () => void {
    const entry = { fault, left: times };
    faults.add(entry);
    return () => {
      faults.delete(entry);
      lifted();
    };
  }

  function take<K extends Fault["kind"]>(
    kind: K,
    fits: (fault: OfKind<K>) => boolean = () => true,
  ): OfKind<K> | undefined {
    for (const entry of faults) {
      const fault = entry.fault as OfKind<K>;
      if (entry.fault.kind !== kind || !fits(fault)) continue;
      entry.left -= 1;
      if (entry.left <= 0) faults.delete(entry);
      return fault;
    }
    return undefined;
  }

  const ofMessage = (fate: MessageFate, times?: number, to?: string) =>
    add({ kind: "message", fate, ...(to === undefined ? {} : { to }) }, times);

  return {
    refuseUpgrade: (status = 503, times) => add({ kind: "upgrade", status }, times),
    mute: (times) => add({ kind: "mute" }, times),
    certificate: (which, times) => add({ kind: "certificate", which }, times),
    refuseLogin: (reason, times) => add({ kind: "login", reason }, times),
    refuseMessages: (error, { times, to } = {}) => ofMessage({ kind: "refused", error }, times, to),
    holdAcks: () => ofMessage({ kind: "held" }, Number.POSITIVE_INFINITY),
    loseAcks: (times) => ofMessage({ kind: "lost" }, times),
    slowAcks: (delayMs, times) => ofMessage({ kind: "acked", delayMs }, times),
    dropAtMessage: ({ times, delivered = false } = {}) => ofMessage({ kind: "dropped", delivered }, times),
    dropAtDelivery: (times) => add({ kind: "delivery" }, times),
    silence: (query, times = Number.POSITIVE_INFINITY) => add({ kind: "query", query, answer: () => undefined }, times),
    answer: (query, answer, times) => add({ kind: "query", query, answer }, times),
    refuseMedia: (method, status, times) => add({ kind: "media", method, status }, times),
    corrupt: (times) => add({ kind: "corrupt" }, times),
    weather: (options) => {
      weather = createWeather(options);
    },
    clear: () => {
      faults.clear();
      weather = createWeather();
      lifted();
    },
    take,
    fateOf: (to) =>
      take("message", (fault) => fault.to === undefined || fault.to === to)?.fate ??
      weather.fate() ?? { kind: "acked" },
    dropsDelivery: () => take("delivery") !== undefined || weather.dropsDelivery(),
    answerOf: (query) => {
      const told = take("query", (fault) => query === fault.query || query.startsWith(`${fault.query}/`));
      if (told !== undefined) return told.answer;
      return weather.silent() ? () => undefined : undefined;
    },
    doubles: () => weather.doubles(),
    blinds: () => weather.blinds(),
  };
}
