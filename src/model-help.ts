import { join } from "node:path";
import type { CountClaims } from "./answer/assist.ts";
import type { Fuse } from "./answer/fuse.ts";
import { createKept, type KeptAnswers } from "./answer/kept.ts";
import type { Model } from "./answer/model.ts";
import type { Prompts } from "./answer/prompt.ts";
import { readPrompts } from "./answer/read-prompts.ts";
import { type ModelParts, type OpenedModel, openModel } from "./models.ts";

/** The prompts that are shipped. */
export const promptsFolder = join(import.meta.dirname, "..", "prompts");

/** What answering needs of a language model, whatever knowledge it answers from. */
export type ModelHelp = {
  model: Model;
  prompts: Prompts;
  kept: KeptAnswers;
  /** Only with a model for embeddings. */
  fuse?: Fuse | undefined;
  countClaims?: CountClaims;
};

export type OpenedHelp = ModelHelp &
  Pick<OpenedModel, "close" | "embed" | "transcribe"> & {
    /** For the metrics: how the model is, and how much of what it says is of use. */
    figures(): Readonly<Record<string, number>>;
  };

/** The help of the language model in the settings; undefined where none is set, with a line where half of one is. Throws a PromptError. */
export function openModelHelp(parts: ModelParts & { folder?: string }): OpenedHelp | undefined {
  const opened = openModel(parts);
  if (opened === undefined) {
    if (parts.settings.OPENAI_EMBEDDING_MODEL !== undefined) parts.log.warn("embedding_unused");
    return undefined;
  }
  const claims = { claims_made: 0, claims_passed: 0 };
  return {
    ...opened,
    prompts: readPrompts(parts.folder ?? promptsFolder),
    kept: createKept(),
    countClaims(made, passed) {
      claims.claims_made += made;
      claims.claims_passed += passed;
    },
    figures: () => ({ ...opened.figures(), ...claims }),
  };
}
