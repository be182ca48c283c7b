import type { Remembered } from "./memory.ts";
import type { Message } from "./message.ts";

/** What a message asks for: a number or a label stands for the choice it was shown with, anything else for itself. */
export function chosenAction({ kind, text }: Message, { choices }: Pick<Remembered, "choices">): string {
  if (kind === "button") return text;
  const said = text.trim().toLowerCase();
  const number = /^(\d{1,2})[.)]?$/.exec(said);
  const choice =
    number === null ? choices.find(({ label }) => label.toLowerCase() === said) : choices[Number(number[1]) - 1];
  return choice?.action ?? text;
}
