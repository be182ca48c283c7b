import { createStatisticsCommand } from "./chat/statistics-command.ts";
import type { Situation } from "./knowledge/situation.ts";
import type { Log } from "./log.ts";
import { createCounter } from "./office/counter.ts";
import { readStatistics } from "./office/statistics.ts";
import { weekOf, weeksUpTo } from "./office/week.ts";
import { createCounts } from "./stores/counts-sqlite.ts";
import type { Database } from "./stores/database.ts";

export type CountingParts = {
  database: Database;
  situations: () => ReadonlyMap<string, Situation>;
  /** `YYYY-MM-DD` */
  today: () => string;
  log: Log;
  /** How often counts are written. */
  everyMs?: number | undefined;
};

/** Opens the counting of what is asked and answered, and the command that shows it. */
export function openCounting({ database, situations, today, log, everyMs }: CountingParts) {
  const counts = createCounts(database);
  return {
    counter: createCounter({
      counts,
      topicOf: (id) => situations().get(id)?.topic,
      week: () => weekOf(today()),
      log,
      ...(everyMs === undefined ? {} : { everyMs }),
    }),
    statistics: createStatisticsCommand({
      read: (weeks) => readStatistics(counts, weeksUpTo(today(), weeks), situations()),
      // Loaded with the first picture, so that a service that draws none needs no memory for it.
      draw: async (shown) => (await import("./pictures/statistics-chart.ts")).drawStatistics(shown),
      log,
    }),
  };
}
