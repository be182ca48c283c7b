import type { Block, Choice } from "../chat/message.ts";
import { texts } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Case, Situation } from "../knowledge/situation.ts";
import { NATIONWIDE, type StageName, stageNames } from "../knowledge/stages.ts";
import { capital } from "./blocks.ts";
import { describeCircumstances, stageHolds } from "./circumstances.ts";
import type { Standing } from "./stage.ts";

/** What an answer shows of a situation, as far as stages may bear on it. */
export type Bearing = {
  situation: Situation;
  fitting: Case | undefined;
  besides: readonly Case[];
  open: readonly Case[];
};

/** What the calendar adds to an answer: the stage it was given for, that none runs, or the question which one it is. */
export type StageRemark = { blocks: readonly Block[]; choices: readonly Choice[] };

/** The remark of an answer; empty where the stage changes nothing in it. */
export function stageRemark(bearing: Bearing, standing: Standing | undefined): StageRemark {
  if (standing?.kind === "running") return isDecidedByStage(bearing) ? remark(runningSentence(standing)) : NOTHING;
  if (standing === undefined || !bearing.open.some(hasStage)) return NOTHING;
  if (standing.kind === "unknown") return remark(texts.stage.ask, stageChoices(bearing.situation));
  const { day, isToday, election } = standing;
  return remark(texts.stage.none(dayOf(day, isToday), election ?? texts.stage.anyElection));
}

const NOTHING: StageRemark = { blocks: [], choices: [] };

function remark(text: string, choices: readonly Choice[] = []): StageRemark {
  return { blocks: [{ kind: "text", text }], choices };
}

/** Whether a stage's case is part of the answer, or one that would have changed it is ruled out. */
function isDecidedByStage({ situation, fitting, besides }: Bearing): boolean {
  const given = fitting?.verdict ?? situation.verdict;
  const shown = [...(fitting === undefined ? [] : [fitting]), ...besides];
  return shown.some(hasStage) || situation.cases.some((each) => hasStage(each) && each.verdict !== given);
}

function hasStage({ when }: Case): boolean {
  return when.tahap !== undefined;
}

function runningSentence({ stage, day, isToday }: Extract<Standing, { kind: "running" }>): string {
  const place = stage.region === NATIONWIDE ? "" : ` di ${spellSlug(stage.region)}`;
  const sentence = texts.stage.running(
    dayOf(day, isToday),
    `${spellSlug(stage.election)}${place}`,
    texts.stage.name[stage.stage],
    stage.according,
    spellDay(stage.checked),
  );
  return stage.note === undefined ? sentence : `${sentence} ${stage.note}`;
}

function dayOf(day: string, isToday: boolean): string {
  return isToday ? texts.stage.today(spellDay(day)) : texts.stage.onDay(spellDay(day));
}

/** "Kota Ambon" for `kota-ambon` */
function spellSlug(slug: string): string {
  return slug.replace(/-/g, " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** One choice for each stage the situation distinguishes, and one for all others. */
function stageChoices({ id, cases }: Situation): Choice[] {
  const stages = cases.flatMap(({ when }) => when.tahap ?? []);
  const named = stageNames.filter((stage) => stages.includes(stage));
  const others = stageNames.filter((at) => !stages.some((stage) => stageHolds(stage, at)));
  const nameOf = (tahap: StageName) => capital(describeCircumstances({ tahap }));
  const choice = (stage: StageName, label: string) => ({ label, action: `/situasi ${id} ${stage}` });
  return [
    ...named.map((stage) => choice(stage, nameOf(stage))),
    ...others.slice(0, 1).map((stage) => choice(stage, others.length === 1 ? nameOf(stage) : texts.stage.otherwise)),
  ];
}
