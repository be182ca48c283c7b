import type { Block, Choice } from "../chat/message.ts";
import { texts, verdictTitle } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Passage } from "../knowledge/passage.ts";
import type { Wording } from "../knowledge/wording.ts";
import {
  type ComposeContext,
  type Composed,
  checkedBlocks,
  isLong,
  opinionChoices,
  originNotes,
  passageBlocks,
  stepsChoice,
} from "./blocks.ts";
import { type Cited, cite, toCitation } from "./citations.ts";
import type { Decision } from "./decide.ts";
import { presentOf } from "./validity.ts";

/** An answer shows how a wording begins; the rest is behind a button. */
const PIECES_IN_ANSWER = 1;

/** The passages that were asked for, by the law of today or of the day asked about, and where that is another passage. */
export function composePassages(
  { passages, amended }: Pick<Extract<Decision, { kind: "passages" }>, "passages" | "amended">,
  { passages: all, on, today, wordings = new Map() }: ComposeContext,
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
    ...cited.flatMap((each) => passageBlocks(each, wordings.get(each.passage.id), PIECES_IN_ANSWER)),
    ...originNotes(cited, wordings.values()),
    ...dated,
  ];
  return {
    verdict: "penjelasan",
    reply: { blocks, choices: [...wholeWordings(cited, wordings), ...opinionChoices] },
    citations: cited.map(toCitation),
    confidence: 0.99,
    suggestions: [],
    situation: undefined,
  };
}

/** The way to the rest of a wording that was only begun; the channels' buttons carry 64 letters. */
function wholeWordings(cited: readonly Cited[], wordings: ReadonlyMap<string, Wording>): Choice[] {
  return cited
    .filter(({ passage }) => isLong(wordings.get(passage.id)))
    .map(({ passage }) => ({ label: `${texts.choice.wholeWording}: ${passage.label}`, action: `/pasal ${passage.id}` }))
    .filter(({ action }) => action.length <= 64);
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
