import type { Situation } from "../knowledge/situation.ts";
import { mayBeTold } from "../knowledge/told-to-nobody.ts";
import type { Claim, ModelAnswer } from "./answer-schema.ts";
import type { ComposeContext, Composed } from "./blocks.ts";
import { survivors } from "./claims.ts";
import { composeGrounded } from "./compose-situation.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";
import type { Fuse } from "./fuse.ts";
import { groundTask } from "./ground.ts";
import { type Hint, noHint } from "./hint.ts";
import type { KeptAnswers } from "./kept.ts";
import type { Leave } from "./leaving.ts";
import type { Model, ModelOptions, ModelSaid, ModelTask, ModelTrouble, Tokens } from "./model.ts";
import type { Prompts } from "./prompt.ts";
import type { Read } from "./reading.ts";
import { byWords } from "./suggest.ts";
import { understandTask } from "./understand.ts";

/** What became of one thing that a model was asked, for measuring and for `--why`. */
export type Assisted = {
  task: "pahami" | "jawab";
  /** `kept` was said before; `unsaid`: nothing was asked, since too little of the question may leave. */
  outcome: "said" | "kept" | "unsaid" | ModelTrouble;
  tokens: Tokens;
  ms: number;
  /** The quotes it gave, with what they are said to be from, if that was given, and whether their claims passed every check. */
  quotes: ReadonlyArray<{ quote: string; source: string | undefined; passed: boolean }>;
  contradicts: boolean;
};

export type Assist = {
  /** What an unsure question may mean. Never rejects. */
  hint(findings: Findings, options: ModelOptions): Promise<{ hint: Hint; assisted: Assisted | undefined }>;
  /** The answer with what a model said of it, checked; without it where nothing is left. Never rejects. */
  ground(
    decision: Extract<Decision, { kind: "situation" }>,
    findings: Findings,
    context: ComposeContext,
    options: ModelOptions,
  ): Promise<{ composed: Composed | undefined; assisted: Assisted }>;
};

/** Called with how many claims an answer of a model made, and how many of them passed every check. */
export type CountClaims = (made: number, passed: number) => void;

export type AssistParts = {
  countClaims?: CountClaims;
  model: Model;
  prompts: Prompts;
  leave: Leave;
  fuse?: Fuse | undefined;
  read: Read;
  kept: KeptAnswers;
};

/** So many situations are shown to choose from. */
const MOST_SHOWN = 8;

/** Builds the help of a language model: it may confirm, order and word, and never decides. */
export function createAssist({ countClaims, model, prompts, leave, fuse, read, kept }: AssistParts): Assist {
  /** Asks, unless the very same was asked before. `key` is all that it is told, but for the marks that change each time. */
  async function ask<T>(
    task: ModelTask<T>,
    key: readonly unknown[],
    options: ModelOptions,
  ): Promise<{ said: ModelSaid<T>; outcome: Assisted["outcome"]; ms: number }> {
    const started = performance.now();
    const name = JSON.stringify([task.name, ...key]);
    const before = task.schema.safeParse(kept.get(name));
    if (before.success)
      return { said: { kind: "said", value: before.data, tokens: { in: 0, out: 0 } }, outcome: "kept", ms: 0 };
    const said = await model.ask(task, options);
    if (said.kind === "said") kept.keep(name, said.value);
    return {
      said,
      outcome: said.kind === "said" ? "said" : said.why,
      ms: performance.now() - started,
    };
  }

  return {
    async hint(findings, options) {
      const order = await fuse?.(findings, options);
      const shown = (order ?? byWords(findings)).filter(mayBeTold).slice(0, MOST_SHOWN);
      const question = shown.length === 0 ? undefined : leave(wordsOf(findings));
      if (question === undefined) return { hint: { ...noHint, order }, assisted: undefined };
      const task = understandTask(prompts.pahami, shown, question);
      const key = [prompts.pahami.version, question, shown.map(({ id }) => id)];
      const { said, outcome, ms } = await ask(task, key, options);
      const assisted: Assisted = { task: "pahami", outcome, ms, tokens: said.tokens, ...noClaims };
      if (said.kind === "nothing") return { hint: { ...noHint, order }, assisted };
      const picked = shown.find(({ id }) => id === said.value.situation);
      return { hint: { picked, likely: meantBy(said.value.terms, read), order }, assisted };
    },

    async ground(decision, findings, context, options) {
      const question = leave(wordsOf(findings));
      if (question === undefined) return { composed: undefined, assisted: unsaid };
      const { task, material } = groundTask(prompts.jawab, decision, findings, context, question);
      const key = [prompts.jawab.version, question, material];
      const { said, outcome, ms } = await ask<ModelAnswer>(task, key, options);
      const assisted: Assisted = { task: "jawab", outcome, ms, tokens: said.tokens, ...noClaims };
      if (said.kind === "nothing") return { composed: undefined, assisted };
      const { kept: passed, contradicts } = survivors(said.value, material, decision);
      countClaims?.(said.value.claims.length, passed.length);
      const quoteOf = (claim: Claim) => ({
        quote: claim.quote,
        source: material.sources.find(({ id }) => id === claim.source)?.text,
        passed: passed.some((each) => each.claim === claim),
      });
      return {
        composed: composeGrounded(decision, findings, context, passed),
        assisted: { ...assisted, quotes: said.value.claims.map(quoteOf), contradicts },
      };
    },
  };
}

const noClaims = { quotes: [], contradicts: false } as const;
const unsaid: Assisted = { task: "jawab", outcome: "unsaid", tokens: { in: 0, out: 0 }, ms: 0, ...noClaims };

/** A follow-up says too little by itself. */
function wordsOf({ text, followsUp, joined }: Findings): string {
  return followsUp ? joined : text;
}

/** What search terms mean to us, who read them as any other text. */
function meantBy(terms: readonly string[], read: Read): readonly Situation[] {
  const words = terms.join(" ").slice(0, MOST_OF_TERMS);
  return words.trim() === "" ? [] : byWords({ candidates: read(words).candidates, searched: [] });
}
const MOST_OF_TERMS = 200;
