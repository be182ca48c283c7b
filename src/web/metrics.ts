import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Channel } from "../chat/channel.ts";
import type { LogEvent } from "../log.ts";
import type { DeliveryFigure, WaitingFigures } from "../reminders/mailing.ts";

export type Metrics = { contentType: string; text(): Promise<string>; close(): void };

export type MetricsParts = {
  version: string;
  channels: readonly Channel[];
  ready: () => boolean;
  deliveryFigures: () => Promise<readonly DeliveryFigure[]>;
  waitingFigures: () => Promise<WaitingFigures>;
  answered: () => ReadonlyMap<string, number>;
  troubles: () => ReadonlyMap<LogEvent, number>;
  /** How much of the data folder's disk is free, from 0 to 1; undefined where that cannot be told. */
  freeDisk: () => Promise<number | undefined>;
  /** When the data was backed up last; undefined when it never was. */
  backupAt: () => Date | undefined;
  modelFigures?: (() => Readonly<Record<string, number>>) | undefined;
};

/** There from the start, so that the first one is seen as a step from 0. */
export const watchedTroubles: readonly LogEvent[] = [
  "token_refused",
  "conflict",
  "handler_failed",
  "handler_timeout",
  "update_unreadable",
  "unanswered",
  "delivery_failed",
  "journal_failed",
  "counts_failed",
  "forgetting_failed",
  "knowledge_unusable",
  "learning_failed",
];

/** It would tell whoever sees the metrics that somebody reports; the disk shows in what else fails on it. */
const UNTOLD: ReadonlySet<LogEvent> = new Set(["tip_failed"]);

/**
 * The process, its channels, its deliveries and its language model in Prometheus' text format. Numbers come from each channel's health; labels name
 * channels, kinds, states and events, never a person. Of reports there is nothing, and what is counted of answers leaves them out.
 */
export function createMetrics(parts: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `sinetral_${name}`, help, labelNames, registers });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `sinetral_${name}`, help, labelNames, registers });

  gauge("info", "Always 1; its label is the version.", "version").set({ version: parts.version }, 1);
  const ready = gauge("ready", "1 while every channel receives messages, as /ready says, else 0.");
  const usable = gauge("channel_usable", "1 while the channel receives messages, else 0.", "channel");
  const answers = counter(
    "answers_total",
    "Answers since the start, without reports and what leads to one.",
    "channel",
  );
  const deliveries = gauge(
    "deliveries",
    "Messages of mailings to one person each, by kind of mailing and by what became of them.",
    "kind",
    "state",
  );
  const open = gauge("mailing_open_seconds", "For how long the oldest mailing of a kind has been going out.", "kind");
  const outbox = gauge("outbox_waiting", "Messages of no mailing that wait to be sent, such as officers' answers.");
  const troubles = counter("troubles_total", "Warnings and errors in the log since the start, by event.", "event");
  const disk = gauge("data_free_ratio", "How much of DATA_DIR's disk is free, rounded down to hundredths.");
  const backup = gauge("backup_timestamp_seconds", "When the data was backed up last; 0 when it never was.");
  const others = new Map<string, Gauge>();

  function otherGauge(counting: string, number: string): Gauge {
    const name = `${counting}_${number}`;
    const known = others.get(name) ?? gauge(name, `${number.replaceAll("_", " ")}, as ${counting} counts it.`);
    others.set(name, known);
    return known;
  }

  async function readDeliveries(): Promise<void> {
    deliveries.reset();
    open.reset();
    outbox.remove();
    try {
      for (const { kind, state, count } of await parts.deliveryFigures()) deliveries.set({ kind, state }, count);
      const waiting = await parts.waitingFigures();
      for (const { kind, seconds } of waiting.open) open.set({ kind }, seconds);
      outbox.set(waiting.outbox);
    } catch {
      // Of a database that cannot be read the rest still tells, and delivery_failed among it.
    }
  }

  function readCounts(): void {
    answers.reset();
    for (const { name } of parts.channels) answers.inc({ channel: name }, parts.answered().get(name) ?? 0);
    troubles.reset();
    for (const event of watchedTroubles) troubles.inc({ event }, 0);
    for (const [event, count] of parts.troubles()) if (!UNTOLD.has(event)) troubles.inc({ event }, count);
  }

  function readChannels(): void {
    ready.set(parts.ready() ? 1 : 0);
    for (const other of others.values()) other.reset();
    for (const channel of parts.channels) {
      usable.set({ channel: channel.name }, channel.usable() ? 1 : 0);
      for (const [number, value] of Object.entries(channel.health?.().numbers ?? {}))
        if (/^[a-z][a-z0-9_]*$/.test(number)) otherGauge(channel.name, number).set(value);
    }
    for (const [number, value] of Object.entries(parts.modelFigures?.() ?? {})) otherGauge("model", number).set(value);
  }

  async function readDisk(): Promise<void> {
    const free = await parts.freeDisk();
    // Rounded, for what a report takes of it is nobody's business.
    if (free === undefined) disk.remove();
    else disk.set(Math.floor(free * 100) / 100);
    backup.set((parts.backupAt()?.getTime() ?? 0) / 1000);
  }

  return {
    contentType: registry.contentType,
    async text() {
      await readDeliveries();
      await readDisk();
      readCounts();
      readChannels();
      return registry.metrics();
    },
    close: () => registry.clear(),
  };
}
