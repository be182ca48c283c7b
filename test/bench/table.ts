/** A Markdown table; the first `left` columns are text, the others figures. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>, left = 1): string {
  const rule = head.map((_, column) => (column < left ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A figure with as many digits as it deserves, or what stands for a missing one. */
export function figure(value: number | undefined, missing = "not finished"): string {
  if (value === undefined || Number.isNaN(value)) return missing;
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** "0.50×": the value over the peer's, or a dash where either is missing. */
export function ratio(value: number | undefined, peer: number | undefined): string {
  if (value === undefined || peer === undefined || peer <= 0 || value < 0) return "–";
  return `${figure(value / peer)}×`;
}

/** The least of the values that are there. */
export function least(values: ReadonlyArray<number | undefined>): number | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? undefined : Math.min(...present);
}
