import type { ModelOptions } from "../../src/answer/model.ts";
import { createLog } from "../../src/log.ts";
import { type CareTiming, usualCareTiming } from "../../src/models/care-timing.ts";
import { type OpenedModel, openModel } from "../../src/models.ts";
import { readSettings } from "../../src/settings.ts";
import { type OpenAiServer, startOpenAi } from "../support/openai-server/server.ts";

export const KEY = "sk-uji-rahasia-8841";

/** Everything as it is, but waiting for milliseconds. */
export const quickTiming: CareTiming = {
  ...usualCareTiming,
  breaker: { failures: 3, firstMs: 40, mostMs: 160 },
  leastMs: 5,
  fairMs: 50,
  slowMs: 3_000,
  pauseMs: 2,
};

export type Stage = {
  server: OpenAiServer;
  /** Lines of the log at its finest level. */
  lines: string[];
  /** The names of the events that were logged. */
  events(): string[];
  open(environment?: Record<string, string>, more?: { clock?: () => Date; now?: () => number }): OpenedModel;
};

/** A stand-in of the API and models on it. `server.stop` ends it. */
export async function createModelStage(timing: CareTiming = quickTiming): Promise<Stage> {
  const server = await startOpenAi();
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  return {
    server,
    lines,
    events: () => lines.map((line) => String((JSON.parse(line) as { event: unknown }).event)),
    open(environment = {}, { clock = () => new Date(), now } = {}) {
      const settings = readSettings({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl, ...environment });
      const opened = openModel({ settings, log, clock, care: { timing, ...(now === undefined ? {} : { now }) } });
      if (opened === undefined) throw new Error("There is no model.");
      return opened;
    },
  };
}

/** Somebody who waits so long. */
export function patient(ms = 5_000, person?: string): ModelOptions {
  return { until: performance.now() + ms, person };
}
