import { setImmediate as turn } from "node:timers/promises";
import { TipNotStoredError } from "../tips/tip-store.ts";
import { type BodyName, dropBody } from "./tips-bodies.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { Attempt } from "./tips-patience.ts";
import type { Reserve } from "./tips-reserve.ts";

/** What is left of a case that nobody opens any more. */
export type TipRest = {
  /** Whether it is all gone: a disk that is full or held keeps some of it for the next sweep. */
  dropCase(id: string): Promise<boolean>;
  dropBody(body: BodyName): Promise<boolean>;
};

/**
 * The case itself first, so that a copy made meanwhile shows none of it. One body at a time: erasing writes each into SQLite's log
 * once more, and a case may hold more than the disk has room for.
 */
export function createTipRest({ tips }: TipsDatabase, attempt: Attempt, reserve: Reserve): TipRest {
  const isDone = async (work: () => Promise<unknown>) => {
    try {
      await reserve.using(() => attempt(work));
      return true;
    } catch (error) {
      if (error instanceof TipNotStoredError) return false;
      throw error;
    }
  };
  const dropOne = (body: BodyName) =>
    isDone(() => tips.transaction().execute((transaction) => dropBody(transaction, body)));
  return {
    dropBody: dropOne,
    async dropCase(id) {
      const isBegun = await isDone(() =>
        tips.transaction().execute(async (transaction) => {
          await transaction.deleteFrom("requests").where("case_id", "=", id).execute();
          await transaction.deleteFrom("cases").where("id", "=", id).execute();
        }),
      );
      if (!isBegun) return false;
      const bodies = await attempt(() =>
        tips.selectFrom("bodies").select(["case_id", "part"]).where("case_id", "=", id).execute(),
      );
      for (const body of bodies) {
        if (!(await dropOne(body))) return false;
        // SQLite takes the whole turn for each.
        await turn();
      }
      return true;
    },
  };
}
