import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { TipNotStoredError } from "../tips/tip-store.ts";
import type { TipLogs } from "./tips-logs.ts";
import { keepDays } from "./tips-times.ts";

/** More than what opens the largest case takes in SQLite's log while it is deleted. */
const BYTES = 1_048_576;

/** Room that is kept free on the disk by taking it: deleting needs some, also where others have filled the rest. */
export type Reserve = {
  /** Does the work, once more with the room given back where the disk was full. Not inside a transaction. */
  using<T>(work: () => Promise<T>): Promise<T>;
};

export function createReserve(folder: string, logs: TipLogs): Reserve {
  const file = join(folder, "tips.spare");
  const keep = () => {
    try {
      if (statSync(file, { throwIfNoEntry: false })?.size === BYTES) return;
      const descriptor = openSync(file, "w", 0o600);
      try {
        writeSync(descriptor, Buffer.alloc(BYTES));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
        keepDays([file]);
      }
    } catch {
      // No room for it yet; what there is of it is better than nothing, and the next start tries again.
    }
  };
  keep();
  return {
    async using(work) {
      const again = async () => {
        rmSync(file, { force: true });
        try {
          return await unlessFull(work, async () => {
            // Not sooner: what the logs hold may take up the room itself when it moves into the files.
            await logs.tryOnce();
            return await work();
          });
        } finally {
          keep();
        }
      };
      return await unlessFull(work, again);
    },
  };
}

async function unlessFull<T>(work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TipNotStoredError) || error.code !== "SQLITE_FULL") throw error;
  }
  return await otherwise();
}
