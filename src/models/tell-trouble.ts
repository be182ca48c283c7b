import type { Log } from "../log.ts";
import type { Turn } from "./breaker.ts";
import type { Failure } from "./failure.ts";
import type { Late } from "./within.ts";

/** What is called, for the log. */
export type Called = "chat" | "embeddings" | "transcription";

/** One line when it goes down or is wrongly set, one when it is back; the hundred failures between say nothing new. */
export function createTeller(log: Log, what: Called) {
  let told: string | undefined;
  return (turn: Turn, failure: Failure | Late | undefined): void => {
    if (turn === "closed") {
      told = undefined;
      log.info("model_back", { error: what });
      return;
    }
    if (failure?.kind === "not-taken" && told === undefined) {
      told = "model_not_taken";
      log.warn("model_not_taken", { error: `${what} ${failure.error}` });
      return;
    }
    if (failure?.kind === "misset") {
      if (told !== failure.event) log.error(failure.event, { error: `${what} ${failure.error}` });
      told = failure.event;
      return;
    }
    if (turn !== "opened") return;
    told = "model_down";
    const error = failure?.kind === "passing" ? failure.error : "late";
    log.warn("model_down", { error: `${what} ${error}` });
  };
}
