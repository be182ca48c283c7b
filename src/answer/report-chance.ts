import type { Vocabulary } from "../knowledge/vocabulary.ts";
import { classify } from "./classifier.ts";
import { extractShape } from "./features.ts";
import type { ReportChance } from "./may-accuse.ts";
import { gates, type Ranker } from "./ranker.ts";
import type { Normalise } from "./words.ts";

const REPORT = gates.indexOf("lapor");

/** The gate alone, which costs a tenth of a whole reading. */
export function createReportChance(
  { gate }: Pick<Ranker, "gate">,
  normalise: Normalise,
  { concepts }: Pick<Vocabulary, "concepts">,
): ReportChance {
  return (text) => classify(gate, extractShape(text, normalise(text), concepts))[REPORT] ?? 0;
}
