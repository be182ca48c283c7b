import { randomBytes } from "node:crypto";
import type { Leaving } from "./leaving.ts";

/** What a model is told: what to do, and what to do it with. */
export type Rendered = { system: string; user: string };

/** What goes into each prompt: somebody's words only as {@link Leaving}, the rest is ours. */
export type PromptSlots = {
  pahami: { pertanyaan: Leaving; pilihan: string };
  jawab: { pertanyaan: Leaving; sumber: string; keadaan: string };
};
export type PromptName = keyof PromptSlots;

/** The slots that each prompt must have, as its file must name them. */
export const promptSlots: { readonly [Name in PromptName]: ReadonlyArray<keyof PromptSlots[Name] & string> } = {
  pahami: ["pertanyaan", "pilihan"],
  jawab: ["pertanyaan", "sumber", "keadaan"],
};

/** A prompt of `prompts/*.md`, checked; `Name` tells what may go into it. */
export type Prompt<Name extends PromptName> = { name: Name; purpose: string; version: number } & Rendered;
export type Prompts = { readonly [Name in PromptName]: Prompt<Name> };

/** What stands in a system section for the word that marks this call's data. */
export const MARK = "tanda";

/**
 * Fills a prompt. Each value stands as data between `[DATA x]` and `[/DATA x]`, where x is made anew for each call: what looks like
 * such a mark, and what nobody sees, is taken out of the values. `nonce` is for tests.
 */
export function render<Name extends PromptName>(
  prompt: Prompt<Name>,
  slots: PromptSlots[Name],
  nonce: string = randomBytes(8).toString("hex"),
): Rendered {
  const values: Readonly<Record<string, string>> = slots;
  const fill = (text: string, each: (slot: string) => string) =>
    text.replace(/\{\{([a-z]+)\}\}/g, (_, slot: string) => (slot === MARK ? nonce : each(slot)));
  return {
    system: fill(prompt.system, () => ""),
    user: fill(prompt.user, (slot) => `[DATA ${nonce}]\n${harmless(values[slot] ?? "", nonce)}\n[/DATA ${nonce}]`),
  };
}

/** A value that cannot end its own data: without marks, without this call's word, without what is not seen. */
function harmless(value: string, nonce: string): string {
  const seen = value
    .toWellFormed()
    .normalize("NFC")
    .replace(/[^\n\P{C}]/gu, "");
  const word = new RegExp(nonce.replace(/[^\w]/g, "\\$&"), "gi");
  // Taken out of the middle, what is left may make another.
  let left = seen;
  for (let before = ""; before !== left; ) {
    before = left;
    left = left.replace(word, "").replace(/\[\s*\/?\s*DATA/gi, "");
  }
  return left.trim();
}
