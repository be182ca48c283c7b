const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  officers: ["officer", "officers"],
  subscribers: ["subscriber", "subscribers"],
  events: ["event", "events"],
  broadcasts: ["broadcast", "broadcasts"],
  asked: ["question", "questions"],
  proposals: ["proposal", "proposals"],
  wordings: ["passage of official texts", "passages of official texts"],
  audit: ["entry of the audit", "entries of the audit"],
};

/** "3 officers, 1 event"; what there is none of goes unsaid. */
export function sayCounts(counts: Readonly<Record<string, number>>): string {
  const said = Object.entries(counts).flatMap(([kind, count]) => {
    const [one, many] = NAMES[kind] ?? [kind, kind];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return said.join(", ") || "nothing in it yet";
}
