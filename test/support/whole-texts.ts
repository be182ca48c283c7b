import type { Knowledge } from "../../src/knowledge/read.ts";
import type { Situation } from "../../src/knowledge/situation.ts";

/** Everything an answer for a situation can ever say, its steps and every case with it, one paragraph a line. */
export function wholeText(situation: Situation): string {
  const { title, answer, conditions, sanction = "", disagreement = "", steps, cases } = situation;
  return [title, answer, ...conditions, sanction, disagreement, ...steps, ...cases.map((each) => each.answer)]
    .filter((text) => text !== "")
    .join("\n");
}

/** Every text of the knowledge that a person can come to see: situations, notes on groups, summaries of passages. */
export function wholeTexts({ situations, groups, passages, guards }: Knowledge): Array<readonly [string, string]> {
  return [
    ...[...situations.values()].map((each) => [each.id, wholeText(each)] as const),
    ...[...guards.values()].map((each) => [each.id, each.answer] as const),
    ...[...groups].map(([group, { note }]) => [`siapa.yaml ${group}`, note] as const),
    ...[...passages.values()].map(({ id, title, ringkasan }) => [id, `${title}\n${ringkasan}`] as const),
  ];
}
