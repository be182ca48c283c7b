import type { Knowledge } from "../knowledge/read.ts";
import { noWordings, type ShownWordings } from "../knowledge/wording.ts";
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

/** Builds the answering of questions: find, decide, compose; `wordings` holds what was imported. */
export function createAnswer(
  knowledge: Knowledge,
  read: Read,
  search: Search,
  wordings: Pick<ShownWordings, "read"> = noWordings,
): Answer {
  const find = createFind(knowledge, read, search);
  return async (text, { before, on, today } = {}) => {
    const findings = await find(text, before);
    const standing = standingOn(knowledge.calendar, { on, today }, findings.said, findings.joined);
    const decision = decide({ ...findings, said: saidWith(findings.said, standing) });
    const read = await wordings.read(shownWhole(decision));
    const imported = new Map(read.map((wording) => [wording.id, wording]));
    const composed = compose(decision, findings, { ...knowledge, on, today, standing, wordings: imported });
    return {
      ...composed,
      findings,
      decision,
      after: {
        text: findings.joined.slice(-500),
        said: findings.said,
        situation: composed.situation,
        ...toKeep(decision, findings),
      },
    };
  };
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

/** No more are cited in one answer. */
const MOST_SHOWN = 5;

/** What a change of circumstances must not lose: that the sanction was asked, and for which people it was answered. */
function toKeep(decision: Decision, { said, before, followsUp }: Findings): Pick<Before, "aboutSanction" | "group"> {
  const aboutSanction = decision.kind === "situation" && decision.aboutSanction;
  const group = decision.kind === "situation" ? said.siapa : followsUp ? before?.group : undefined;
  return { aboutSanction, group };
}
