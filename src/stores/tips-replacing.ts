import type { TipStore } from "../tips/tip-store.ts";
import { dropBodies, writeParts } from "./tips-adding.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { TipLogs } from "./tips-logs.ts";
import { type Attempt, codeOf } from "./tips-patience.ts";
import { isThere } from "./tips-reading.ts";
import type { TipRest } from "./tips-rest.ts";
import { checkPart } from "./tips-shapes.ts";

/** Changes who opens what is there. What shows is what has its header, so headers of old and new change places in one transaction. */
export function createTipReplacing(
  { keys, tips }: TipsDatabase,
  attempt: Attempt,
  { rest, logs }: { rest: TipRest; logs: TipLogs },
): Pick<TipStore, "replace"> {
  return {
    replace: async (id, taken, parts) => {
      parts.forEach(checkPart);
      const old = taken.map((part) => ({ case_id: id, part: Buffer.from(part, "hex") }));
      try {
        const isDone = await attempt(() =>
          keys.transaction().execute(async (held) => {
            if (!(await isThere(held, id))) return false;
            const shown = await held.selectFrom("headers").select("part").where("case_id", "=", id).execute();
            if (!old.every(({ part }) => shown.some((each) => each.part.equals(part)))) return false;
            await writeParts(held, tips, parts);
            for (const { part } of old)
              await held.deleteFrom("headers").where("case_id", "=", id).where("part", "=", part).execute();
            return true;
          }),
        );
        if (!isDone) return false;
      } catch (error) {
        if (codeOf(error)?.startsWith("SQLITE_IOERR") !== true) await dropBodies({ keys, tips }, parts);
        throw error;
      }
      // What is left of them now opens to nobody; should this fail, the next sweep takes it.
      for (const body of old) await rest.dropBody(body);
      await logs.empty();
      return true;
    },
  };
}
