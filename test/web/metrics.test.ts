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
beforeEach(async () => {
  usable = false;
  numbers = { connects: 3, disconnects_408: 2, "6281234567890": 1, "a b": 1 };
  const channels = [telegram, whatsapp];
  server = await openWebServer({
    port: 0,
    webhooks: [],
    ready: () => usable,
    metrics: createMetrics(channels, figures, () => ({ down: 1, tokens_today: 4_200 })),
  });
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
      "sinetral_model_down 1",
      "sinetral_model_tokens_today 4200",
    ])
      expect(text.split("\n")).toContain(line);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    usable = true;
    numbers = { connects: 4 };
    const later = (await (await scrape()).text()).split("\n");
    expect(later).toContain('sinetral_channel_usable{channel="whatsapp"} 1');
    expect(later).toContain("sinetral_whatsapp_connects 4");
  });

  it("shows no sentence and nothing that is not a plain name", async () => {
    expect(await (await scrape()).text()).not.toContain("6281234567890");
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
