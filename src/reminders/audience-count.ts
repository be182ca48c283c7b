import { parseAudience } from "./audience.ts";
import type { People, Topic } from "./people.ts";

/** How many want a topic of an audience, as it is written, now; nobody where it cannot be read. */
export async function audienceCount(people: Pick<People, "count">, audience: string, topic: Topic): Promise<number> {
  const parsed = parseAudience(audience);
  return "problem" in parsed ? 0 : people.count(parsed, topic);
}
