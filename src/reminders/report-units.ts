import { comparable, tidied } from "./comparable.ts";
import type { RosterGroup } from "./people.ts";
import type { ReportMailing, ReportReply, ReportRows } from "./report.ts";

/** The figures of one unit. Deliveries are those of the mailing that reached the most people there, so that nobody counts twice. */
export type UnitLine = {
  /** Undefined for people who named none. */
  unit: string | undefined;
  /** How many the roster counts there of whom the audience means; undefined where it knows no such unit. */
  expected: number | undefined;
  accepted: number;
  /** Failed, or may not have arrived. */
  failed: number;
  hadir: number;
  diwakili: number;
  tidak: number;
};

/** Everybody's figures by unit, by name; units that are written differently but for case and spaces are one. */
export function unitLines({ mailings, replies, groups }: Omit<ReportRows, "subject">): UnitLine[] {
  const lines = new Map<string, UnitLine>();
  const lineOf = (unit: string | undefined): UnitLine => {
    const key = unit === undefined ? "" : comparable(unit);
    const known = lines.get(key);
    if (known !== undefined) return known;
    const line = { unit: unit === undefined ? undefined : tidied(unit), expected: undefined, ...NOTHING };
    lines.set(key, line);
    return line;
  };
  for (const { unit, expected } of groups) addExpected(lineOf(unit), expected);
  for (const mailing of mailings)
    for (const [unit, reached] of reachedBy(mailing)) {
      const line = lineOf(unit);
      if (isMore(reached, line)) Object.assign(line, reached);
    }
  for (const { unit, answer, count } of replies) lineOf(unit)[answer] += count;
  return [...lines.values()].sort(byName);
}

const NOTHING = { accepted: 0, failed: 0, hadir: 0, diwakili: 0, tidak: 0 };

function addExpected(line: UnitLine, expected: RosterGroup["expected"]): void {
  line.expected = (line.expected ?? 0) + expected;
}

type Reached = Pick<UnitLine, "accepted" | "failed">;

/** The figures of one mailing by unit, as its people wrote it first. */
function reachedBy({ counts }: ReportMailing): Array<[string | undefined, Reached]> {
  const units = Map.groupBy(counts, ({ unit }) => (unit === undefined ? "" : comparable(unit)));
  return [...units.values()].map((rows) => {
    const sum = (...states: readonly string[]) =>
      rows.reduce((all, { state, count }) => all + (states.includes(state) ? count : 0), 0);
    return [rows[0]?.unit, { accepted: sum("accepted"), failed: sum("failed", "unknown") }];
  });
}

/** Whoever stopped since was reached once; of two mailings that reached as many, the one that failed to reach more tells more. */
function isMore(one: Reached, other: Reached): boolean {
  return one.accepted > other.accepted || (one.accepted === other.accepted && one.failed > other.failed);
}

function byName({ unit: one }: UnitLine, { unit: other }: UnitLine): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return one.localeCompare(other, "id");
}

/** The same figures of several units together. */
export function sumOfUnits(lines: readonly UnitLine[]): Omit<UnitLine, "unit"> {
  const all: Omit<UnitLine, "unit"> = { expected: undefined, ...NOTHING };
  for (const line of lines) {
    if (line.expected !== undefined) all.expected = (all.expected ?? 0) + line.expected;
    for (const figure of ["accepted", "failed", "hadir", "diwakili", "tidak"] as const) all[figure] += line[figure];
  }
  return all;
}

/** How many answered at all. */
export function answered({ hadir, diwakili, tidak }: Pick<UnitLine, ReportReply["answer"]>): number {
  return hadir + diwakili + tidak;
}
