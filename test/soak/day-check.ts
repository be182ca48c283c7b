import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { databaseFile } from "../../src/stores/database.ts";
import type { Awaited, Reported, Said } from "./day-hour.ts";
import type { DayStage } from "./day-stage.ts";

const LONGEST_MS = 120_000;
const LOOK_MS = 100;

/** Messages to subscribers by what became of them, and of those that count as accepted how many did not come. */
export type Fates = { fates: Record<string, number>; lost: number };

/** Waits until nobody waits any more; what is left is lost. */
export async function settle(stage: DayStage, said: Said): Promise<Awaited[]> {
  const until = performance.now() + LONGEST_MS;
  const isOpen = () => said.awaited.some(({ came }) => !came()) || pendingOf(stage, said.mailings) > 0;
  while (isOpen() && performance.now() < until) await pause(LOOK_MS);
  return said.awaited.filter(({ came }) => !came());
}

export function fatesOf(stage: DayStage, mailings: readonly string[]): Fates {
  const fates: Record<string, number> = {};
  let lost = 0;
  const messages = new Map(
    stage.subscribers.map((person) => [`telegram:${person.id}`, person.messages.map(({ text }) => text)]),
  );
  for (const { address, state, words } of deliveriesOf(stage, mailings)) {
    fates[state] = (fates[state] ?? 0) + 1;
    const came = messages.get(address)?.some((text) => text.includes(words)) === true;
    const isExplained = state === "unknown" || state === "failed" || state === "suppressed";
    if (!came && !isExplained) lost += 1;
  }
  return { fates, lost };
}

function pendingOf(stage: DayStage, mailings: readonly string[]): number {
  const all = deliveriesOf(stage, mailings);
  const isMissing = mailings.some((words) => !all.some((each) => each.words === words));
  return all.filter(({ state }) => state === "pending" || state === "sending").length + (isMissing ? 1 : 0);
}

/** Of what was due at once, not of reminders to come. */
function deliveriesOf({ folder }: DayStage, mailings: readonly string[]) {
  const database = new Sqlite(databaseFile(folder), { readonly: true, timeout: 30_000 });
  try {
    const find = database.prepare<[string, number], { address: string; state: string }>(
      "select d.address, d.state from mailing_deliveries d join mailings m on m.id = d.mailing where instr(m.reply, ?) > 0 and m.due_at < ?",
    );
    return mailings.flatMap((words) => find.all(words, Date.now()).map((row) => ({ ...row, words })));
  } finally {
    database.close();
  }
}

/** Reports of which a reader cannot read what was marked as stored. */
export async function unreadable({ desk, office }: DayStage, reports: readonly Reported[]): Promise<string[]> {
  const found: string[] = [];
  for (const { case: id, words } of reports) {
    const { stdout, stderr } = await desk(["tips", "open", id, "--identity", join(office, "budi.key"), "--json"]);
    const missing = words.filter((word) => !stdout.includes(word)).length;
    if (missing > 0) found.push(`${missing} marked parts of a report cannot be read ${stderr.trim()}`);
  }
  return found;
}
