import type { Labelled } from "../answer/measure.ts";
import type { Situation } from "../knowledge/situation.ts";

/** Whether a label asks for a situation at all, and says by its citations which. */
export function asksForSituation({ v, c }: Labelled): boolean {
  return c.length > 0 && v.some((verdict) => CITING.has(verdict));
}

const CITING: ReadonlySet<string> = new Set(["boleh", "dilarang", "bersyarat", "penjelasan"]);

/** Whether a label accepts a situation: one of its verdicts, and one of the passages that it rests on. Any may be explained. */
export function accepts({ v, c }: Labelled, situation: Situation): boolean {
  const { basis, sanctionBasis, cases } = situation;
  const verdicts = [situation.verdict, ...cases.map(({ verdict }) => verdict)];
  const passages = [...basis, ...sanctionBasis, ...cases.flatMap((each) => each.basis)];
  return (
    (v.includes("penjelasan") || verdicts.some((verdict) => v.includes(verdict))) &&
    passages.some((id) => c.some((wanted) => id === wanted || id.startsWith(`${wanted}/`)))
  );
}
