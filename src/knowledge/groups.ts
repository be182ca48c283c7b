import { parse } from "yaml";
import { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";
import { passageId } from "./passage.ts";
import { dimensions } from "./situation.ts";

/** What holds for a group of people in any situation that says nothing special of them. */
export type GroupNote = { note: string; basis: readonly string[]; isAsn: boolean };

const schema = z.partialRecord(
  z.enum(dimensions.siapa),
  z.strictObject({ asn: z.boolean(), catatan: z.string().min(10), dasar: z.array(passageId).min(1) }),
);

/** Parses `siapa.yaml`. */
export function parseGroups(
  file: string,
  text: string,
): { groups: Map<string, GroupNote>; problems: KnowledgeProblem[] } {
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      file,
      line: 1,
      text: `${path.join(".")}: ${message}`,
    }));
    return { groups: new Map(), problems };
  }
  const groups = new Map(
    Object.entries(parsed.data).map(([name, { asn, catatan, dasar }]): [string, GroupNote] => [
      name,
      { note: catatan, basis: dasar, isAsn: asn },
    ]),
  );
  return { groups, problems: [] };
}
