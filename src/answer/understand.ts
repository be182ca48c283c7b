import type { Situation } from "../knowledge/situation.ts";
import { type Understanding, understandingSchema } from "./answer-schema.ts";
import type { Leaving } from "./leaving.ts";
import type { ModelTask } from "./model.ts";
import { type Prompt, render } from "./prompt.ts";

const MOST_TOKENS = 200;

/** What a model is asked for to tell what a question means. Pure but for the marks of its data. */
export function understandTask(
  prompt: Prompt<"pahami">,
  shown: readonly Situation[],
  question: Leaving,
): ModelTask<Understanding> {
  const rendered = render(prompt, {
    pertanyaan: question,
    pilihan: shown.map(({ id, title }) => `- ${id}: ${title}`).join("\n"),
  });
  return {
    prompt: rendered,
    schema: understandingSchema,
    name: "pemahaman",
    mostTokens: MOST_TOKENS,
  };
}
