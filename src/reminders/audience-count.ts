import { type Audience, parseAudience, sayAudience } from "./audience.ts";
import type { People, Topic } from "./people.ts";

/** How many want a topic of an audience, as it is written, now; nobody where it cannot be read. */
export async function audienceCount(people: Pick<People, "count">, audience: string, topic: Topic): Promise<number> {
  const parsed = parseAudience(audience);
  return "problem" in parsed ? 0 : people.count(parsed, topic);
}

/**
 * The units, districts and tags in an audience that no subscriber is of, as they are written there: a slip in one of several would
 * leave people out, or write to those who were to be left out, and the count alone does not show it.
 */
export async function nobodyOf(people: Pick<People, "count">, audience: string): Promise<string[]> {
  const parsed = parseAudience(audience);
  const terms = "problem" in parsed ? [] : termsOf(parsed);
  const counts = await Promise.all(terms.map((term) => people.count(term)));
  return [...new Set(terms.filter((_, at) => counts[at] === 0).map(sayAudience))];
}

function termsOf(audience: Audience): Audience[] {
  switch (audience.kind) {
    case "all":
      return [];
    case "not":
      return termsOf(audience.of);
    case "and":
    case "or":
      return audience.of.flatMap(termsOf);
    default:
      return [audience];
  }
}
