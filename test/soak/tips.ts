import { join } from "node:path";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { readState, saveState } from "./state.ts";
import { runGuesses } from "./tips-guesses.ts";
import { runTipKills } from "./tips-kills.ts";
import { runSameAnswer } from "./tips-same-answer.ts";
import { runTipSeizure } from "./tips-seizure.ts";

type Figures = Record<string, number>;
type Found = { figures: Figures; passed: number; problems: string[] };
type Section = { name: string; rounds: number; run(round: number): Promise<Found> };

type State = {
  /** Rounds of each section that are over. */
  done: Record<string, number>;
  /** Counts added up; what ends in `Ms`, `Mb` or `P` is the largest. */
  figures: Figures;
  passed: number;
  problems: string[];
  /** Rounds of chance that were ever begun, so that every run has others. */
  seeds: number;
};

const MOST_GROWN_MB = 450;

const all: readonly Section[] = [
  {
    // 1,000 reports over both platforms, 200 copies of all that lies on the disk.
    name: "seizure",
    rounds: 5,
    async run(seed) {
      const found = await runTipSeizure({ tips: 200, copies: 40, seed, lanes: 6, hashed: 3, say });
      const { tips, copies, backups, marked, megabytes, keysTried } = found;
      const { leaks, hashes, senders, unopened, unfound, strangers, controls, exitCode } = found;
      return {
        figures: { tips, copies, backups, marked, megabytes, keysTried },
        passed: tips + copies,
        problems: [
          ...[...leaks, ...hashes].map((each) => `on the disk: ${each}`),
          ...senders.map((each) => `readers see ${each}`),
          ...unopened.map((each) => `marked, and does not open: ${each}`),
          ...unfound.map((each) => `the search does not find ${each}`),
          ...strangers.map((each) => `it spoke to ${each}`),
          ...(controls > 0 ? [] : ["the control was not found"]),
          ...(exitCode === 0 ? [] : [`the process ended with ${exitCode}`]),
        ],
      };
    },
  },
  {
    // 500 SIGKILLs, two processes at a time.
    name: "kills",
    rounds: 10,
    async run(seed) {
      const run = { kills: 25, lanes: 2, mostAnswers: 16 };
      const both = await Promise.all([runTipKills({ ...run, seed }), runTipKills({ ...run, seed: seed + 100_000 })]);
      const sum = (of: (each: (typeof both)[number]) => number) => both.reduce((all, each) => all + of(each), 0);
      return {
        figures: {
          ...{ kills: sum(({ kills }) => kills), early: sum(({ early }) => early), cases: sum(({ cases }) => cases) },
          ...{ markedThroughKills: sum(({ marked }) => marked), reopened: sum(({ reopened }) => reopened) },
          markedAtOnce: sum(({ atOnce }) => atOnce),
        },
        passed: sum(({ kills }) => kills),
        problems: both.flatMap(({ atOnce, lost, doubled, halves, damage, shut, errors }) => [
          ...(atOnce > 0 ? [] : ["no two chats wrote into one case at the same time"]),
          ...lost.map((each) => `marked, and lost: ${each}`),
          ...doubled.map((each) => `stored twice: ${each}`),
          ...[...halves, ...damage, ...shut, ...errors],
        ]),
      };
    },
  },
  {
    name: "same answer",
    rounds: 1,
    async run() {
      const { said, p50, p99, least, alike } = await runSameAnswer({ times: 40, lanes: 4, answeredAfterMs: 2_000 });
      const figures = { wrongMs: p50.wrong, expiredMs: p50.expired, withdrawnMs: p50.withdrawn };
      const mostMs = Math.max(...Object.values(p99));
      return {
        figures: { ...figures, shutMostMs: mostMs, shutAlikeP: alike },
        passed: 120,
        problems: [
          ...(said.length === 1 && said[0] === tipTexts.noSuchCode ? [] : [`said ${said.join(" | ")}`]),
          // A timer of Node may be a millisecond early.
          ...(least >= 1_998 ? [] : [`answered after ${least.toFixed(0)} ms`]),
          ...(alike > 0.001 ? [] : [`codes that open nothing can be told apart by time (p = ${alike})`]),
        ],
      };
    },
  },
  {
    name: "guesses",
    rounds: 1,
    async run(seed) {
      const few = await runGuesses({ guesses: 300, chats: 12, seed, answeredAfterMs: 2_000 });
      const many = await runGuesses({ guesses: 10_000, chats: 250, seed, answeredAfterMs: 2_000 });
      return {
        figures: {
          ...{ guesses: few.guesses + many.guesses, guessed: few.opened + many.opened, ownCodes: few.own + many.own },
          ...{ ownAmongFewP50Ms: few.p50, ownAmongFewP95Ms: few.p95, againAmongFew: few.again },
          ...{ ownAmongManyP50Ms: many.p50, ownAmongManyP95Ms: many.p95, againAmongMany: many.again },
          grownMostMb: Math.max(few.grownMegabytes, many.grownMegabytes),
        },
        passed: few.guesses + many.guesses,
        problems: [few, many].flatMap(({ opened, shut, grownMegabytes, logged }) => [
          ...(opened > 0 ? [`${opened} guesses opened a report`] : []),
          ...(shut > 0 ? [`${shut} times a code opened nothing`] : []),
          ...(grownMegabytes < MOST_GROWN_MB ? [] : [`memory grew by ${grownMegabytes.toFixed(0)} MB`]),
          ...logged.map((each) => `logged: ${each}`),
        ]),
      };
    },
  },
];

