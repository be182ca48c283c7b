import { join } from "node:path";
import { shippedAnswering } from "../support/answering.ts";
import { runConversations } from "../support/run-conversations.ts";
import { readState, saveState } from "./state.ts";

/** How far a run got; written after every few conversations so that a stopped run goes on. */
type State = { done: number; failed: number; figures: Record<string, number>; knowledge: string };

const CONVERSATIONS = 2_000;
const AT_A_TIME = 200;

/** Two thousand recorded conversations with planted names, numbers and reports through the whole service: none of it reaches a model. */
export async function soakLeaving(folder: string): Promise<{ passed: number; failed: number }> {
  const { knowledge } = await shippedAnswering();
  const questions = [...knowledge.situations.values()].flatMap(({ questions: each }) => each);
  const file = join(folder, "leaving.json");
  const kept = readState<State>(file);
  const isUsable = kept !== undefined && kept.knowledge === knowledge.version && kept.done < CONVERSATIONS;
  const state: State = isUsable ? kept : { done: 0, failed: 0, figures: {}, knowledge: knowledge.version };
  while (state.done < CONVERSATIONS) {
    const { figures, problems } = await runConversations(state.done, AT_A_TIME, questions);
    for (const problem of problems) process.stdout.write(`${problem}\n`);
    for (const [name, count] of Object.entries(figures)) state.figures[name] = (state.figures[name] ?? 0) + count;
    state.failed += problems.length;
    state.done += AT_A_TIME;
    saveState(file, state);
    process.stderr.write(`${state.done}/${CONVERSATIONS} ${JSON.stringify(state.figures)}\n`);
  }
  // A model that is hardly ever asked would show nothing.
  if ((state.figures["asked"] ?? 0) < CONVERSATIONS / 4) {
    state.failed += 1;
    process.stdout.write("too few questions reached the model to show anything\n");
  }
  return { passed: state.done, failed: state.failed };
}
