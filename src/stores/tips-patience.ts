import { setTimeout as wait } from "node:timers/promises";
import { TipNotStoredError } from "../tips/tip-store.ts";
import { diskTrouble } from "./disk-trouble.ts";

/** As long as somebody waits for a ✔ without beginning to worry. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 20;
const BUSY = /^SQLITE_(BUSY|LOCKED|PROTOCOL)(_\w+)?$/;

/** Runs work on the files of tips; see {@link createPatience}. */
export type Attempt = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Does the work again while another process holds the files, without holding this one up, and fails as a TipNotStoredError, which
 * says nothing of what was to be stored, when it stays so or the disk does not do it.
 */
export function createPatience(patienceMs = PATIENCE_MS): Attempt {
  return async (work) => {
    // Not the time of day, which may jump.
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const code = codeOf(error);
        if (code === undefined) throw error;
        if (!BUSY.test(code) || performance.now() >= until) throw new TipNotStoredError(code);
      }
      await wait(RETRY_MS);
    }
  };
}

/** Undefined for what is neither SQLite's nor the disk's. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof TipNotStoredError) return error.code;
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : diskTrouble(error);
}
