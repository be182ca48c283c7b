import { runTask } from "./run-child.ts";
import { figure, ratio, table } from "./table.ts";

const MEGABYTE = 1024 ** 2;

/** Table 4: the same office without and with imported texts. */
export async function reportImported(sizes: readonly number[]): Promise<string> {
  const rows: string[][] = [];
  let none: number | undefined;
  for (const size of [0, ...sizes]) {
    process.stderr.write(`imported: ${size} articles\n`);
    const { p50, p95, searchP50, searchP95, indexSeconds, openSeconds, memory } = await runTask({
      kind: "imported",
      size,
    });
    none ??= p50;
    rows.push([
      size.toLocaleString("en"),
      figure(p50),
      figure(p95),
      ratio(p50, none),
      size === 0 ? "–" : figure(searchP50),
      size === 0 ? "–" : figure(searchP95),
      size === 0 ? "–" : figure(indexSeconds),
      figure(openSeconds),
      figure(memory === undefined ? undefined : memory / MEGABYTE),
    ]);
  }
  const head = [
    "Imported articles",
    "answer p50 ms",
    "p95 ms",
    "p50 to none",
    "words p50 ms",
    "p95 ms",
    "import s",
    "open s",
    "memory MB",
  ];
  return table(head, rows, 1);
}
