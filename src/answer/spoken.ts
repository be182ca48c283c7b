import type { Block } from "../chat/message.ts";
import { texts } from "../chat/texts.ts";
import type { Kept } from "./claims.ts";
import { sentencesOf } from "./sentences.ts";

/** A paragraph or an item of ours as it was said, with all of it that was not said behind; itself where nothing was. */
export function spoken(unit: string, kept: readonly Kept[]): string {
  const said = kept.filter((claim) => claim.unit === unit && claim.source.passage === undefined);
  const last = said.at(-1)?.sentences.at(-1);
  if (last === undefined) return unit;
  return [...said.map(({ text }) => text), ...sentencesOf(unit).slice(last + 1)].join(" ");
}

/** What was said beyond the answer itself, as one paragraph: what to mind, then passages, each with its label. */
export function besidesSaid(conditions: readonly string[], kept: readonly Kept[]): Block[] {
  const minded = conditions.filter((each) => isSpoken(each, kept)).map((each) => spoken(each, kept));
  const passages = kept.flatMap(({ text, source }) =>
    source.passage === undefined ? [] : [text.replace(/\.$/, ` (${source.passage.label}).`)],
  );
  const mind = minded.length === 0 ? [] : [`${texts.heading.conditions}: ${minded.join(" ")}`];
  const text = [...mind, ...passages].join(" ");
  return text === "" ? [] : [{ kind: "text", text }];
}

/** Whether a paragraph or an item of ours was said. */
export function isSpoken(unit: string, kept: readonly Kept[]): boolean {
  return kept.some((claim) => claim.unit === unit && claim.source.passage === undefined);
}
