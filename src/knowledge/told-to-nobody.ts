import type { Situation } from "./situation.ts";
import { taughtTopic } from "./taught.ts";

/** Who asks how to report, by when, or who protects a reporter, may be about to: not even a total may show it, and no model hears of it. */
export const reportingTopics: ReadonlySet<string> = new Set(["cara-lapor", "batas-waktu", "perlindungan-pelapor"]);

/**
 * Whether a situation may be told to whoever runs a model: not what an office taught, whose title and wording began as somebody's
 * question, which was sent to officers and to nobody else.
 */
export function mayBeTold({ topic }: Situation): boolean {
  return topic !== taughtTopic;
}
