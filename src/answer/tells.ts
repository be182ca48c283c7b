import type { Before } from "./follow-up.ts";
import type { Read } from "./reading.ts";
import { HIDDEN, type Scrub } from "./scrub.ts";

/**
 * Whether a text may tell of somebody (by itself, or as what goes on from the question before), or only holds what could say
 * who somebody is. Mistaken on the careful side: about one ordinary question in four is taken for one or the other.
 */
export type Tells = (text: string, before?: Before) => "of-somebody" | "who" | "nothing";

export function createTells(read: Read, scrub: Scrub): Tells {
  return (text, before) => {
    if (read(text).accuses || (before !== undefined && read(text, before).accuses)) return "of-somebody";
    return scrub(text).includes(HIDDEN) ? "who" : "nothing";
  };
}
