import type { Knowledge } from "./read.ts";

/** The knowledge with the days on which officers checked regulations anew, by regulation id. */
export function withChecks(knowledge: Knowledge, checks: ReadonlyMap<string, string>): Knowledge {
  if (checks.size === 0) return knowledge;
  const later = (regulation: string, day: string) => {
    const again = checks.get(regulation);
    return again !== undefined && again > day ? again : day;
  };
  return {
    ...knowledge,
    regulations: new Map(
      [...knowledge.regulations].map(([id, regulation]) => [id, { ...regulation, dicek: later(id, regulation.dicek) }]),
    ),
    passages: new Map(
      [...knowledge.passages].map(([id, passage]) => [
        id,
        { ...passage, checked: later(passage.regulation, passage.checked) },
      ]),
    ),
  };
}
