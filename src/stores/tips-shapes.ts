import type { NewCase, StoredPart } from "../tips/tip-store.ts";

const HEX_16 = /^[0-9a-f]{32}$/;
const CASE = /^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/;
const TAG = /^[0-9a-f]{16,64}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Random ids and days are all that may name a row: whatever else came here by mistake might name a person. */
export function checkNewCase({ id, day, lookup, tag, closed }: NewCase): void {
  check("case", CASE, id);
  check("lookup", HEX_16, lookup);
  check("tag", TAG, tag);
  check("day", DAY, day);
  if (closed !== undefined) check("day", DAY, closed);
}

export function checkPart({ id, case: of, day }: StoredPart): void {
  check("part", HEX_16, id);
  check("case", CASE, of);
  check("day", DAY, day);
}

export function checkDay(day: string): void {
  check("day", DAY, day);
}

/** It does not repeat what it refuses. */
function check(what: string, shape: RegExp, value: string): void {
  if (!shape.test(value)) throw new RangeError(`not the ${what} of a tip`);
}

/** The day so many days before. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
