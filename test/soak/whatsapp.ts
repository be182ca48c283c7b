import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readState, saveState } from "./state.ts";
import { type FlappingResult, runFlapping } from "./whatsapp-flapping.ts";
import { type KillResult, runWhatsAppKills } from "./whatsapp-kills.ts";
import { openQuestions } from "./whatsapp-questions.ts";

const ROUNDS = 5;
const PERSONS_A_ROUND = 200;
const MESSAGES_EACH = 5;
const KILLS_A_ROUND = 4;
/** Three in a hundred: of the messages either way, and of the queries. */
const SHARE = 0.005;
const WEATHER = { drop: SHARE, loseAck: SHARE, slowAck: SHARE, silence: SHARE, twice: SHARE, unreadable: SHARE };

const MINUTES = 24 * 60;
/** What memory may vary by without growing. */
const STEADY = 1.05;

type State = { rounds: number; deaths: Readonly<Record<string, number>>; unread: number; found: string[] } & Pick<
  KillResult,
  "questions" | "once" | "again" | "inTheCalm" | "mostCopies"
>;

const BEGINNING: State = {
  rounds: 0,
  questions: 0,
  deaths: {},
  once: 0,
  again: 0,
  inTheCalm: 0,
  unread: 0,
  mostCopies: 0,
  found: [],
};

/**
 * 1,000 persons with five questions each in five rounds, three faults in a hundred and 20 SIGKILLs: every question is
 * answered once, and what had to be sent again came under the same id, so that phones show it once; nothing private is left anywhere. Then a day of a connection
 * that ends every minute: neither memory nor handlers grow. A stopped run goes on with the next round.
 */
export async function soakWhatsApp(folder: string): Promise<{ passed: number; failed: number }> {
  const file = join(folder, "whatsapp.json");
  const data = join(folder, "whatsapp");
  const kept = readState<State>(file);
  let state = kept === undefined || kept.rounds > ROUNDS ? BEGINNING : kept;
  if (state.rounds < ROUNDS) {
    const ask = await openQuestions();
    // As in the tests: every process compiles anew otherwise.
    process.env["TEST_COMPILE_CACHE"] = join(folder, "compiled");
    while (state.rounds < ROUNDS) {
      const seed = state.rounds + 1;
      rmSync(data, { recursive: true, force: true });
      mkdirSync(data);
      const round = await runWhatsAppKills({
        persons: PERSONS_A_ROUND,
        messages: MESSAGES_EACH,
        kills: KILLS_A_ROUND,
        seed,
        ask,
        weather: WEATHER,
        folder: data,
        logFile: join(folder, "whatsapp.log"),
      });
      state = addUp(state, round);
      saveState(file, state);
      say(JSON.stringify(state));
    }
  }
  const flapping = await runFlapping({ minutes: MINUTES, seed: 1, folder: join(folder, "whatsapp-flapping"), say });
  say(JSON.stringify(flapping));
  const found = [...state.found, ...faultsOf(flapping)];
  for (const each of found) process.stdout.write(`${each}\n`);
  saveState(file, { ...state, rounds: ROUNDS + 1, found });
  return { passed: state.once + state.again + flapping.answers, failed: found.length };
}

function addUp(state: State, round: KillResult): State {
  const found = [
    ...round.lost.map((each) => `lost: ${each}`),
    ...round.mistaken.map((each) => `mistaken: ${each}`),
    ...round.unhandled.map((each) => `the server does not know ${each}`),
    ...round.leaks.map((each) => `leaked: ${each}`),
    ...(round.unread > round.deaths.length ? [`${round.unread} were told to ask once more`] : []),
    ...(round.strange > 0 ? [`${round.strange} messages under ids of no question of their chat`] : []),
    ...(round.sockets > 1 ? [`${round.sockets} sockets at once`] : []),
  ].map((each) => `round ${state.rounds + 1}: ${each}`);
  const deaths = { ...state.deaths };
  for (const how of round.deaths) deaths[how] = (deaths[how] ?? 0) + 1;
  return {
    rounds: state.rounds + 1,
    questions: state.questions + round.questions,
    deaths,
    once: state.once + round.once,
    again: state.again + round.again,
    inTheCalm: state.inTheCalm + round.inTheCalm,
    unread: state.unread + round.unread,
    mostCopies: Math.max(state.mostCopies, round.mostCopies),
    found: [...state.found, ...found],
  };
}

function faultsOf(flapping: FlappingResult): string[] {
  const { before, after, connects, minutes, questions, answers, sockets, unhandled, left } = flapping;
  const checks: ReadonlyArray<readonly [boolean, string]> = [
    [connects > minutes, `only ${connects} connects in ${minutes} minutes`],
    [answers === questions, `${questions - answers} questions without an answer`],
    [sockets === 1, `${sockets} sockets at once`],
    [unhandled.length === 0, `the server does not know ${unhandled.join(", ")}`],
    [after.heap <= before.heap * STEADY, `the heap grew from ${before.heap} to ${after.heap} bytes`],
    [after.rss <= before.rss * STEADY, `resident memory grew from ${before.rss} to ${after.rss} bytes`],
    [after.listeners === before.listeners, `listeners went from ${before.listeners} to ${after.listeners}`],
    [after.handlers === before.handlers, `handlers went from ${before.handlers} to ${after.handlers}`],
    [Object.keys(left).length === 0, `left behind after the end: ${JSON.stringify(left)}`],
  ];
  return checks.filter(([holds]) => !holds).map(([, what]) => `flapping: ${what}`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
