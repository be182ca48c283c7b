import type { Block, Choice, Reply } from "../chat/message.ts";
import { texts, verdictTitle, verdictWord } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { GroupNote } from "../knowledge/groups.ts";
import type { Passage } from "../knowledge/passage.ts";
import type { Knowledge } from "../knowledge/read.ts";
import type { Situation, Verdict } from "../knowledge/situation.ts";
import { describeCircumstances, openCases } from "./circumstances.ts";
import { type Citation, type Cited, checkedNote, cite, citeLine, toCitation } from "./citations.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";

/** What is said to a question, and what scripts need of it. */
export type Composed = {
  verdict: Verdict;
  reply: Reply;
  citations: readonly Citation[];
  confidence: number;
  suggestions: readonly string[];
  situation: string | undefined;
};

export type ComposeContext = Pick<Knowledge, "passages" | "groups"> & { on: string | undefined };

/** Puts a decision into words. Pure. */
export function compose(decision: Decision, findings: Findings, context: ComposeContext): Composed {
  switch (decision.kind) {
    case "situation":
      return composeSituation(decision, findings, context);
    case "group":
      return composeGroup(decision, context);
    case "passages":
      return composePassages(decision.passages, context);
    case "unknown-reference":
      return composeUnknownReference(decision.asked);
    case "suggestions":
      return composeSuggestions(decision);
    case "guard":
      return composeGuard(decision.guard, decision.confidence);
  }
}

