import type { Message } from "../chat/message.ts";
import type { Verdict } from "../knowledge/situation.ts";
import { reportingTopics } from "../knowledge/told-to-nobody.ts";

/** What is counted; each kind has keys of its own: a topic, a verdict, nothing, a situation, a situation. */
export const countKinds = ["topic", "verdict", "unanswered", "opinion-up", "opinion-down"] as const;
export type CountKind = (typeof countKinds)[number];

/** How often something happened in a week, and nothing else: no person, place, channel, time of day or word. */
export type Count = { week: string; kind: CountKind; key: string; count: number };

/** The counts of this office. */
export type Counts = {
  /** Adds all of these to what is there, or none of them. */
  add(counts: readonly Count[]): Promise<void>;
  /** What was counted in these weeks. */
  read(weeks: readonly string[]): Promise<Count[]>;
};

/** Something that may be counted, with as much of the message as decides whether. */
export type Counted = { message: Pick<Message, "channel" | "late" | "kind"> } & (
  | { kind: "answer"; verdict: Verdict; situation: string | undefined }
  | { kind: "opinion"; situation: string; helpful: boolean }
);

/** Notes that something happened; keeps nobody waiting and never fails. */
export type CountEvent = (event: Counted) => void;

/**
 * What an event adds one to. Nothing for reports and whatever leads to one: a count of one would betray a tip. Nothing for
 * messages that came late or with a file, for their writers may have been in the middle of one.
 */
export function cellsOf(
  event: Counted,
  topicOf: (situation: string) => string | undefined,
): Array<Pick<Count, "kind" | "key">> {
  const { late, kind } = event.message;
  const topic = event.situation === undefined ? undefined : topicOf(event.situation);
  if (late || kind === "file" || (topic !== undefined && reportingTopics.has(topic))) return [];
  if (event.kind === "opinion") {
    // What the office no longer knows has no name to be shown under.
    if (topic === undefined) return [];
    return [{ kind: event.helpful ? "opinion-up" : "opinion-down", key: event.situation }];
  }
  switch (event.verdict) {
    case "lapor":
      return [];
    case "tidak_tahu":
      return [{ kind: "unanswered", key: "" }];
    case "tolak":
    case "di_luar_cakupan":
      return [{ kind: "verdict", key: event.verdict }];
    case "boleh":
    case "dilarang":
    case "bersyarat":
    case "penjelasan":
      return [
        { kind: "verdict", key: event.verdict },
        ...(topic === undefined ? [] : [{ kind: "topic", key: topic } as const]),
      ];
  }
}
