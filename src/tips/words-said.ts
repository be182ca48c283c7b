import type { Choice, Message } from "../chat/message.ts";
import type { KnownBy } from "./part.ts";

/** What the words of a report are for, in this order; anything else is content. */
export type Said =
  | { kind: "cancel" | "done" | "skip" | "yes" }
  | { kind: "check"; rest: string }
  | { kind: "report"; rest: string }
  | { kind: "command"; word: string }
  | { kind: "other"; text: string };

const WORDS: ReadonlyArray<readonly [RegExp, "cancel" | "done" | "skip" | "yes"]> = [
  [/^\/?batal(?:kan)?$/, "cancel"],
  [/^\/?selesai$/, "done"],
  [/^\/?(?:lewati|lewat|skip)$/, "skip"],
  [/^\/?(?:ya|iya)$/, "yes"],
];

/** Reads a text, or what a button stands for, as a word of the dialogue. */
export function readSaid(text: string): Said {
  const trimmed = text.trim();
  const bare = trimmed.toLowerCase().replace(/[\s.!✅]+$/u, "");
  for (const [form, kind] of WORDS) if (form.test(bare)) return { kind };
  const [first = ""] = trimmed.split(/\s/, 1);
  const word = first.toLowerCase().replace(/@\w+$/, "");
  const rest = trimmed.slice(first.length).trim();
  if (word === "/cek") return { kind: "check", rest };
  if (word === "/lapor" || bare === "lapor") return { kind: "report", rest };
  // Said back to its writer, so without whatever else stands there.
  const command = /^\/\p{L}[\p{L}\p{N}_]*/u.exec(word)?.[0];
  return command === undefined ? { kind: "other", text: trimmed } : { kind: "command", word: command };
}

/** What a message stands for among the choices on offer: a button for its action, a number or a label for the choice it names. */
export function chosen({ kind, text }: Message, choices: readonly Choice[]): string {
  if (kind !== "text") return text;
  const said = text.trim().toLowerCase();
  const number = /^(\d{1,2})[.)]?$/.exec(said)?.[1];
  const choice =
    number === undefined ? choices.find(({ label }) => label.toLowerCase() === said) : choices[Number(number) - 1];
  return choice?.action ?? text;
}

export const knownByChoices: ReadonlyArray<{ label: string; action: string; knownBy: KnownBy }> = [
  { label: "Lebih dari 20 orang", action: "tahu banyak", knownBy: ">20" },
  { label: "5 sampai 20 orang", action: "tahu beberapa", knownBy: "5-20" },
  { label: "Kurang dari 5 orang", action: "tahu sedikit", knownBy: "<5" },
  { label: "Hanya saya", action: "tahu saya", knownBy: "hanya-saya" },
];

/** "bukan", "tidak", "ini pertanyaan": whoever says so is believed. */
export function isNo(action: string): boolean {
  return /^(?:bukan|tidak|tdk|nggak|enggak|gak|ga|no|pertanyaan)\b/i.test(action.trim()) && action.trim().length < 60;
}
