import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { Command, CommanderError } from "commander";
import { z } from "zod";
import type { Answered, AnswerOptions } from "./answer/answer.ts";
import { explain } from "./answer/explain.ts";
import { PromptError } from "./answer/read-prompts.ts";
import { type Answering, openAnswering } from "./build.ts";
import { renderReply } from "./channels/terminal/render.ts";
import { plainText } from "./chat/message.ts";
import { texts } from "./chat/texts.ts";
import { dayIn, systemClock } from "./clock.ts";
import { createLog, errorName } from "./log.ts";
import { type ModelHelp, openModelHelp } from "./model-help.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { EXIT, type Run, type Shell, within } from "./shell.ts";
import { databaseFile, openDatabase } from "./stores/database.ts";

const jsonQuestion = z.object({ q: z.string(), afterText: z.string().optional() });

type Options = { json?: boolean; why?: boolean; on?: string };

/** One answer for people, or with `--json` a line for each line of stdin. */
export const runAsk: Run = async (args, shell) => {
  try {
    return await ask(args, shell);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    if (error instanceof SettingsError) return complain(shell, error.message);
    if (error instanceof PromptError) {
      shell.stderr.write(`ask: what a language model is told needs mending:\n${error.message}\n`);
      return EXIT.broken;
    }
    shell.stderr.write(`ask: cannot go on (${errorName(error)}); run "npm run -s desk -- kb check"\n`);
    return EXIT.broken;
  }
};

async function ask(args: readonly string[], shell: Shell): Promise<number> {
  const command = within(new Command("ask"), shell)
    .description("Answers a question on election neutrality, offline, with the passages it rests on.")
    .argument("[question...]", "the question, in everyday Indonesian")
    .option("--json", "read questions from stdin, one a line, and write one JSON line for each")
    .option("--why", "also say what matched and how sure the answer is")
    .option("--on <day>", "answer by the law and the election stage of that day, YYYY-MM-DD")
    .parse(args, { from: "user" });
  const { json, why, on } = command.opts<Options>();
  if (on !== undefined && !isDay(on)) return complain(shell, `--on ${on} is not a day; write it like 2024-10-10`);
  const question = command.args.join(" ");
  if (json !== true && question.trim() === "")
    return complain(shell, 'give a question, like: npm run -s ask -- "boleh like postingan caleg?"');
  const settings = readSettings(shell.environment);
  const { DATA_DIR: dataFolder, OFFICE_ZONE: zone } = settings;
  const today = dayIn(zone, systemClock());
  // Whoever asks why wants to see that a key is refused, too.
  const log = createLog(why === true ? "warn" : "silent", shell.stderr);
  const help = openModelHelp({ settings, log, clock: systemClock });
  // A folder that is not there or not ours costs half a second each time, not the answer.
  const answering = await openOffice(dataFolder, help).catch(() => openAnswering({ help }));
  if (json === true) await answerLines(shell, answering, { on, today, outside: {} });
  else showAnswer(shell, answering, await answering.answer(question, { on, today, outside: {} }), why === true);
  await answering.close();
  return EXIT.done;
}

/** With what the office taught, where there is an office. */
async function openOffice(dataFolder: string, help: ModelHelp | undefined): Promise<Answering> {
  if (!existsSync(dataFolder)) return openAnswering({ help });
  const database = existsSync(databaseFile(dataFolder)) ? await openDatabase(dataFolder) : undefined;
  const answering = await openAnswering({ dataFolder, database, help });
  const close = async () => {
    await answering.close();
    await database?.destroy();
  };
  return { ...answering, close };
}

function showAnswer({ stdout, colour }: Shell, { ranker }: Answering, answered: Answered, why: boolean): void {
  const note = { kind: "note" as const, text: texts.notAdvice };
  const blocks = answered.citations.length > 0 ? [...answered.reply.blocks, note] : answered.reply.blocks;
  const suggestions = answered.suggestions.length > 0 ? answered.reply.choices : [];
  stdout.write(renderReply({ blocks, choices: suggestions }, colour));
  if (why) stdout.write(`\n${explain(answered, ranker).join("\n")}\n`);
}

async function answerLines(
  { stdin, stdout }: Shell,
  { answer, tells, mayAccuse }: Answering,
  options: Pick<AnswerOptions, "on" | "today" | "outside">,
): Promise<void> {
  // A model is told a follow-up together with what it follows.
  const staysHere = (text: string) => mayAccuse(text) || tells(text) === "of-somebody";
  for await (const line of linesOf(stdin)) {
    const { q, afterText } = parseLine(line);
    const started = performance.now();
    const inside = { ...options, outside: undefined };
    const before = afterText === undefined ? undefined : (await answer(afterText, inside)).after;
    const given = afterText !== undefined && staysHere(afterText) ? inside : options;
    const answered = await answer(q, { ...given, before });
    const row = {
      question: q,
      verdict: answered.verdict,
      answer: answerText(answered),
      citations: answered.citations,
      confidence: Number(answered.confidence.toFixed(3)),
      suggestions: answered.suggestions,
      ms: Number((performance.now() - started).toFixed(2)),
    };
    stdout.write(`${JSON.stringify(row)}\n`);
  }
}

/** The text a person gets; what was offered is numbered as a person would see it. */
function answerText({ reply, suggestions }: Answered): string {
  const offered = suggestions.map((title, at) => `${at + 1}. ${title}`).join("\n");
  return offered === "" ? plainText(reply) : `${plainText(reply)}\n\n${offered}`;
}

/** Lines end with a line feed alone: other separators may stand inside a question. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of input) {
    const pieces = (rest + decoder.write(chunk as Buffer)).split("\n");
    rest = pieces.pop() ?? "";
    for (const piece of pieces) yield trimmed(piece);
  }
  rest += decoder.end();
  if (rest !== "") yield trimmed(rest);
}

function trimmed(line: string): string {
  return line.replace(/^\uFEFF/, "").replace(/\r$/, "");
}

/** A JSON object with `q`, or else the line itself is the question. */
function parseLine(line: string): z.infer<typeof jsonQuestion> {
  if (line.trimStart().startsWith("{")) {
    try {
      const parsed = jsonQuestion.safeParse(JSON.parse(line));
      if (parsed.success) return parsed.data;
    } catch {
      // Not JSON after all: people do begin messages with a brace.
    }
  }
  return { q: line };
}

/** Whether it is a day there is, since the republic has laws. */
function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return text >= "1945-08-17" && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function complain({ stderr }: Shell, text: string): number {
  stderr.write(`ask: ${text}\n`);
  return EXIT.badInput;
}
