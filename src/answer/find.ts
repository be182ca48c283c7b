import type { Knowledge } from "../knowledge/read.ts";
import type { Situation } from "../knowledge/situation.ts";
import { askedAlone } from "./asked-alone.ts";
import type { Before } from "./follow-up.ts";
import type { Read, Reading } from "./reading.ts";
import type { Search } from "./search.ts";

/** All that was found out about a message; nothing is decided yet. */
export type Findings = Reading & {
  /** Situations that the full-text search offers, best first. */
  searched: readonly Situation[];
  /** What of it asks by itself, where the whole of it is likeliest about what one may do; see {@link askedAlone}. */
  alone: readonly Reading[];
};

export type Find = (text: string, before?: Before) => Promise<Findings>;

const MOST_SEARCHED = 8;

/** Builds the finder over the reading of messages and the full-text search in the knowledge. */
export function createFind({ situations }: Pick<Knowledge, "situations">, read: Read, search: Search): Find {
  return async (text, before) => {
    const reading = read(text, before);
    const hits = await search(text, MOST_SEARCHED);
    const permits = !reading.followsUp && reading.candidates[0]?.situation.verdict === "boleh";
    const alone = permits ? askedAlone(read, text, reading) : [];
    return { ...reading, alone, searched: hits.flatMap(({ id }) => situations.get(id) ?? []) };
  };
}
