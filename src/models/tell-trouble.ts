import type { Log } from "../log.ts";
import type { Turn } from "./breaker.ts";
import type { Failure } from "./failure.ts";
import type { Late } from "./within.ts";

/** What is called, for the log. */
export type Called = "chat" | "embeddings" | "transcription";

/** After so many answers in a row that are of no use it is no longer what somebody wrote, but the model. */
const MANY = 10;

/**
 * One line when it goes down or is wrongly set, one when it is back, one when nothing it says is of use; the hundred failures between
 * say nothing new.
 */
export function createTeller(log: Log, what: Called) {
  let told: string | undefined;
  let uselessInRow = 0;

  function countUseless(failure: Failure | Late | undefined): void {
    switch (failure?.kind) {
      case undefined:
        uselessInRow = 0;
        return;
      case "misshapen":
      case "overlong":
      case "refused":
        uselessInRow += 1;
        if (uselessInRow === MANY) log.warn("model_useless", { error: `${what} ${failure.kind}` });
    }
  }

  return (turn: Turn, failure: Failure | Late | undefined): void => {
    countUseless(failure);
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
