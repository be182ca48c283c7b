import { wilson } from "../answer/measure.ts";

/** Prints a share with its interval: "verdict right  3/4  75.0 % [30.1–95.4]". */
export function show(name: string, hits: number, of: number): void {
  const { share, low, high } = wilson(hits, of);
  const percent = (value: number) => (100 * value).toFixed(1);
  console.log(
    `${name.padEnd(32)} ${String(hits).padStart(4)}/${String(of).padEnd(4)} ${percent(share).padStart(5)} % [${percent(low)}–${percent(high)}]`,
  );
}

/** Prints how often each expected verdict was answered with each. */
export function showConfusion(pairs: ReadonlyArray<readonly [string, string]>): void {
  const names = [...new Set(pairs.flat())].sort();
  const width = Math.max(...names.map((name) => name.length)) + 2;
  console.log(`\n${"expected \\ said".padEnd(width + 2)}${names.map((name) => name.padStart(width)).join("")}`);
  for (const expected of names) {
    const counts = names.map((said) => pairs.filter(([a, b]) => a === expected && b === said).length);
    console.log(`${expected.padEnd(width + 2)}${counts.map((count) => String(count || ".").padStart(width)).join("")}`);
  }
}

/** The value below which that share of sorted ones lies, as shown. */
export function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}
