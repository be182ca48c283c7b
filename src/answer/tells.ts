import type { Before } from "./follow-up.ts";
import type { Read } from "./reading.ts";
import { HIDDEN, type Scrub } from "./scrub.ts";

/**
 * Whether a text may tell of somebody (by itself, or as what goes on from the question before), or only holds what could say
 * who somebody is, or is a question and plainly nothing else. Mistaken on the careful side: most ordinary questions
 * are no plain ones.
 */
export type Tells = (text: string, before?: Before) => "of-somebody" | "who" | "question" | "unclear";

export function createTells(read: Read, scrub: Scrub): Tells {
  return (text, before) => {
    const { accuses, asksPlainly } = read(text);
    if (accuses || (before !== undefined && read(text, before).accuses)) return "of-somebody";
    if (scrub(text).includes(HIDDEN)) return "who";
    return asksPlainly ? "question" : "unclear";
  };
}
