import { reportingTopics } from "../knowledge/told-to-nobody.ts";
import type { Count, CountKind, Counts } from "./counts.ts";
import { atLeast, type Figure, figureOf, isHidden, sum, totalOf } from "./figures.ts";
import { daysOf } from "./week.ts";

/** What is shown of one week. Every figure is hidden or rounded already: nothing here tells what a hidden count is. */
export type WeekStatistics = {
  week: string;
  /** Its Monday and Sunday, `YYYY-MM-DD`. */
  from: string;
  to: string;
  questions: Figure;
  /** The topics that are shown this week, the most asked first. */
  topics: ReadonlyArray<{ topic: string; count: number }>;
  /** Answered with articles alone, which have no topic. */
  references: Figure;
  unanswered: Figure;
  /** How many in a hundred of the questions got no answer, at most; undefined while that is hidden. */
  unansweredPercent: number | undefined;
  /** Not about neutrality, and what the bot declines. */
  outside: Figure;
  declined: Figure;
  up: Figure;
  down: Figure;
  /** The situations of which some opinion is shown, the least helpful first. */
  opinions: ReadonlyArray<{ situation: string; up: Figure; down: Figure }>;
};

export type Statistics = {
  weeks: readonly WeekStatistics[];
  /** Every topic that is shown in some week, by the sum of what is shown. */
  topics: readonly string[];
};

/** The situations of the knowledge, whose topics and opinions can be counted. */
export type Countable = ReadonlyMap<string, { topic: string }>;

/** Reads what was counted in these weeks and hides what must not be shown. */
export async function readStatistics(
  counts: Counts,
  weeks: readonly string[],
  countable: Countable,
): Promise<Statistics> {
  return statisticsOf(await counts.read(weeks), weeks, countable);
}

/** Everything that is shown of counts, week by week and never over several weeks: one may not be taken from the other. Pure. */
export function statisticsOf(counts: readonly Count[], weeks: readonly string[], countable: Countable): Statistics {
  const known = {
    topics: [...new Set([...countable.values()].map(({ topic }) => topic))].filter(
      (topic) => !reportingTopics.has(topic),
    ),
    situations: [...countable].filter(([, { topic }]) => !reportingTopics.has(topic)).map(([id]) => id),
  };
  const shown = weeks.map((week) =>
    weekOf(
      week,
      counts.filter((count) => count.week === week),
      known,
    ),
  );
  const sums = new Map<string, number>();
  for (const { topics } of shown)
    for (const { topic, count } of topics) sums.set(topic, (sums.get(topic) ?? 0) + count);
  const topics = [...sums].sort(([a, countA], [b, countB]) => countB - countA || compare(a, b)).map(([topic]) => topic);
  return { weeks: shown, topics };
}

/** A topic in a week as it is shown. */
export function topicFigure({ topics }: WeekStatistics, topic: string): Figure {
  return topics.find((each) => each.topic === topic)?.count ?? "<5";
}

type Known = { topics: readonly string[]; situations: readonly string[] };

function weekOf(week: string, counts: readonly Count[], known: Known): WeekStatistics {
  const cells = (kind: CountKind, keys: readonly string[]) => {
    const found = new Map(counts.filter((count) => count.kind === kind).map(({ key, count }) => [key, count]));
    return new Map([...new Set([...keys, ...found.keys()])].map((key) => [key, found.get(key) ?? 0]));
  };
  const topics = cells("topic", known.topics);
  const verdicts = cells("verdict", []);
  const unanswered = sum([...cells("unanswered", []).values()]);
  const outside = verdicts.get("di_luar_cakupan") ?? 0;
  const declined = verdicts.get("tolak") ?? 0;
  const answered = sum([...verdicts.values()]) - outside - declined;
  const references = Math.max(0, answered - sum([...topics.values()]));
  const questions = totalOf([...topics.values(), references, unanswered, outside, declined]);
  const ups = cells("opinion-up", known.situations);
  const downs = cells("opinion-down", known.situations);
  return {
    week,
    ...daysOf(week),
    questions,
    topics: [...topics]
      .filter(([, count]) => !isHidden(count))
      .sort(([a, countA], [b, countB]) => countB - countA || compare(a, b))
      .map(([topic, count]) => ({ topic, count })),
    references: figureOf(references),
    unanswered: figureOf(unanswered),
    unansweredPercent: isHidden(unanswered) ? undefined : Math.ceil((100 * unanswered) / atLeast(questions)),
    outside: figureOf(outside),
    declined: figureOf(declined),
    up: totalOf([...ups.values()]),
    down: totalOf([...downs.values()]),
    opinions: opinionsOf(ups, downs),
  };
}

function opinionsOf(ups: ReadonlyMap<string, number>, downs: ReadonlyMap<string, number>): WeekStatistics["opinions"] {
  return [...new Set([...ups.keys(), ...downs.keys()])]
    .map((situation) => ({
      situation,
      up: figureOf(ups.get(situation) ?? 0),
      down: figureOf(downs.get(situation) ?? 0),
    }))
    .filter(({ up, down }) => up !== "<5" || down !== "<5")
    .sort((a, b) => atLeast(b.down) - atLeast(a.down) || compare(a.situation, b.situation));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
