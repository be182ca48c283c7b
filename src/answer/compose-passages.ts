import type { Block } from "../chat/message.ts";
import { texts, verdictTitle } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Passage } from "../knowledge/passage.ts";
import {
  type ComposeContext,
  type Composed,
  checkedBlocks,
  opinionChoices,
  passageBlock,
  stepsChoice,
} from "./blocks.ts";
import { cite, toCitation } from "./citations.ts";
import type { Decision } from "./decide.ts";
import { presentOf } from "./validity.ts";

/** The passages that were asked for, by the law of today or of the day asked about, and where that is another passage. */
export function composePassages(
  { passages, amended }: Pick<Extract<Decision, { kind: "passages" }>, "passages" | "amended">,
  { passages: all, on, today }: ComposeContext,
): Composed {
  const standing = passages.map((passage) => (on === undefined ? now(passage, all) : then(passage, all, on)));
  const cited = cite(
    standing.flatMap(({ ids }) => ids),
    all,
    on,
  );
  const remarks = [
    ...amended.map(({ asked, passage }) => texts.amendedBy(asked, passage.label)),
    ...standing.flatMap(({ remark }) => remark ?? []),
  ];
  const dated: Block[] =
    on === undefined ? checkedBlocks(cited, today) : [{ kind: "note", text: texts.byLawOf(spellDay(on)) }];
  const blocks: Block[] = [
    ...remarks.map((text) => ({ kind: "text" as const, text })),
    ...cited.map(passageBlock),
    { kind: "note", text: texts.summaryOnly },
    ...dated,
  ];
  return {
    verdict: "penjelasan",
    reply: { blocks, choices: [...opinionChoices] },
    citations: cited.map(toCitation),
    confidence: 0.99,
    suggestions: [],
    situation: undefined,
  };
}

type Standing = { ids: string[]; remark: string | undefined };

/** What holds today goes ahead of what was asked for. */
function now(passage: Passage, all: ReadonlyMap<string, Passage>): Standing {
  const present = presentOf(passage, all);
  if (present === undefined) return { ids: [passage.id], remark: undefined };
  const remark = texts.movedTo(passage.label, texts.status[passage.status], present.label);
  return { ids: [present.id, passage.id], remark };
}

function then(passage: Passage, all: ReadonlyMap<string, Passage>, on: string): Standing {
  const [held] = cite([passage.id], all, on);
  if (held === undefined || held.passage.id === passage.id) return { ids: [passage.id], remark: undefined };
  return { ids: [passage.id], remark: texts.heldThen(passage.label, spellDay(on), held.passage.label) };
}

/** What the answer before rests on; the talk goes on about its situation. */
export function composeBasis(
  { situation, fitting }: Extract<Decision, { kind: "basis" }>,
  context: ComposeContext,
): Composed | undefined {
  const ids = [...new Set([...(fitting?.basis ?? []), ...situation.basis])];
  const passages = ids.flatMap((id) => context.passages.get(id) ?? []);
  if (passages.length === 0) return undefined;
  const composed = composePassages({ passages, amended: [] }, context);
  const title: Block = { kind: "title", text: `${verdictTitle.penjelasan} — ${situation.title}` };
  return {
    ...composed,
    reply: {
      blocks: [title, ...composed.reply.blocks],
      choices: [...stepsChoice(situation), ...composed.reply.choices],
    },
    situation: situation.id,
  };
}
