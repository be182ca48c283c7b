import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../../src/chat/channel.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import { openWebServer, type WebServer } from "../../src/web/server.ts";

const quiet = { start: async () => {}, ended: new Promise<void>(() => {}), push: async () => {}, stop: async () => {} };
let numbers: Record<string, number>;
let usable: boolean;
const telegram: Channel = { ...quiet, name: "telegram", usable: () => true };
const whatsapp: Channel = {
  ...quiet,
  name: "whatsapp",
  usable: () => usable,
  health: () => ({ ok: usable, says: "whatever it says to 6281234567890", numbers }),
};

const figures = async () => [
  { kind: "reminder" as const, state: "accepted" as const, count: 5_180 },
  { kind: "broadcast" as const, state: "unknown" as const, count: 3 },
];

let server: WebServer;
let deliveryFigures: typeof figures;
let free: number | undefined;
beforeEach(async () => {
  usable = false;
  free = 0.4196;
  numbers = { connects: 3, disconnects_408: 2, "6281234567890": 1, "a b": 1 };
  deliveryFigures = figures;
  const ready = () => usable;
  const metrics = createMetrics({
    ...{ version: "1.2.3", channels: [telegram, whatsapp], ready },
    deliveryFigures: () => deliveryFigures(),
    waitingFigures: async () => ({ outbox: 2, open: [{ kind: "broadcast", seconds: 90 }] }),
    answered: () => new Map([["telegram", 7]]),
    troubles: () =>
      new Map([
        ["handler_failed" as const, 2],
        ["deaf" as const, 1],
        ["tip_failed" as const, 5],
      ]),
    freeDisk: async () => free,
    backupAt: () => new Date("2026-11-29T03:00:00Z"),
    modelFigures: () => ({ down: 1, tokens_today: 4_200 }),
  });
  server = await openWebServer({ port: 0, webhooks: [], ready, metrics });
});
afterEach(() => server.close());

const scrape = () => fetch(`http://127.0.0.1:${server.port}/metrics`);

describe("/metrics", () => {
  it("shows the process, each channel and its numbers as they are at that moment", async () => {
    const response = await scrape();
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await response.text();
    for (const line of [
      'sinetral_channel_usable{channel="telegram"} 1',
      'sinetral_channel_usable{channel="whatsapp"} 0',
      "sinetral_whatsapp_connects 3",
      "sinetral_whatsapp_disconnects_408 2",
      'sinetral_deliveries{kind="reminder",state="accepted"} 5180',
      'sinetral_deliveries{kind="broadcast",state="unknown"} 3',
      'sinetral_info{version="1.2.3"} 1',
      "sinetral_ready 0",
      'sinetral_answers_total{channel="telegram"} 7',
      'sinetral_answers_total{channel="whatsapp"} 0',
      "sinetral_outbox_waiting 2",
      'sinetral_mailing_open_seconds{kind="broadcast"} 90',
      'sinetral_troubles_total{event="handler_failed"} 2',
      'sinetral_troubles_total{event="deaf"} 1',
      'sinetral_troubles_total{event="unanswered"} 0',
      "sinetral_data_free_ratio 0.41",
      "sinetral_backup_timestamp_seconds 1795921200",
      "sinetral_model_down 1",
      "sinetral_model_tokens_today 4200",
    ])
      expect(text.split("\n")).toContain(line);
    for (const name of [
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
      "nodejs_eventloop_lag_p99_seconds",
    ])
      expect(text).toMatch(new RegExp(`^${name} [\\d.e-]+$`, "m"));
    usable = true;
    numbers = { connects: 4 };
    const later = (await (await scrape()).text()).split("\n");
    expect(later).toContain('sinetral_channel_usable{channel="whatsapp"} 1');
    expect(later).toContain("sinetral_whatsapp_connects 4");
  });

  it("shows no sentence and nothing that is not a plain name", async () => {
    expect(await (await scrape()).text()).not.toContain("6281234567890");
  });

  it("says of reports nothing, not even that one could not be stored", async () => {
    expect(await (await scrape()).text()).not.toMatch(/^sinetral.*(?:tip|report|lapor)/im);
  });

  it("counts from the start of the process, however often it is asked", async () => {
    await scrape();
    expect(await (await scrape()).text()).toContain('sinetral_answers_total{channel="telegram"} 7\n');
  });

  it("shows the rest when the database or the disk cannot be asked", async () => {
    await scrape();
    deliveryFigures = () => Promise.reject(new Error("SQLITE_IOERR"));
    free = undefined;
    const text = await (await scrape()).text();
    expect(text).toContain('sinetral_channel_usable{channel="telegram"} 1\n');
    expect(text).not.toMatch(/^sinetral_(deliveries|outbox_waiting|mailing_open_seconds|data_free_ratio)[ {]/m);
  });

  it("leaves /health and /ready as they are", async () => {
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status;
    expect([await status("/health"), await status("/ready")]).toEqual([200, 503]);
  });

  it("is not there without metrics", async () => {
    const bare = await openWebServer({ port: 0, webhooks: [], ready: () => true });
    expect((await fetch(`http://127.0.0.1:${bare.port}/metrics`)).status).toBe(404);
    await bare.close();
  });
});
