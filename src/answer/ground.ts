import { answerSchema, type ModelAnswer } from "./answer-schema.ts";
import type { ComposeContext } from "./blocks.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";
import type { Leaving } from "./leaving.ts";
import { type Material, materialFor, type Source } from "./material.ts";
import type { ModelTask } from "./model.ts";
import { type Prompt, render } from "./prompt.ts";

/** Six short claims with their quotes. */
const MOST_TOKENS = 1_200;

/** What a model is asked for to answer a question from our own sentences, and what it was given. Pure but for the marks of its data. */
export function groundTask(
  prompt: Prompt<"jawab">,
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Pick<Findings, "words" | "said">,
  context: ComposeContext,
  question: Leaving,
): { task: ModelTask<ModelAnswer>; material: Material } {
  const material = materialFor(decision, findings, context);
  const rendered = render(prompt, {
    pertanyaan: question,
    sumber: material.sources.map(sourceText).join("\n\n"),
    keadaan: material.open.map((each) => `- ${each}`).join("\n") || "-",
  });
  return {
    material,
    task: { prompt: rendered, schema: answerSchema, name: "jawaban", mostTokens: MOST_TOKENS },
  };
}

const KIND: Readonly<Record<Source["kind"], string>> = {
  answer: "jawaban",
  case: "keadaan",
  group: "kelompok",
  conditions: "perhatikan",
  sanction: "sanksi",
  steps: "langkah",
  passage: "aturan",
  wording: "naskah",
};

function sourceText({ id, kind, text, holds, passage }: Source): string {
  const about = passage?.label ?? holds;
  return `[${id}] ${KIND[kind]}${about === undefined ? "" : ` (${about})`}\n${text}`;
}
