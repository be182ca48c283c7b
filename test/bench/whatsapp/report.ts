import { addUp, askInTurn, askSteadily, type Measured, measure } from "../load.ts";
import { readQuestions } from "../questions.ts";
import { type Contender, openContender } from "./contender.ts";
import { type ErrandScale, runErrands } from "./errands.ts";
import { type BotRow, errandTable, type LoadRow, loadTable, names } from "./tables.ts";
import { botKinds } from "./task.ts";

export type WhatsAppScale = ErrandScale & {
  warmUp: number;
  /** Of the questions of 50 persons at once, taken in turn by the bots so that a disturbance meets them all. */
  rounds: number;
  aRound: number;
  steadySeconds: number;
};

const PERSONS = 50;
const STEADY = 10;

/** The bots, each over a stand-in of its own: how fast, how soon back, how much memory. */
export async function reportWhatsApp(scale: WhatsAppScale): Promise<string> {
  const texts = (await readQuestions()).map(({ q }) => q);
  const contenders: Contender[] = [];
  try {
    for (const kind of botKinds) {
      say(`linking ${names[kind]}`);
      contenders.push(await openContender(kind));
    }
    for (const { kind, crowd } of contenders) {
      say(`warming up ${names[kind]}`);
      await askInTurn(crowd, PERSONS, { count: scale.warmUp, texts });
    }
    const loads = [...(await runRounds(contenders, scale, texts)), ...(await runSteady(contenders, scale, texts))];
    const rows: BotRow[] = [];
    for (const contender of contenders) {
      say(`in, out and back again, ${names[contender.kind]}`);
      const errands = await runErrands(contender, scale);
      rows.push({ kind: contender.kind, errands, started: contender.started, end: contender.bot.memory() });
    }
    return [describe(scale), loadTable(loads), errandTable(rows), DIFFERENCES].join("\n\n");
  } finally {
    for (const contender of contenders) await contender.close();
  }
}

async function runRounds(
  contenders: readonly Contender[],
  { rounds, aRound }: WhatsAppScale,
  texts: readonly string[],
): Promise<LoadRow[]> {
  const measured = new Map<Contender, Measured[]>(contenders.map((each) => [each, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, results] of measured) {
      const ask = () => askInTurn(contender.crowd, PERSONS, { count: aRound, texts });
      const result = await tryLoad(`${PERSONS} at once, round ${round} of ${rounds}`, contender, ask);
      if (result !== undefined) results.push(result);
    }
  }
  return [...measured].map(([{ kind }, results]) => ({
    load: `${PERSONS} persons at once`,
    kind,
    measured: results.length === rounds ? addUp(results) : undefined,
  }));
}

async function runSteady(
  contenders: readonly Contender[],
  { steadySeconds }: WhatsAppScale,
  texts: readonly string[],
): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  for (const contender of contenders) {
    const ask = () => askSteadily(contender.crowd, STEADY, { count: STEADY * steadySeconds, texts });
    const measured = await tryLoad(`${STEADY} a second for ${steadySeconds} s`, contender, ask);
    rows.push({ load: `${STEADY} questions a second`, kind: contender.kind, measured });
  }
  return rows;
}

/** A load that failed is missing from the table and named here; the others are still measured. */
async function tryLoad(what: string, { kind, crowd, bot }: Contender, load: () => Promise<number[]>) {
  say(`${what}, ${names[kind]}`);
  try {
    return await measure(crowd, bot, load);
  } catch (error) {
    say(`  not finished (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
}

function say(line: string): void {
  process.stderr.write(`whatsapp: ${line}\n`);
}

function describe({ rounds, aRound, steadySeconds, warmUp, messages, reconnects }: WhatsAppScale): string {
  const count = (value: number) => value.toLocaleString("en");
  return `Every bot is a linked device of a stand-in of WhatsApp's server (real WebSocket, Noise and Signal), in a process of its own with the flags of \`npm start\`. The stand-ins run in the process that asks, which also ciphers for every phone; "stand-in busy" is the share of a processor that this takes: near 100 %, answers a second are its limit and not the bot's. Processor time an answer is the bot's alone, and the steadier figure where the machine has other work. Times run from the question being handed to the server to the answer being read on the phone. After ${count(warmUp)} questions of warming up, ${PERSONS} persons who ask again once answered put ${rounds} × ${count(aRound)}, the bots in turn; then come ${STEADY} a second for ${steadySeconds} s. Whoever has asked 20 times leaves and somebody new comes, for whom devices and keys have to be fetched. In: ${count(messages)} messages in a group that are not for the bot, until the last is confirmed. Out: ${count(messages)} messages to people who wrote before. Back again: the connection is torn, or the server asks for a new one, and somebody asks at once; the median of ${reconnects}. Our pace is off. Compared is with the bare one that keeps its session in the like place. A load counts only if there was exactly one message for each question.`;
}

const DIFFERENCES =
  "What differs: ours sends an answer again until the server has acknowledged it, writes a question down, sealed, in the same transaction as the key it used up and before its receipt leaves, writes the answer down for phones that cannot read it, and waits half a second to a second before it connects again after a torn connection (longer if that happens again within a minute, which is left out here). The peer does none of it and connects again at once.";
