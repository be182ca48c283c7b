import { parse } from "yaml";
import { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";
import type { Situation } from "./situation.ts";

/** A heading of `/topik` and the situations under it. */
export type TopicGroup = { title: string; situations: readonly string[] };

const schema = z.record(z.string(), z.array(z.string()));
const HIDDEN = "-";

/** Groups the situations by `topik.yaml`; a topic in no group, or in two, is a problem. */
export function groupTopics(
  file: string,
  text: string,
  situations: ReadonlyMap<string, Situation>,
): { groups: TopicGroup[]; problems: KnowledgeProblem[] } {
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) return { groups: [], problems: [{ file, line: 1, text: "tulis kelompok: [topik, topik]" }] };
  const problems: KnowledgeProblem[] = [];
  const groupOf = new Map<string, string>();
  for (const [title, topics] of Object.entries(parsed.data)) {
    for (const topic of topics) {
      if (groupOf.has(topic)) problems.push({ file, line: 1, text: `topik ${topic} ada di dua kelompok` });
      groupOf.set(topic, title);
    }
  }
  const members = new Map<string, string[]>(Object.keys(parsed.data).map((title) => [title, []]));
  for (const { id, topic } of situations.values()) {
    const title = groupOf.get(topic);
    if (title === undefined)
      problems.push({ file, line: 1, text: `topik ${topic} (situasi ${id}) belum masuk kelompok` });
    else members.get(title)?.push(id);
  }
  const groups = [...members].filter(([title]) => title !== HIDDEN).map(([title, ids]) => ({ title, situations: ids }));
  return { groups, problems };
}
