import { join } from "node:path";
import { startTelegram } from "../../support/telegram/server.ts";
import type { TelegramServer } from "../../support/telegram/types.ts";
import { addUp, askInTurn, askSteadily, type Crowd, type Measured, measure } from "../load.ts";
import { readQuestions } from "../questions.ts";
import { type RunningBot, runBot } from "../run-bot.ts";
import { createCrowd } from "./crowd.ts";
import { type LoadRow, loadTable, type MemoryRow, memoryTable } from "./tables.ts";
import { type BotKind, type BotTask, botKinds } from "./task.ts";

export type TelegramScale = {
  warmUp: number;
  /** Of the questions of 200 persons at once, taken in turn by the bots so that a disturbance meets them all. */
  rounds: number;
  aRound: number;
  steadySeconds: number;
  /** Updates until memory is read again. */
  many: number;
  /** Questions under Telegram's limits. */
  limited: number;
};

const PERSONS = 200;
const STEADY = 25;
/** The shortest of the development questions, which are answered in half the time. */
const CHEAP = 10;

const names: Readonly<Record<BotKind, string>> = {
  telegraf: "bare Telegraf, echo",
  echo: "our channel, echo",
  answers: "ours with its answers",
};

type Contender = { kind: BotKind; crowd: Crowd; bot: RunningBot };

type Texts = { all: readonly string[]; cheap: readonly string[] };

/** The bots over the same stand-in of the Bot API: how fast, how much memory, and within Telegram's limits. */
export async function reportTelegram(scale: TelegramScale): Promise<string> {
  const all = (await readQuestions()).map(({ q }) => q);
  const cheap = all.toSorted((a, b) => a.length - b.length).slice(0, CHEAP);
  const server = await startTelegram({ keepCalls: false, keepMessages: 1, longPollMs: 60_000 });
  try {
    const { loads, memory } = await compare(server, scale, { all, cheap });
    const limited = await runLimited(server, scale, all);
    return [describe(scale), loadTable([...loads, limited]), memoryTable(scale.many, memory), DIFFERENCES].join("\n\n");
  } finally {
    await server.stop();
  }
}

async function compare(server: TelegramServer, scale: TelegramScale, texts: Texts) {
  const contenders: Contender[] = [];
  try {
    for (const kind of botKinds) contenders.push(await open(server, kind, false));
    const started = contenders.map(({ bot }) => bot.memory());
    for (const { kind, crowd } of contenders) {
      say(`warming up ${names[kind]}`);
      await askInTurn(crowd, PERSONS, { count: scale.warmUp, texts: texts.all });
    }
    const loads = [
      ...(await runRounds(contenders, scale, texts.all)),
      ...(await runSteady(contenders, scale, texts.all)),
    ];
    const memory = await Promise.all(
      contenders.map((each, at) => watchMemory(each, started[at], scale.many, texts.cheap)),
    );
    return { loads, memory };
  } finally {
    for (const { bot } of contenders) await bot.close();
  }
}

async function open(server: TelegramServer, kind: BotKind, paced: boolean): Promise<Contender> {
  const bot = server.bot();
  bot.limits(paced);
  const crowd = createCrowd(bot);
  const task: Omit<BotTask, "dataFolder"> = { kind, token: bot.token, apiRoot: server.url, paced };
  const file = join("telegram", kind === "telegraf" ? "peer.ts" : "bot.ts");
  return { kind, crowd, bot: await runBot(file, task) };
}

async function runRounds(
  contenders: readonly Contender[],
  { rounds, aRound }: TelegramScale,
  texts: readonly string[],
): Promise<LoadRow[]> {
  const measured = new Map<Contender, Array<Measured | undefined>>(contenders.map((each) => [each, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, results] of measured) {
      const ask = () => askInTurn(contender.crowd, PERSONS, { count: aRound, texts });
      results.push(await tryLoad(`${PERSONS} at once, round ${round} of ${rounds}`, contender, ask));
    }
  }
  return [...measured].map(([{ kind }, results]) => {
    const done = results.filter((result) => result !== undefined);
    return row(`${PERSONS} persons at once`, kind, done.length === rounds ? addUp(done) : undefined);
  });
}

async function runSteady(
  contenders: readonly Contender[],
  { steadySeconds }: TelegramScale,
  texts: readonly string[],
): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  for (const contender of contenders) {
    const ask = () => askSteadily(contender.crowd, STEADY, { count: STEADY * steadySeconds, texts });
    const measured = await tryLoad(`${STEADY} a second for ${steadySeconds} s`, contender, ask);
    rows.push(row(`${STEADY} questions a second`, contender.kind, measured));
  }
  return rows;
}

/** Ours as it is in production, with the stand-in refusing what Telegram would refuse. */
async function runLimited(server: TelegramServer, { limited }: TelegramScale, texts: readonly string[]) {
  const contender = await open(server, "answers", true);
  try {
    const ask = () => askInTurn(contender.crowd, PERSONS, { count: limited, texts });
    const measured = await tryLoad("our limits", contender, ask);
    return { ...row(`${PERSONS} persons, Telegram's limits on`, "answers", measured), isAlone: true };
  } finally {
    await contender.bot.close();
  }
}

/** Of all bots at once: this takes longest, and memory is not timed. */
async function watchMemory(
  { kind, crowd, bot }: Contender,
  started: number | undefined,
  many: number,
  texts: readonly string[],
): Promise<MemoryRow> {
  async function askHalf(): Promise<number | undefined> {
    const done = await askInTurn(crowd, PERSONS, { count: many / 2, texts }).catch(() => undefined);
    say(`memory: ${many / 2} more updates${done === undefined ? " not finished" : ""}, ${names[kind]}`);
    return done && bot.memory();
  }
  const warm = bot.memory();
  const half = await askHalf();
  return { name: names[kind], isPeer: kind === "telegraf", started, warm, half, end: await askHalf() };
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

function row(load: string, kind: BotKind, measured: Measured | undefined): LoadRow {
  return { load, name: names[kind], isPeer: kind === "telegraf", measured };
}

function say(line: string): void {
  process.stderr.write(`telegram: ${line}\n`);
}

function describe({ rounds, aRound, steadySeconds, warmUp, many }: TelegramScale): string {
  const count = (value: number) => value.toLocaleString("en");
  return `Every bot polls the same stand-in of the Bot API over plain HTTP, in a process of its own with the flags of \`npm start\`. The stand-in runs in the process that asks, so that queueing a question and noticing its answer need no message between processes, and of two processors each bot has one to itself. "Stand-in busy" is the share of its own that the stand-in needs: near 100 %, answers a second are its limit and not the bot's. Processor time an answer is the bot's alone, and the steadier figure where the machine has other work. Times run from the update being queued to the bot's message arriving. After ${count(warmUp)} questions of warming up, 200 persons who ask again once answered put ${rounds} × ${count(aRound)}, the bots in turn; then come 25 a second for ${steadySeconds} s; then, for memory, ${count(many)} short questions to each bot, all bots at once. Our pace is off but in the row that says so. A load counts only if there was exactly one message for each question.`;
}

const DIFFERENCES =
  "What differs: ours tells Telegram that an update is done only once its answer was accepted, keeps a journal of each in SQLite, tries a failed send again and keeps Telegram's pace. The peer does none of it: killed amid a batch it answers the batch again from its beginning, and a single send that fails (429, a lost connection) ends its process after confirming the batch, so that what was not answered yet never is.";
