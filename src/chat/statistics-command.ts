import { errorName, type Log } from "../log.ts";
import type { Statistics, WeekStatistics } from "../office/statistics.ts";
import type { ReplyFile } from "../reply-file.ts";
import type { Block, Reply } from "./message.ts";
import { statisticsTexts as texts } from "./statistics-texts.ts";

/** How many weeks the picture shows, the running one last. */
export const PICTURE_WEEKS = 4;

export type StatisticsParts = {
  /** What is shown of so many weeks up to now. */
  read: (weeks: number) => Promise<Statistics>;
  /** Draws them as PNG. */
  draw: (statistics: Statistics) => Promise<Uint8Array>;
  log: Log;
};

const MOST_TOPICS = 5;

/** /statistik: the running week in a few lines and the last weeks as a picture. For officers alone. */
export function createStatisticsCommand({ read, draw, log }: StatisticsParts): () => Promise<Reply> {
  return async () => {
    const statistics = await read(PICTURE_WEEKS);
    const [first, last] = [statistics.weeks[0], statistics.weeks.at(-1)];
    if (first === undefined || last === undefined) throw new Error("statistics of no week");
    const picture = await draw(statistics).catch((error: unknown) => {
      log.error("picture_failed", { error: errorName(error) });
      return undefined;
    });
    const name = `statistik-${last.to}.png`;
    const files: ReplyFile[] =
      picture === undefined ? [] : [{ name, mime: "image/png", bytes: picture, caption: texts.caption(first, last) }];
    const note = picture === undefined ? `${texts.hidden} ${texts.noPicture}` : texts.hidden;
    return { blocks: [...blocksOf(last), { kind: "note", text: note }], choices: [], files };
  };
}

function blocksOf(week: WeekStatistics): Block[] {
  const topics = week.topics.slice(0, MOST_TOPICS).map(({ topic, count }) => texts.topic(topic, count));
  return [
    { kind: "title", text: texts.title(week) },
    topics.length === 0
      ? { kind: "text", text: texts.noTopics }
      : { kind: "list", title: texts.topics, items: topics, ordered: true },
    {
      kind: "text",
      text: [
        texts.questions(week.questions),
        texts.unanswered(week.unanswered, week.unansweredPercent),
        texts.opinions(week.up, week.down),
      ].join("\n"),
    },
  ];
}
