import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Channel } from "../chat/channel.ts";

export type Metrics = { contentType: string; text(): Promise<string>; close(): void };

/**
 * The process and its channels in Prometheus' text format. Numbers come from each channel's health; labels name channels,
 * never a person.
 */
export function createMetrics(channels: readonly Channel[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const usable = new Gauge({
    name: "sinetral_channel_usable",
    help: "1 while the channel receives messages, else 0.",
    labelNames: ["channel"],
    registers: [registry],
  });
  const gauges = new Map<string, Gauge>();

  function gaugeOf(channel: string, number: string): Gauge {
    const name = `sinetral_${channel}_${number}`;
    const known = gauges.get(name);
    if (known !== undefined) return known;
    const gauge = new Gauge({
      name,
      help: `${number.replaceAll("_", " ")}, as the channel ${channel} counts it.`,
      registers: [registry],
    });
    gauges.set(name, gauge);
    return gauge;
  }

  function read(): void {
    for (const gauge of gauges.values()) gauge.reset();
    for (const channel of channels) {
      usable.set({ channel: channel.name }, channel.usable() ? 1 : 0);
      for (const [number, value] of Object.entries(channel.health?.().numbers ?? {}))
        if (/^[a-z][a-z0-9_]*$/.test(number)) gaugeOf(channel.name, number).set(value);
    }
  }

  return {
    contentType: registry.contentType,
    text() {
      read();
      return registry.metrics();
    },
    close: () => registry.clear(),
  };
}