function composeSituation(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Findings,
  context: ComposeContext,
): Composed {
  const early = tooEarly(decision, context);
  if (early !== undefined) return early;
  const trouble = inTrouble(findings);
  const { siapa = "" } = findings.said;
  const group = decision.fitting?.when.siapa === siapa ? undefined : context.groups.get(siapa);
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

/** The answer for a situation the person picked from a list: nothing is known of the circumstances. */
export function composeChosen(
  situation: Situation,
  { passages, groups }: Omit<ComposeContext, "on">,
): { reply: Reply } {
  const { verdict } = situation;
  const open = openCases(situation, {}, verdict);
  return situationReply(
    { situation, verdict, fitting: undefined, open, aboutSanction: false, trouble: false, group: undefined },
    { passages, groups, on: undefined },
  );
}

/** How many of a situation's own passages go ahead of those of the person's group. */
const BASIS_BEFORE_GROUP = 3;

type Shown = Pick<
  Extract<Decision, { kind: "situation" }>,
  "situation" | "verdict" | "fitting" | "open" | "aboutSanction"
> & {
  trouble: boolean;
  /** What holds for the person's group in general, when the situation has no case for it. */
  group: GroupNote | undefined;
};

function situationReply(
  { situation, verdict, fitting, open, aboutSanction, trouble, group }: Shown,
  context: ComposeContext,
): { reply: Reply; cited: Cited[] } {
  const basis = aboutSanction
    ? [...situation.sanctionBasis, ...situation.basis]
    : [
        ...(fitting?.basis ?? []),
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
  if (aboutSanction) blocks.push(...sanction);
  if (fitting !== undefined)
    blocks.push({ kind: "text", text: `${capital(describeCircumstances(fitting.when))}: ${fitting.answer}` });
  blocks.push({ kind: "text", text: situation.answer });
  if (group !== undefined) blocks.push({ kind: "text", text: group.note });
  if (open.length > 0 && !aboutSanction) blocks.push(list(texts.heading.open, open.map(openLine)));
  if (situation.conditions.length > 0) blocks.push(list(texts.heading.conditions, situation.conditions));
  if (!aboutSanction) blocks.push(...sanction);
  if (situation.disagreement !== undefined) {
    blocks.push({ kind: "text", text: `${texts.heading.disagreement}: ${situation.disagreement}` });
  }
  if (trouble && situation.steps.length > 0) blocks.push(list(texts.heading.steps, situation.steps, true));
  blocks.push(...basisBlocks(cited, context.on));
  if (situation.confidence === "rendah") blocks.push({ kind: "note", text: texts.lowConfidence });
  const choices: Choice[] = [];
  if (cited.length > 0) choices.push({ label: texts.choice.passage, action: `/dasar ${situation.id}` });
  if (!trouble && situation.steps.length > 0)
    choices.push({ label: texts.choice.steps, action: `/langkah ${situation.id}` });
  choices.push(...opinionChoices);
  return { reply: { blocks, choices }, cited };
}

/** For people who are not ASN: what binds them, and that the answer before was for ASN. */
function composeGroup({ situation, group }: Extract<Decision, { kind: "group" }>, context: ComposeContext): Composed {
  const note = context.groups.get(group);
  const cited = cite(note?.basis ?? [], context.passages, context.on);
  const who = describeCircumstances({ siapa: group });
  const blocks: Block[] = [
    { kind: "title", text: `${verdictTitle.bersyarat} — ${situation.title}, ${who}` },
    { kind: "text", text: note?.note ?? texts.suggestionsNone },
    { kind: "text", text: texts.answeredForAsn },
    ...basisBlocks(cited, context.on),
  ];
  return {
    verdict: "bersyarat",
    reply: { blocks, choices: [...opinionChoices] },
    citations: cited.map(toCitation),
    confidence: 0.5,
    suggestions: [],
    situation: situation.id,
  };
}

const opinionChoices: readonly Choice[] = [
  { label: texts.choice.officer, action: "/tanya_petugas" },
  { label: texts.choice.helpful, action: "/nilai ya" },
  { label: texts.choice.unhelpful, action: "/nilai tidak" },
];

function composePassages(passages: readonly Passage[], { passages: all, on }: ComposeContext): Composed {
  const cited = cite(
    passages.map(({ id }) => id),
    all,
    on,
  );
  const blocks: Block[] = cited.map((each) => passageBlock(each));
  blocks.push({ kind: "note", text: texts.summaryOnly });
  const checked = checkedNote(cited);
  if (checked !== undefined) blocks.push({ kind: "note", text: checked });
  return {
    verdict: "penjelasan",
    reply: { blocks, choices: [...opinionChoices] },
    citations: cited.map(toCitation),
    confidence: 0.99,
    suggestions: [],
    situation: undefined,
  };
}

/** One passage as a person reads it: label, subject, status, summary. */
export function passageBlock(cited: Cited): Block {
  return { kind: "quote", title: `${citeLine(cited)} — ${cited.passage.title}`, text: cited.passage.ringkasan };
}

function composeUnknownReference(asked: readonly string[]): Composed {
  const blocks: Block[] = [
    { kind: "title", text: verdictTitle.tidak_tahu },
    { kind: "text", text: texts.unknownReference(asked.join(", ")) },
  ];
  return {
    verdict: "tidak_tahu",
    reply: { blocks, choices: [] },
    citations: [],
    confidence: 0.9,
    suggestions: [],
    situation: undefined,
  };
}

function composeSuggestions({ situations, confidence }: Extract<Decision, { kind: "suggestions" }>): Composed {
  const none = situations.length === 0;
  const blocks: Block[] = [
    { kind: "text", text: none ? texts.suggestionsNone : `${texts.suggestions} ${texts.heading.meant}:` },
    ...(none ? [] : [{ kind: "note" as const, text: texts.suggestionsHow }]),
  ];
  const choices = none
    ? [{ label: texts.choice.topics, action: "/topik" }]
    : situations.map(({ id, title }) => ({ label: title, action: `/situasi ${id}` }));
  return {
    verdict: "tidak_tahu",
    reply: { blocks, choices },
    citations: [],
    confidence,
    suggestions: situations.map(({ title }) => title),
    situation: undefined,
  };
}

function composeGuard(guard: Situation, confidence: number): Composed {
  const choices: Choice[] =
    guard.verdict === "lapor"
      ? [{ label: texts.choice.report, action: "/lapor" }]
      : [{ label: texts.choice.topics, action: "/topik" }];
  return {
    verdict: guard.verdict,
    reply: { blocks: guard.answer.split("\n\n").map((text) => ({ kind: "text", text })), choices },
    citations: [],
    confidence,
    suggestions: [],
    situation: undefined,
  };
}

function basisBlocks(cited: readonly Cited[], on: string | undefined): Block[] {
  if (cited.length === 0) return [];
  const blocks: Block[] = [list(texts.heading.basis, cited.map(citeLine))];
  const note = on === undefined ? checkedNote(cited) : texts.byLawOf(spellDay(on));
  if (note !== undefined) blocks.push({ kind: "note", text: note });
  return blocks;
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

function list(title: string, items: readonly string[], ordered = false): Block {
  return { kind: "list", title, items, ordered };
}

function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
