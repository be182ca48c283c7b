import type { ChannelName, Choice } from "../chat/message.ts";
import type { Prompt } from "./part.ts";
import type { OpenCase } from "./session.ts";
import { tipTexts } from "./tip-texts.ts";
import { knownByChoices } from "./words-said.ts";

const ORDER: readonly Prompt[] = ["apa", "siapa", "kapan", "dimana", "bukti", "tahu"];

/** What is asked after a prompt; undefined when there is nothing left to ask. */
export function nextPrompt(prompt: Prompt | undefined): Prompt | undefined {
  return prompt === undefined ? undefined : ORDER[ORDER.indexOf(prompt) + 1];
}

/** What is asked next, and the buttons under it. */
export function promptReply(
  { prompt }: OpenCase,
  channel: ChannelName,
): { sentences: string[]; choices: readonly Choice[] } {
  if (prompt === "tahu") return { sentences: [tipTexts.prompt.tahu], choices: knownByChoices };
  // Where choices are numbered, "2" must stay something that can be told.
  const isNumbered = channel !== "telegram";
  const done = { label: tipTexts.choice.done, action: "SELESAI" };
  if (prompt === undefined) return { sentences: [tipTexts.more], choices: isNumbered ? [] : [done] };
  const skip = { label: tipTexts.choice.skip, action: "LEWATI" };
  return { sentences: [`${tipTexts.prompt[prompt]} ${tipTexts.promptTail}`], choices: isNumbered ? [] : [skip, done] };
}
