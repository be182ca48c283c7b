import type { Situation } from "../knowledge/situation.ts";
import type { Reference } from "./reference.ts";

/** How much a named law speaks for the situations that rest on it; shared by all of them, so a rare one says more. */
const WEIGHT = 12;

/** Raises the chances of the situations that rest on a law somebody named ("Pasal 188", "putusan MK 136"); sums to one. */
export function favourNamedLaw(
  chances: Float32Array,
  owners: ReadonlyArray<Situation | undefined>,
  references: readonly Reference[],
): Float32Array {
  const raised = new Float32Array(chances);
  for (const place of references.flatMap(placeOf)) {
    const resting = owners.flatMap((owner, label) => (owner !== undefined && restsOn(owner, place) ? [label] : []));
    for (const label of resting) raised[label] = (raised[label] ?? 0) * (1 + WEIGHT / resting.length);
  }
  const sum = raised.reduce((all, chance) => all + chance, 0);
  return sum === 0 ? chances : raised.map((chance) => chance / sum);
}

function placeOf(reference: Reference): string[] {
  switch (reference.kind) {
    case "passage":
      return [reference.passage.id];
    case "unknown-passage":
      return [reference.regulation.id];
    case "unknown-regulation":
      return [];
  }
}

/** Whether anything it cites is that place, or a part of it; an article stands for its parts and the other way round. */
function restsOn({ basis, sanctionBasis, cases }: Situation, place: string): boolean {
  const cited = [...basis, ...sanctionBasis, ...cases.flatMap((each) => each.basis)];
  const isWithin = (part: string, whole: string) => whole.includes("/") && part.startsWith(`${whole}/`);
  return cited.some((id) => id === place || id.startsWith(`${place}/`) || isWithin(place, id));
}
