import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type DeliveryKillResult, type FaultKind, faultKinds, runDeliveryKills } from "./delivery-kills.ts";
import { type PaceResult, runDeliveryPace } from "./delivery-pace.ts";
import { readState, saveState } from "./state.ts";

const ROUNDS = 10;
const PERSONS_A_ROUND = 1_000;
const KILLS_A_ROUND = 5;
const FAULTS_IN_A_HUNDRED = 3;

const PERSONS_PACED = 10_000;
const MOST_OF_LEAST = 1.1;
const MOST_ANSWER_MS = 1_500;

/** At most so many are under way at a kill. */
const UNDER_WAY = 3;

type State = Pick<DeliveryKillResult, "persons" | "kills" | "faults" | "resetsAfter" | "fates" | "doubled"> & {
  rounds: number;
  found: string[];
};

const BEGINNING: State = {
  rounds: 0,
  persons: 0,
  kills: 0,
  faults: 0,
  resetsAfter: 0,
  fates: {},
  doubled: 0,
  found: [],
};

/**
 * 10,000 persons get a message each through 50 SIGKILLs and three faults in a hundred, in ten rounds: everybody has it or is known
 * to, and no more is doubled than what was under way. These are sent as fast as it is worth being killed at; the pace is shown
 * afterwards: 10,000 as fast as Telegram allows, with questions answered meanwhile.
 * A stopped run goes on with the next round.
 */
export async function soakDelivery(folder: string): Promise<{ passed: number; failed: number }> {
  const file = join(folder, "delivery.json");
  const data = join(folder, "delivery");
  // As in the tests: every process compiles anew otherwise.
  process.env["TEST_COMPILE_CACHE"] = join(folder, "compiled");
  const kept = readState<State>(file);
  let state = kept === undefined || kept.rounds > ROUNDS ? BEGINNING : kept;
  while (state.rounds < ROUNDS) {
    const round = await runDeliveryKills({
      persons: PERSONS_A_ROUND,
      kills: KILLS_A_ROUND,
      faults: FAULTS_IN_A_HUNDRED,
      kinds: Object.keys(faultKinds) as FaultKind[],
      seed: state.rounds + 1,
      folder: emptied(data),
      inAHurry: true,
    });
    state = addUp(state, round);
    saveState(file, state);
    say(JSON.stringify(state));
  }
  const pace = await runDeliveryPace(PERSONS_PACED, emptied(data), (sent) => say(`paced: ${sent}/${PERSONS_PACED}`));
  say(JSON.stringify(pace));
  const found = [...state.found, ...faultsOf(pace)];
  for (const each of found) process.stdout.write(`${each}\n`);
  saveState(file, { ...state, rounds: ROUNDS + 1, found });
  return { passed: state.persons + pace.arrived, failed: found.length };
}

function addUp(state: State, round: DeliveryKillResult): State {
  const fates = { ...state.fates };
  for (const [fate, count] of Object.entries(round.fates)) fates[fate] = (fates[fate] ?? 0) + count;
  return {
    rounds: state.rounds + 1,
    persons: state.persons + round.persons,
    kills: state.kills + round.kills,
    faults: state.faults + round.faults,
    resetsAfter: state.resetsAfter + round.resetsAfter,
    fates,
    doubled: state.doubled + round.doubled,
    found: [...state.found, ...problemsOf(round).map((problem) => `round ${state.rounds + 1}: ${problem}`)],
  };
}

function problemsOf(round: DeliveryKillResult): string[] {
  const { lost, doubled, unmarked, kills, resetsAfter, exitCode } = round;
  const most = UNDER_WAY * kills + resetsAfter;
  return [
    ...(lost.length > 0 ? [`${lost.length} persons without a message or an explanation`] : []),
    ...(doubled > most ? [`${doubled} messages doubled, at most ${most} may be`] : []),
    ...(unmarked > 0 ? [`${unmarked} messages doubled without saying so`] : []),
    ...(exitCode === 0 ? [] : [`the process ended with ${exitCode}`]),
  ];
}

function faultsOf(pace: PaceResult): string[] {
  const { persons, arrived, seconds, leastSeconds, refused, p99Ms } = pace;
  return [
    ...(arrived < persons ? [`${persons - arrived} persons without their message`] : []),
    ...(seconds > MOST_OF_LEAST * leastSeconds
      ? [`took ${seconds.toFixed(1)} s of ${(MOST_OF_LEAST * leastSeconds).toFixed(1)} s`]
      : []),
    ...(refused > 0 ? [`${refused} messages refused for coming too fast`] : []),
    ...(p99Ms < MOST_ANSWER_MS ? [] : [`answers took ${p99Ms.toFixed(0)} ms (p99)`]),
  ];
}

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
