import type { Block, Choice, Reply } from "../chat/message.ts";
import { texts, verdictTitle, verdictWord } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { GroupNote } from "../knowledge/groups.ts";
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
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";
import { saidWith } from "./stage.ts";
import { stageRemark } from "./stage-remark.ts";

/** The answer for a situation: verdict, two sentences, conditions, sanction, basis. */
export function composeSituation(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Findings,
  context: ComposeContext,
): Composed {
  const early = tooEarly(decision, context);
  if (early !== undefined) return early;
  const trouble = inTrouble(findings);
  const { siapa = "" } = findings.said;
  const heard = [decision.fitting, ...decision.besides].some((each) => each?.when.siapa === siapa);
  const group = heard ? undefined : context.groups.get(siapa);
  const { reply, cited } = situationReply({ ...decision, trouble, group }, context);
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

/** How many of a situation's own passages go ahead of those of the person's group. */
const BASIS_BEFORE_GROUP = 3;

type Shown = Pick<
  Extract<Decision, { kind: "situation" }>,
  "situation" | "verdict" | "fitting" | "besides" | "open" | "aboutSanction"
> & {
  trouble: boolean;
  /** What holds for the person's group in general, when the situation has no case for it. */
  group: GroupNote | undefined;
};

function situationReply(
  { situation, verdict, fitting, besides, open, aboutSanction, trouble, group }: Shown,
  context: ComposeContext,
): { reply: Reply; cited: Cited[] } {
  const basis = aboutSanction
    ? [...situation.sanctionBasis, ...situation.basis]
    : [
        ...(fitting?.basis ?? []),
        ...besides.flatMap(({ basis }) => basis.slice(0, 1)),
        ...situation.basis.slice(0, BASIS_BEFORE_GROUP),
        ...(group?.basis ?? []),
        ...situation.basis,
      ];
  const cited = cite(basis, context.passages, context.on);
  const blocks: Block[] = [{ kind: "title", text: `${verdictTitle[verdict]} — ${situation.title}` }];
  const sanction: Block[] =
    situation.sanction === undefined
      ? []
      : [{ kind: "text", text: `${texts.heading.sanction}: ${situation.sanction}` }];
  for (const { when, answer } of fitting === undefined ? [] : [fitting, ...besides])
    blocks.push({ kind: "text", text: `${capital(describeCircumstances(when))}: ${answer}` });
  if (aboutSanction) blocks.push(...sanction);
  blocks.push({ kind: "text", text: situation.answer });
  if (group !== undefined) blocks.push({ kind: "text", text: group.note });
  const remark = stageRemark({ situation, fitting, besides, open: aboutSanction ? [] : open }, context.standing);
  blocks.push(...remark.blocks);
  if (open.length > 0 && !aboutSanction) blocks.push(list(texts.heading.open, open.map(openLine)));
  if (situation.conditions.length > 0) blocks.push(list(texts.heading.conditions, situation.conditions));
  if (!aboutSanction) blocks.push(...sanction);
  if (situation.disagreement !== undefined) {
    blocks.push({ kind: "text", text: `${texts.heading.disagreement}: ${situation.disagreement}` });
  }
  if (trouble && situation.steps.length > 0) blocks.push(list(texts.heading.steps, situation.steps, true));
  blocks.push(...basisBlocks(cited, context));
  if (situation.confidence === "rendah") blocks.push({ kind: "note", text: texts.lowConfidence });
  const choices: Choice[] = [...remark.choices];
  if (cited.length > 0) choices.push({ label: texts.choice.passage, action: `/dasar ${situation.id}` });
  if (!trouble) choices.push(...stepsChoice(situation, verdict));
  choices.push(...opinionChoices);
  return { reply: { blocks, choices }, cited };
}

const TROUBLE = new Set([
  "terlanjur",
  "disuruh",
  "paksa",
  "ancam",
  "menyuruh",
  "perintah",
  "panggil",
  "periksa",
  "tegur",
  "ketahuan",
  "takut",
  "tuduh",
  "keburu",
]);

/** Whether the writer is already in it: it happened, was ordered, or is being examined. */
function inTrouble({ words }: Findings): boolean {
  return words.stems.some((stem) => TROUBLE.has(stem)) || words.standard.some((word) => TROUBLE.has(word));
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
