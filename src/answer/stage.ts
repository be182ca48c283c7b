import { isBetween, runningOn } from "../knowledge/running-stages.ts";
import type { Circumstances } from "../knowledge/situation.ts";
import type { Calendar, Stage, StageName } from "../knowledge/stages.ts";
import { rawWords } from "./words.ts";

/** Where elections stand on the day an answer is for, as far as the person left that open. */
export type Standing =
  | { kind: "running"; stage: Stage; day: string; isToday: boolean }
  /** Nothing runs, of the elections asked about (`pemilu`, `pilkada`) or of any. */
  | { kind: "between"; election: string | undefined; day: string; isToday: boolean }
  /** The calendar does not tell, or tells different things for different regions. */
  | { kind: "unknown" };

/** About how far voting is in each stage, to tell which of two running elections is meant. */
const DAYS_TO_VOTING: Readonly<Record<StageName, number>> = {
  "hari-pemungutan": 0,
  "masa-tenang": 2,
  kampanye: 40,
  "setelah-pemungutan": 60,
  "setelah-penetapan": 70,
  "sebelum-penetapan": 200,
};

/** The day an answer is for: the one asked about (`on`) or else today; none of them leaves the calendar out. */
export type Days = { on?: string | undefined; today?: string | undefined };

/**
 * The standing on a day; undefined when the person named the stage, which wins, or no day is given. A region that the `text`
 * names is the one that counts, beside what holds for the nation.
 */
export function standingOn(
  calendar: Calendar,
  { on, today }: Days,
  said: Circumstances,
  text = "",
): Standing | undefined {
  const day = on ?? today;
  if (said.tahap !== undefined || day === undefined) return undefined;
  const named = regionsIn(text, calendar);
  const isMeant = ({ election, region }: { election: string; region?: string }) =>
    election.startsWith(said.pemilihan ?? "") &&
    (named.size === 0 || region === undefined || region === NATION || named.has(region));
  const meant = { stages: calendar.stages.filter(isMeant), upcoming: calendar.upcoming.filter(isMeant) };
  const nearest = runningOn(meant, day)
    .map((stage) => ({ stage, days: daysToVoting(stage, meant, day) }))
    .sort((a, b) => a.days - b.days);
  const [first] = nearest;
  const isToday = day === today;
  if (first === undefined) {
    return isBetween(meant, day) ? { kind: "between", election: said.pemilihan, day, isToday } : { kind: "unknown" };
  }
  const differs = ({ stage }: typeof first) =>
    stage.election === first.stage.election && stage.stage !== first.stage.stage;
  return nearest.some(differs) ? { kind: "unknown" } : { kind: "running", stage: first.stage, day, isToday };
}

const NATION = "nasional";
/** What stands before the name of a region in its slug: "kota-ambon". */
const KINDS = new Set(["kota", "kabupaten", "kab", "provinsi", "prov"]);

/** The regions of the calendar that a text names by their own name: "di Ambon", "kota ambon". */
function regionsIn(text: string, { stages }: Calendar): Set<string> {
  const words = ` ${rawWords(text).join(" ")} `;
  const regions = new Set(stages.map(({ region }) => region));
  return new Set(
    [...regions].filter((region) => {
      const name = region.split("-").filter((word) => !KINDS.has(word));
      return region !== NATION && words.includes(` ${name.join(" ")} `);
    }),
  );
}

function daysToVoting({ election, stage }: Stage, { stages }: Calendar, day: string): number {
  const voting = stages.findLast((each) => each.election === election && each.stage === "hari-pemungutan");
  if (voting === undefined) return DAYS_TO_VOTING[stage];
  return Math.abs(Date.parse(voting.from) - Date.parse(day)) / 86_400_000;
}

/** What was said, completed by the stage of the day. */
export function saidWith(said: Circumstances, standing: Standing | undefined): Circumstances {
  return standing?.kind === "running" ? { ...said, tahap: standing.stage.stage } : said;
}
