import { z } from "zod";
import { systemClock } from "../clock.ts";
import type { Log, LogEvent } from "../log.ts";
import { usualCareTiming } from "../models/care-timing.ts";
import { type OpenedModel, openModel } from "../models.ts";
import type { Settings } from "../settings.ts";

/** How a language model answered a question of a few words, in which nothing of anybody is. */
export type ModelLooked =
  | { kind: "off" }
  | { kind: "answers"; ms: number }
  /** It answered, but not in the shape asked for. */
  | { kind: "misshapen" }
  /** It refused or did not answer; `event` as the log would name it, and a status or a code. */
  | { kind: "silent"; event: LogEvent | undefined; code: string };

const TASK = {
  prompt: { system: 'Jawab hanya dengan JSON: {"siap": true}', user: "Siap?" },
  schema: z.object({ siap: z.boolean() }),
  name: "siap",
  mostTokens: 60,
} as const;

/** Asks the model of the settings a question of its own, in the way that answers are asked for. Never rejects. */
export function lookAtModel(settings: Settings, timeoutMs = 15_000): Promise<ModelLooked> {
  return look(settings, async ({ model }) => {
    const said = await model.ask(TASK, { until: performance.now() + timeoutMs });
    if (said.kind === "said") return "answers";
    return said.why === "unusable" || said.why === "refused" ? "misshapen" : "silent";
  });
}

/** Asks the model for embeddings of the settings for the vector of a word; `off` without one. Never rejects. */
export function lookAtEmbeddings(settings: Settings, timeoutMs = 15_000): Promise<ModelLooked> {
  return look(settings, async ({ embed }) => {
    if (embed === undefined) return "off";
    return (await embed.embed(["netral"], { until: performance.now() + timeoutMs })) === undefined
      ? "silent"
      : "answers";
  });
}

async function look(
  settings: Settings,
  ask: (opened: OpenedModel) => Promise<ModelLooked["kind"]>,
): Promise<ModelLooked> {
  let told: { event: LogEvent; code: string } | undefined;
  const tell: Log["warn"] = (event, fields) => {
    told = { event, code: fields?.error?.replace(/^(?:chat|embeddings) /, "") ?? "" };
  };
  const opened = openModel({
    settings,
    log: { debug: tell, info: tell, warn: tell, error: tell },
    clock: systemClock,
    // One failure is all there will be to tell of.
    care: { timing: { ...usualCareTiming, breaker: { ...usualCareTiming.breaker, failures: 1 } } },
  });
  if (opened === undefined) return { kind: "off" };
  const began = performance.now();
  const kind = await ask(opened);
  opened.close();
  switch (kind) {
    case "off":
    case "misshapen":
      return { kind };
    case "answers":
      return { kind, ms: Math.round(performance.now() - began) };
    case "silent":
      return { kind, event: told?.event, code: told?.code ?? "no answer" };
  }
}
