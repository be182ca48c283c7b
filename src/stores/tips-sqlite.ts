import { dirname } from "node:path";
import type { TipStore } from "../tips/tip-store.ts";
import { createTipAdding } from "./tips-adding.ts";
import { copyTips } from "./tips-copy.ts";
import type { TipsDatabase } from "./tips-database.ts";
import { createTipLists } from "./tips-lists.ts";
import { createTipLogs } from "./tips-logs.ts";
import { createPatience } from "./tips-patience.ts";
import { createTipReading } from "./tips-reading.ts";
import { createTipReplacing } from "./tips-replacing.ts";
import { createReserve } from "./tips-reserve.ts";
import { createTipRest } from "./tips-rest.ts";
import { createTipShredding } from "./tips-shredding.ts";
import { leavingDaysOnly } from "./tips-times.ts";

/** What the store can do because it is files. */
export type TipFilesCare = {
  /** Whether the logs of both files are empty, after trying for some seconds. */
  emptyLogs(): Promise<boolean>;
  /** Puts a copy of both into a folder that has none; see {@link copyTips}. */
  copyTo(folder: string): Promise<void>;
  /** Nothing of the store may be used afterwards. */
  end(): Promise<void>;
};

export type TipStoreOptions = {
  /** How long (ms) a call tries while another process holds the files. */
  patienceMs?: number;
  /** How long (ms) shredding tries to empty the logs before it leaves that for later. */
  emptyingMs?: number;
};

/** Sealed tips in SQLite. Several processes may use the same files. */
export function createTipStore(
  database: TipsDatabase,
  { patienceMs, emptyingMs }: TipStoreOptions = {},
): TipStore & TipFilesCare {
  const attempt = createPatience(patienceMs);
  const write = leavingDaysOnly(attempt, database.files);
  // Emptying a log writes into its file too, and so does closing it last.
  const leaving = leavingDaysOnly((work) => work(), database.files);
  const own = createTipLogs(database, emptyingMs);
  const logs = { ...own, empty: () => leaving(own.empty), tryOnce: () => leaving(own.tryOnce) };
  const reserve = createReserve(dirname(database.files.tips), logs);
  const rest = createTipRest(database, write, reserve);
  return {
    ...createTipAdding(database, write),
    ...createTipReading(database, attempt),
    ...createTipShredding(database, write, { logs, reserve, rest }),
    ...createTipReplacing(database, write, { rest, logs }),
    ...createTipLists(database, write),
    emptyLogs: logs.empty,
    copyTo: (folder) => attempt(() => copyTips(database, folder)),
    end: () =>
      leaving(async () => {
        logs.end();
        await database.close();
      }),
  };
}
