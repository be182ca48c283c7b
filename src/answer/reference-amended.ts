import { type Passage, passageLabel, type Regulation } from "../knowledge/passage.ts";

/**
 * Finds what was asked of some regulations in those that amend them, newest first; `inLaw` looks into one of them.
 * `through` is what was asked, as lawyers write it: "Pasal 71 UU 1/2015", which holds as UU 10/2016 amended it.
 */
export type AmendedFinder = (
  asked: readonly Regulation[],
  inLaw: (id: string) => Passage | undefined,
) => { passage: Passage; through: string } | undefined;

export function createAmendedFinder(regulations: ReadonlyMap<string, Regulation>): AmendedFinder {
  const amenders = new Map<string, string[]>();
  for (const { id, mengubah } of [...regulations.values()].sort((a, b) => yearOf(b).localeCompare(yearOf(a))))
    for (const target of mengubah) amenders.set(target, [...(amenders.get(target) ?? []), id]);
  return (asked, inLaw) => {
    for (const { id, singkat } of asked) {
      for (const amender of amenders.get(id) ?? []) {
        const passage = inLaw(amender);
        if (passage === undefined) continue;
        const path = passage.id.split("/").slice(1);
        return { passage, through: passageLabel([id, ...path].join("/"), singkat) };
      }
    }
    return undefined;
  };
}

function yearOf({ id }: Regulation): string {
  return /\d{4}$/.exec(id)?.[0] ?? "";
}
