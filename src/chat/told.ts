import type { Choice } from "./message.ts";

/**
 * What may still be chosen under the newest message that somebody got without asking, also days ago and before a restart, so that
 * "1" under a reminder, or under a notice to an officer, means its first choice. Empty for everybody else.
 */
export type Told = (address: string) => Promise<readonly Choice[]>;

/** Whoever writes more does not choose. */
const MOST_CHARACTERS = 60;

/** Whether a text may be a choice under what was told. */
export function mayChoose(text: string): boolean {
  return text.trim().length <= MOST_CHARACTERS;
}
