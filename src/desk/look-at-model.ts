import { z } from "zod";
import { systemClock } from "../clock.ts";
import type { Log, LogEvent } from "../log.ts";
import { usualCareTiming } from "../models/care-timing.ts";
import { openModel } from "../models.ts";
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
export async function lookAtModel(settings: Settings, timeoutMs = 15_000): Promise<ModelLooked> {
  let told: { event: LogEvent; code: string } | undefined;
  const tell: Log["warn"] = (event, fields) => {
    told = { event, code: fields?.error?.replace(/^chat /, "") ?? "" };
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
  const said = await opened.model.ask(TASK, { until: began + timeoutMs });
  opened.close();
  if (said.kind === "said") return { kind: "answers", ms: Math.round(performance.now() - began) };
  if (said.why === "unusable" || said.why === "refused") return { kind: "misshapen" };
  return { kind: "silent", event: told?.event, code: told?.code ?? "no answer" };
}