/** Copies of the disk during a thousand reports, and whether codes that open nothing can be told apart. */
export const soakTips = soakSections("tips", ["seizure", "same answer"]);

/** Five hundred kills. */
export const soakTipKills = soakSections("tips-kills", ["kills"]);

/** Ten thousand guesses at codes. */
export const soakGuesses = soakSections("guesses", ["guesses"]);

/** A stopped run goes on with the next round; each run takes other chance. */
function soakSections(called: string, names: readonly string[]) {
  const sections = all.filter(({ name }) => names.includes(name));
  return async (folder: string): Promise<{ passed: number; failed: number }> => {
    const file = join(folder, `${called}.json`);
    // As in the tests: every process compiles anew otherwise.
    process.env["TEST_COMPILE_CACHE"] = join(folder, "compiled");
    const kept = readState<State>(file);
    const isOver = sections.every(({ name, rounds }) => (kept?.done[name] ?? 0) >= rounds);
    const seeds = kept?.seeds ?? 0;
    let state: State = kept === undefined || isOver ? { done: {}, figures: {}, passed: 0, problems: [], seeds } : kept;
    for (const { name, rounds, run } of sections) {
      for (let round = state.done[name] ?? 0; round < rounds; round += 1) {
        const began = performance.now();
        const found = await run(state.seeds + 1);
        state = {
          done: { ...state.done, [name]: round + 1 },
          figures: addUp(state.figures, { ...found.figures, [`${name}Seconds`]: (performance.now() - began) / 1_000 }),
          passed: state.passed + found.passed,
          problems: [...state.problems, ...found.problems.map((problem) => `${name} ${round + 1}: ${problem}`)],
          seeds: state.seeds + 1,
        };
        saveState(file, state);
        say(`${name} ${round + 1}/${rounds}: ${JSON.stringify(state.figures)}`);
      }
    }
    for (const problem of state.problems) process.stdout.write(`${problem}\n`);
    process.stdout.write(`${JSON.stringify(state.figures, undefined, 1)}\n`);
    return { passed: state.passed, failed: state.problems.length };
  };
}

function addUp(sum: Figures, more: Figures): Figures {
  const all = { ...sum };
  for (const [name, value] of Object.entries(more)) {
    const isLargest = /(?:Ms|Mb|P|keysTried)$/.test(name);
    const before = all[name];
    all[name] = before === undefined ? value : isLargest ? Math.max(before, value) : before + value;
  }
  return all;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
