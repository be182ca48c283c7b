import { join } from "node:path";
import { type KillResult, runKills } from "./kills.ts";
import { readState, saveState } from "./state.ts";

const ROUNDS = 30;
const KILLS_A_ROUND = 10;
const QUESTIONS_A_ROUND = 67;

type State = Omit<KillResult, "kills"> & { rounds: number; kills: number };

const BEGINNING: State = { rounds: 0, kills: 0, questions: 0, once: 0, twice: 0, more: 0, never: 0 };

/**
 * 300 SIGKILLs over 2,010 questions in thirty rounds, every third by webhook: every question is answered once, or twice at most. A stopped run
 * goes on with the next round.
 */
export async function soakTelegram(folder: string): Promise<{ passed: number; failed: number }> {
  const file = join(folder, "telegram.json");
  const kept = readState<State>(file);
  let state = kept === undefined || kept.rounds >= ROUNDS ? BEGINNING : kept;
  while (state.rounds < ROUNDS) {
    const round = await runKills({
      questions: QUESTIONS_A_ROUND,
      kills: KILLS_A_ROUND,
      seed: state.rounds + 1,
      webhook: state.rounds % 3 === 2,
      folder: join(folder, "telegram"),
    });
    state = {
      rounds: state.rounds + 1,
      kills: state.kills + round.kills,
      questions: state.questions + round.questions,
      once: state.once + round.once,
      twice: state.twice + round.twice,
      more: state.more + round.more,
      never: state.never + round.never,
    };
    saveState(file, state);
    process.stderr.write(`${JSON.stringify(state)}\n`);
  }
  return { passed: state.once + state.twice, failed: state.more + state.never };
}
