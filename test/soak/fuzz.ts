import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { readState, saveState } from "./state.ts";
import type { FuzzResult, FuzzRun } from "./tips-fuzz.ts";

type State = { rounds: number; marked: number; refused: number; problems: string[]; seeds: number };

const ROUNDS = 20;
const MESSAGES = 2_500;
const AT_ONCE = 2;

/**
 * 100,000 messages of every kind into reports and out again, by two threads; sealing is what takes the time. A stopped run goes on with
 * the next round; each run takes other chance.
 */
export async function soakFuzz(folder: string): Promise<{ passed: number; failed: number }> {
  const file = join(folder, "fuzz.json");
  const kept = readState<State>(file);
  const fresh = { rounds: 0, marked: 0, refused: 0, problems: [], seeds: kept?.seeds ?? 0 };
  let state: State = kept === undefined || kept.rounds >= ROUNDS ? fresh : kept;
  while (state.rounds < ROUNDS) {
    const seed = state.seeds + 1;
    const runs = Array.from({ length: AT_ONCE }, (_, at) =>
      inThread({ messages: MESSAGES, seed: seed + at * 100_000 }),
    );
    const found = await Promise.all(runs);
    const problems = found.flatMap(({ changed, unanswered, problems: others, logged }) => [
      ...changed.map((each) => `changed: ${each}`),
      ...unanswered.map((each) => `answered wrongly: ${each}`),
      ...[...others, ...logged.map((each) => `logged: ${each}`)],
    ]);
    state = {
      rounds: state.rounds + 1,
      marked: state.marked + found.reduce((sum, { marked }) => sum + marked, 0),
      refused: state.refused + found.reduce((sum, { refused }) => sum + refused, 0),
      problems: [...state.problems, ...problems],
      seeds: seed,
    };
    saveState(file, state);
    const { rounds, marked, refused } = state;
    process.stderr.write(`fuzz ${rounds}/${ROUNDS}: ${marked} stored, ${refused} refused with a sentence\n`);
  }
  for (const problem of state.problems) process.stdout.write(`${problem}\n`);
  return { passed: ROUNDS * AT_ONCE * MESSAGES, failed: state.problems.length };
}

function inThread(run: FuzzRun): Promise<FuzzResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./fuzz-thread.ts", import.meta.url), { workerData: run });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
