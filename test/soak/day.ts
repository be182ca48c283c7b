import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Fates, fatesOf, settle, unreadable } from "./day-check.ts";
import { type DayLoad, liveAnHour, type Reported, type Said, sayAtTheEnd } from "./day-hour.ts";
import { figures, measure, notFlat, type Sample, sayFigure } from "./day-measure.ts";
import { type DayStage, openDayStage } from "./day-stage.ts";
import { readState, saveState } from "./state.ts";

export type DayRun = { hours: number; load: DayLoad; subscribers: number; share: number; folder: string };

export type DayState = {
  hours: number;
  samples: Sample[];
  questions: number;
  /** Messages to subscribers by what became of them. */
  fates: Record<string, number>;
  faults: Record<string, number>;
  kills: number;
  reports: Reported[];
  /** Lines of the log that are not told of every day, by event. */
  logged: Record<string, number>;
  found: string[];
};

export const BEGINNING: DayState = {
  ...{ hours: 0, questions: 0, kills: 0, samples: [], reports: [], found: [] },
  ...{ fates: {}, faults: {}, logged: {} },
};

/** Each a bug, or something lost. */
const NEVER = [
  ...["crashed", "handler_failed", "update_unreadable", "tip_failed", "journal_failed", "counts_failed", "unanswered"],
  ...["delivery_failed", "given_up", "knowledge_unusable", "learning_failed", "forgetting_failed", "library_failed"],
];
/** A service is asked to end, but for every third hour, in which it is killed. */
const KILLED_EVERY = 3;

const FULL = { hours: 24, load: { telegram: 60, whatsapp: 20 }, subscribers: 60, share: 0.01 } as const;

/**
 * A day of an office: each of 24 hours brings 80 questions and two mailings to 60 persons in as little time as they take, with a fault in
 * a hundred, and ends with another process. The clock is the real one. A stopped run goes on with the
 * next hour, over new stand-ins; what was under way when it was stopped is then not looked for.
 */
export async function soakDay(folder: string): Promise<{ passed: number; failed: number }> {
  const file = join(folder, "day.json");
  // As in the tests: every process compiles anew otherwise.
  process.env["TEST_COMPILE_CACHE"] = join(folder, "compiled");
  const kept = readState<DayState>(file);
  const going = kept !== undefined && kept.hours < FULL.hours ? kept : BEGINNING;
  const state = await runDay({ ...FULL, folder: join(folder, "day") }, going, (now) => {
    saveState(file, now);
    process.stderr.write(`${JSON.stringify(sayHour(now))}\n`);
  });
  const found = [...state.found, ...notFlat(state.samples)];
  for (const name of figures) process.stdout.write(`${sayFigure(name, state.samples)}\n`);
  process.stdout.write(`${JSON.stringify({ ...state, samples: undefined, reports: state.reports.length })}\n`);
  for (const each of found) process.stdout.write(`${each}\n`);
  return { passed: state.questions + (state.fates["accepted"] ?? 0) + state.reports.length, failed: found.length };
}

export async function runDay(run: DayRun, kept: DayState, tell: (state: DayState) => void): Promise<DayState> {
  const { hours, load, folder, subscribers, share } = run;
  if (kept.hours === 0) rmSync(folder, { recursive: true, force: true });
  else if (!existsSync(folder)) throw new Error(`${folder} is gone; delete the state beside it to begin anew`);
  const stage = await openDayStage({ folder, subscribers, share, seed: kept.hours + 1 });
  let state = kept;
  let before: Said = { awaited: [], mailings: [], reports: [...state.reports], found: [] };
  try {
    for (let hour = state.hours; hour < hours; hour += 1) {
      const isLast = hour === hours - 1;
      const { sample, sent, answered, found, said, next } = await runHour(stage, hour, load, before, isLast);
      const logged = added(kept.logged, Object.fromEntries(stage.logged));
      state = {
        hours: hour + 1,
        samples: [...state.samples, sample],
        questions: state.questions + answered,
        fates: added(state.fates, sent.fates),
        faults: added(kept.faults, stage.faults.counts()),
        logged,
        kills: state.kills + (signalOf(hour, isLast) === "SIGKILL" ? 1 : 0),
        reports: said.reports,
        found: [
          ...state.found,
          ...found,
          ...(isLast ? [...(await unreadable(stage, said.reports)), ...bugs(logged)] : []),
        ],
      };
      before = next;
      tell(state);
    }
  } finally {
    await stage.close();
  }
  return state;
}

const signalOf = (hour: number, isLast: boolean) =>
  hour % KILLED_EVERY === KILLED_EVERY - 1 && !isLast ? "SIGKILL" : "SIGTERM";

/** From a start to an end; `before` is what was said as the process before was about to end, `next` as this one was. */
async function runHour(stage: DayStage, hour: number, load: DayLoad, before: Said, isLast: boolean) {
  const service = await stage.start();
  const said: Said = { ...before, found: [] };
  const died = service.ended.then((how) => Promise.reject(new Error(`in hour ${hour} the service ended with ${how}`)));
  await Promise.race([died, liveAnHour(stage, hour, load, said)]);
  const lost = await Promise.race([died, settle(stage, said)]);
  // From here on it is to end.
  died.catch(() => undefined);
  const sample = await measure(service.pid, stage.folder, service.metrics);
  const sent = fatesOf(stage, said.mailings);
  const next: Said = { awaited: [], mailings: [], reports: said.reports, found: [] };
  if (!isLast) await sayAtTheEnd(stage, hour, next);
  const signal = signalOf(hour, isLast);
  const end = await service.stop(signal);
  const found = [
    ...said.found,
    ...next.found,
    ...lost.map(({ what }) => `${what}: never answered`),
    ...(sent.lost > 0 ? [`hour ${hour}: ${sent.lost} subscribers without a message or an explanation`] : []),
    ...(end === (signal === "SIGKILL" ? signal : 0) ? [] : [`hour ${hour}: the service ended with ${end}`]),
  ];
  return { sample, sent, answered: said.awaited.length - lost.length, found, said, next };
}

/** What was logged that must not be, and what was printed and is no line of a log, such as an error that nobody caught. */
function bugs(logged: Readonly<Record<string, number>>): string[] {
  return Object.entries(logged)
    .filter(([event]) => NEVER.includes(event) || !/^\w+$/.test(event))
    .map(([e, n]) => `${n} × ${e}`);
}

function added(one: Readonly<Record<string, number>>, other: Fates["fates"]): Record<string, number> {
  const sum = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

function sayHour({ hours, samples, questions, fates, found, kills }: DayState) {
  return { hours, questions, kills, fates, ...samples.at(-1), found: found.length };
}
