import type { Block, Choice, Reply } from "../chat/message.ts";
import { texts, verdictTitle, verdictWord } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Circumstances, Situation, Verdict } from "../knowledge/situation.ts";
import {
  basisBlocks,
  type ComposeContext,
  type Composed,
  capital,
  list,
  opinionChoices,
  stepsChoice,
} from "./blocks.ts";
import { describeCircumstances, fittingCases, openCases } from "./circumstances.ts";
import { type Cited, cite, citeLine, toCitation } from "./citations.ts";
import type { Kept } from "./claims.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";
import { citedFor, type Shown, shownOf } from "./shown.ts";
import { besidesSaid, isSpoken, spoken } from "./spoken.ts";
import { saidWith } from "./stage.ts";
import { stageRemark } from "./stage-remark.ts";

/** The answer for a situation: verdict, two sentences, conditions, sanction, basis. */
export function composeSituation(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Findings,
  context: ComposeContext,
): Composed {
  return tooEarly(decision, context) ?? composed(decision, findings, context, []);
}

/**
 * The same answer with what a model said of it ahead: only claims that were checked, and nothing of ours is lost by them. Undefined
 * where there are none, or where nothing may be said but that the law was another.
 */
export function composeGrounded(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Findings,
  context: ComposeContext,
  kept: readonly Kept[],
): Composed | undefined {
  if (kept.length === 0 || tooEarly(decision, context) !== undefined) return undefined;
  return composed(decision, findings, context, kept);
}

function composed(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Findings,
  context: ComposeContext,
  kept: readonly Kept[],
): Composed {
  const { reply, cited } = situationReply(shownOf(decision, findings, context), context, kept);
  return {
    verdict: decision.verdict,
    reply,
    citations: cited.map(toCitation),
    confidence: decision.confidence,
    suggestions: [],
    situation: decision.situation.id,
  };
}

/** Nothing the situation rests on was law that day: today's verdict would be an invention. */
function tooEarly(
  { situation, verdict, fitting }: Extract<Decision, { kind: "situation" }>,
  context: ComposeContext,
): Composed | undefined {
  if (context.on === undefined || verdict === "tidak_tahu") return undefined;
  const cited = cite([...(fitting?.basis ?? []), ...situation.basis], context.passages, context.on);
  if (cited.length === 0 || cited.some(({ law }) => law)) return undefined;
  const blocks: Block[] = [
    { kind: "title", text: `${verdictTitle.tidak_tahu} — ${situation.title}` },
    { kind: "text", text: texts.notLawThen(spellDay(context.on)) },
    list(texts.heading.basis, cited.map(citeLine)),
  ];
  return {
    verdict: "tidak_tahu",
    reply: { blocks, choices: [] },
    citations: [],
    confidence: 0.5,
    suggestions: [],
    situation: situation.id,
  };
}

/** The answer for a situation the person picked from a list; of the circumstances nothing is known but `said`. */
export function composeChosen(
  situation: Situation,
  said: Circumstances,
  context: Omit<ComposeContext, "on">,
): { reply: Reply } {
  const known = saidWith(said, context.standing);
  const { deciding: fitting, besides } = fittingCases(situation, known, {});
  const verdict = fitting?.verdict ?? situation.verdict;
  const open = openCases(situation, known, verdict);
  return situationReply(
    { situation, verdict, fitting, besides, open, aboutSanction: false, trouble: false, group: undefined },
    { ...context, on: undefined },
  );
}

function situationReply(
  shown: Shown,
  context: ComposeContext,
  kept: readonly Kept[] = [],
): { reply: Reply; cited: Cited[] } {
  const { situation, verdict, fitting, besides, open, aboutSanction, trouble, group } = shown;
  const cited = citedFor(
    shown,
    context,
    kept.flatMap(({ source }) => source.passage?.id ?? []),
  );
  const blocks: Block[] = [{ kind: "title", text: `${verdictTitle[verdict]} — ${situation.title}` }];
  const push = (text: string | undefined, ahead = "") => {
    if (text !== undefined) blocks.push({ kind: "text", text: `${ahead}${spoken(text, kept)}` });
  };
  for (const { when, answer } of fitting === undefined ? [] : [fitting, ...besides])
    push(answer, `${capital(describeCircumstances(when))}: `);
  if (aboutSanction) push(situation.sanction, `${texts.heading.sanction}: `);
  push(situation.answer);
  push(group?.note);
  blocks.push(...besidesSaid(situation.conditions, kept));
  const remark = stageRemark({ situation, fitting, besides, open: aboutSanction ? [] : open }, context.standing);
  blocks.push(...remark.blocks);
  if (open.length > 0 && !aboutSanction) blocks.push(list(texts.heading.open, open.map(openLine)));
  const conditions = situation.conditions.filter((each) => !isSpoken(each, kept));
  if (conditions.length > 0) blocks.push(list(texts.heading.conditions, conditions));
  if (!aboutSanction) push(situation.sanction, `${texts.heading.sanction}: `);
  if (situation.disagreement !== undefined) {
    blocks.push({ kind: "text", text: `${texts.heading.disagreement}: ${situation.disagreement}` });
  }
  const steps = situation.steps.map((each) => spoken(each, kept));
  if (trouble && steps.length > 0) blocks.push(list(texts.heading.steps, steps, true));
  blocks.push(...basisBlocks(cited, context));
  if (kept.length > 0) blocks.push({ kind: "note", text: texts.writtenWithModel });
  if (situation.confidence === "rendah") blocks.push({ kind: "note", text: texts.lowConfidence });
  const choices: Choice[] = [...remark.choices];
  if (cited.length > 0) choices.push({ label: texts.choice.passage, action: `/dasar ${situation.id}` });
  if (!trouble) choices.push(...stepsChoice(situation, verdict));
  choices.push(...opinionChoices);
  return { reply: { blocks, choices }, cited };
}

function openLine({
  when,
  verdict,
  answer,
}: {
  when: Situation["cases"][number]["when"];
  verdict: Verdict;
  answer: string;
}): string {
  return `${capital(describeCircumstances(when))} — ${verdictWord[verdict]}: ${answer}`;
}
