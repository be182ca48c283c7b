import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Channel } from "../chat/channel.ts";
import type { DeliveryFigure } from "../reminders/mailing.ts";

export type Metrics = { contentType: string; text(): Promise<string>; close(): void };

/**
 * The process, its channels, its deliveries and its language model in Prometheus' text format. Numbers come from each channel's health; labels name
 * channels, kinds and states, never a person.
 */
export function createMetrics(
  channels: readonly Channel[],
  deliveryFigures: () => Promise<readonly DeliveryFigure[]>,
  modelFigures: () => Readonly<Record<string, number>> = () => ({}),
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const usable = new Gauge({
    name: "sinetral_channel_usable",
    help: "1 while the channel receives messages, else 0.",
    labelNames: ["channel"],
    registers: [registry],
  });
  const deliveries = new Gauge({
    name: "sinetral_deliveries",
    help: "Messages of mailings to one person each, by kind of mailing and by what became of them.",
    labelNames: ["kind", "state"],
    registers: [registry],
  });
  const gauges = new Map<string, Gauge>();

  function gaugeOf(counting: string, number: string): Gauge {
    const name = `sinetral_${counting}_${number}`;
    const known = gauges.get(name);
    if (known !== undefined) return known;
    const gauge = new Gauge({
      name,
      help: `${number.replaceAll("_", " ")}, as ${counting} counts it.`,
      registers: [registry],
    });
    gauges.set(name, gauge);
    return gauge;
  }

  async function read(): Promise<void> {
    const figures = await deliveryFigures();
    deliveries.reset();
    for (const { kind, state, count } of figures) deliveries.set({ kind, state }, count);
    for (const gauge of gauges.values()) gauge.reset();
    for (const channel of channels) {
      usable.set({ channel: channel.name }, channel.usable() ? 1 : 0);
      for (const [number, value] of Object.entries(channel.health?.().numbers ?? {}))
        if (/^[a-z][a-z0-9_]*$/.test(number)) gaugeOf(channel.name, number).set(value);
    }
    for (const [number, value] of Object.entries(modelFigures())) gaugeOf("model", number).set(value);
  }

  return {
    contentType: registry.contentType,
    async text() {
      await read();
      return registry.metrics();
    },
    close: () => registry.clear(),
  };
}
