import { join } from "node:path";
import type { Answered, AnswerOptions } from "../../src/answer/answer.ts";
import { generator } from "../../src/answer/classifier.ts";
import { plainText } from "../../src/chat/message.ts";
import { verdicts } from "../../src/knowledge/situation.ts";
import { shippedAnswering } from "../support/answering.ts";
import { readState, saveState } from "./state.ts";

/** How far a run got; written after every hundred messages so that a stopped run goes on. */
type State = { done: number; failed: number; knowledge: string };

const MESSAGES = 60_000;
const SAVE_EVERY = 100;

/**
 * Sixty thousand damaged and mixed messages, each followed up by the next: every one gets a verdict we know, a text, at
 * most five citations that exist, and a verdict of yes or no only with a citation.
 */
export async function soakAnswers(folder: string): Promise<{ passed: number; failed: number }> {
  const { answer, knowledge } = await shippedAnswering();
  const file = join(folder, "answers.json");
  const kept = readState<State>(file);
  const isUsable = kept !== undefined && kept.knowledge === knowledge.version && kept.done < MESSAGES;
  const state = isUsable ? kept : { done: 0, failed: 0, knowledge: knowledge.version };
  const texts = [...knowledge.situations.values(), ...knowledge.guards.values()].flatMap(({ questions }) => questions);
  let before: AnswerOptions = {};
  for (let at = state.done; at < MESSAGES; at += 1) {
    const random = generator(at + 1);
    const message = damage(texts, random);
    const answered: Answered | string = await answer(message, before).catch((error: unknown) => String(error));
    const problem = typeof answered === "string" ? answered : problemOf(answered, knowledge.passages);
    if (problem !== undefined) {
      state.failed += 1;
      process.stdout.write(`message ${at}: ${problem}\n`);
    }
    before = typeof answered === "string" ? {} : { before: answered.after };
    state.done = at + 1;
    if (state.done % SAVE_EVERY === 0) saveState(file, state);
    if (state.done % 5_000 === 0) process.stderr.write(`${state.done}/${MESSAGES}\n`);
  }
  return { passed: state.done - state.failed, failed: state.failed };
}

function problemOf(
  { verdict, reply, citations }: Answered,
  passages: ReadonlyMap<string, unknown>,
): string | undefined {
  if (!verdicts.includes(verdict)) return `unknown verdict ${verdict}`;
  if (plainText(reply).trim().length < 10) return "no text";
  if (citations.length > 5) return "too many citations";
  if (citations.some(({ id }) => !passages.has(id))) return "a citation that does not exist";
  if ((verdict === "boleh" || verdict === "dilarang") && citations.length === 0) return `${verdict} without a citation`;
  return undefined;
}

const JUNK = [
  "\u0000",
  "😀",
  "\ud800",
  "\u202e",
  "pasal 5 huruf",
  "pp 94/",
  "''",
  "NEAR(",
  "\u0317\u0335",
  "مرحبا",
  "$(x)",
  "/pasal",
];

/** A stored wording with letters dropped, swapped or doubled, words lost, another wording or junk mixed in. */
function damage(texts: readonly string[], random: () => number): string {
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  let text = pick(texts);
  if (random() < 0.3) text += ` ${pick(texts)}`;
  const letters = [...text];
  for (let slips = Math.floor(random() * 6); slips > 0; slips -= 1) {
    const at = Math.floor(random() * letters.length);
    const kind = random();
    if (kind < 0.35) letters.splice(at, 1);
    else if (kind < 0.7) letters.splice(at, 0, letters[at] ?? "");
    else letters.splice(at, 0, pick(JUNK));
  }
  const words = letters
    .join("")
    .split(" ")
    .filter(() => random() > 0.1);
  return random() < 0.02 ? words.join(" ").repeat(400) : words.join(" ");
}
