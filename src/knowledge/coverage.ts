import type { Knowledge } from "./read.ts";

/** How far the ledger of facts, the situations and the passages reach each other. */
export type Coverage = {
  facts: number;
  situations: number;
  /** Ids of facts that no situation answers and that do not say why. */
  factsWithoutSituation: readonly string[];
  /** Ids of situations that cite no passage and do not say why. */
  situationsWithoutPassage: readonly string[];
};

/** Measures the knowledge against itself; both lists in the order of the files. */
export function coverage({ facts, situations }: Pick<Knowledge, "facts" | "situations">): Coverage {
  return {
    facts: facts.size,
    situations: situations.size,
    factsWithoutSituation: [...facts.values()]
      .filter((fact) => fact.situations.length === 0 && fact.reason === undefined)
      .map(({ id }) => id),
    situationsWithoutPassage: [...situations.values()]
      .filter(({ basis, withoutBasis }) => basis.length === 0 && withoutBasis === undefined)
      .map(({ id }) => id),
  };
}
