import type { Knowledge } from "../knowledge/read.ts";
import { mayBeTold, reportingTopics } from "../knowledge/told-to-nobody.ts";
import { noWordings, type ShownWordings } from "../knowledge/wording.ts";
import { asksNothingInParticular } from "./asking.ts";
import type { Assist, Assisted } from "./assist.ts";
import type { Composed } from "./blocks.ts";
import { compose } from "./compose.ts";
import { type Decision, decide } from "./decide.ts";
import { createFind, type Findings } from "./find.ts";
import type { Before } from "./follow-up.ts";
import type { Read } from "./reading.ts";
import type { Search } from "./search.ts";
import { saidWith, standingOn } from "./stage.ts";

export type Answered = Composed & {
  findings: Findings;
  decision: Decision;
  /** What a follow-up to this question needs to know. */
  after: Before;
  /** What became of everything that a model was asked. */
  assisted: readonly Assisted[];
  /** Whether any of it is in the answer. */
  byModel: boolean;
};

export type AnswerOptions = {
  /** The question this one follows. */
  before?: Before | undefined;
  /** Answer by the law of that day, `YYYY-MM-DD`. */
  on?: string | undefined;
  /**
   * The day it is, `YYYY-MM-DD`: what was checked too long ago is said to be, and what hangs on the stage of an election is
   * answered for that day, unless `on` is given. Without it, neither.
   */
  today?: string | undefined;
  /** That the words of the question may leave this machine, as far as {@link Leaving} lets them; without it, nothing does. */
  outside?: Outside | undefined;
};

/** For whom something is asked outside; `person` is who pays for it with their day's share, and is never sent. */
export type Outside = { person?: string | undefined };

/** Answers one question; never throws for any text. */
export type Answer = (text: string, options?: AnswerOptions) => Promise<Answered>;

/** Longer nobody waits for a model. */
export const MOST_OUTSIDE_MS = 8_000;
/** And no longer than this to be told what was meant, or nothing would be left for the answer. */
export const MOST_UNDERSTANDING_MS = 4_000;

/**
 * Builds the answering of questions: find, decide, compose; `wordings` holds what was imported. With `assist` a model helps where
 * the words may leave; the answer is there before it is asked, and is given whatever becomes of that.
 */
export function createAnswer(
  knowledge: Knowledge,
  read: Read,
  search: Search,
  wordings: Pick<ShownWordings, "read"> = noWordings,
  assist?: Assist,
): Answer {
  const find = createFind(knowledge, read, search);
  return async (text, { before, on, today, outside } = {}) => {
    const found = await find(text, before);
    const standing = standingOn(knowledge.calendar, { on, today }, found.said, found.joined);
    const findings = { ...found, said: saidWith(found.said, standing) };
    const helps = outside !== undefined && mayHelp(found) ? assist : undefined;
    const began = performance.now();
    const options = { until: began + MOST_OUTSIDE_MS, person: outside?.person };
    const assisted: Assisted[] = [];

    const unhelped = decide(findings);

    async function decideHelped(): Promise<Decision> {
      if (helps === undefined || unhelped.kind !== "suggestions" || asksNothingInParticular(found.words))
        return unhelped;
      const help = await helps.hint(found, { ...options, until: began + MOST_UNDERSTANDING_MS });
      if (help.assisted !== undefined) assisted.push(help.assisted);
      return decide(findings, help.hint);
    }

    const decision = await decideHelped();
    const imported = await wordings.read(
      helps === undefined ? shownWhole(decision) : [...shownWhole(decision), ...quotable(decision)],
    );
    const context = {
      ...{ ...knowledge, on, today, standing },
      wordings: new Map(imported.map((wording) => [wording.id, wording])),
    };
    const offline = compose(decision, found, context);
    const help =
      helps !== undefined && decision.kind === "situation" && mayBeTold(decision.situation)
        ? await helps.ground(decision, found, context, options)
        : undefined;
    if (help !== undefined) assisted.push(help.assisted);
    const worded = help?.composed !== undefined && !saysTheSame(help.composed, offline) ? help.composed : undefined;
    const composed = worded ?? offline;
    return {
      ...composed,
      findings: found,
      decision,
      assisted,
      byModel: worded !== undefined || decision.kind !== unhelped.kind,
      after: {
        text: found.joined.slice(-500),
        said: found.said,
        situation: composed.situation,
        ...toKeep(decision, found),
      },
    };
  };
}

/** Whether a model only repeated our words; then nobody has to be told that one was asked. */
function saysTheSame({ reply }: Composed, offline: Composed): boolean {
  const words = ({ blocks }: Composed["reply"]) => blocks.flatMap((block) => (block.kind === "text" ? block.text : []));
  return words(reply).join("\n") === words(offline.reply).join("\n");
}

/** Whether a model may be asked at all: never about what tells of somebody, nor by whoever may be about to. */
function mayHelp({ accuses, candidates, taught }: Findings): boolean {
  const about = taught ?? candidates[0]?.situation;
  return !accuses && (about === undefined || !reportingTopics.has(about.topic));
}

/** The passages whose words an answer shows; others are only cited. */
function shownWhole(decision: Decision): string[] {
  if (decision.kind === "passages")
    return decision.passages
      .slice(0, MOST_SHOWN)
      .flatMap(({ id, replacedBy }) => (replacedBy === undefined ? [id] : [id, replacedBy]));
  if (decision.kind !== "basis") return [];
  return [...new Set([...(decision.fitting?.basis ?? []), ...decision.situation.basis])].slice(0, MOST_SHOWN);
}

/** The passages whose words a model may be given. */
function quotable(decision: Decision): string[] {
  if (decision.kind !== "situation") return [];
  return [...new Set([...(decision.fitting?.basis ?? []), ...decision.situation.basis])].slice(0, MOST_SHOWN);
}

/** No more are cited in one answer. */
const MOST_SHOWN = 5;

/** What a change of circumstances must not lose: that the sanction was asked, and for which people it was answered. */
function toKeep(decision: Decision, { said, before, followsUp }: Findings): Pick<Before, "aboutSanction" | "group"> {
  const aboutSanction = decision.kind === "situation" && decision.aboutSanction;
  const group = decision.kind === "situation" ? said.siapa : followsUp ? before?.group : undefined;
  return { aboutSanction, group };
}
