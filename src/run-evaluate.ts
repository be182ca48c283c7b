import { Command, CommanderError } from "commander";
import { crossValidate } from "./answer/cross-validate.ts";
import { PromptError } from "./answer/read-prompts.ts";
import { type Answering, openAnswering } from "./build.ts";
import { systemClock } from "./clock.ts";
import { showGuards } from "./evaluate/guards.ts";
import { type Labels, LabelsError, readLabels } from "./evaluate/labels.ts";
import { type Prices, showModel } from "./evaluate/model.ts";
import { type Progress, progressOn } from "./evaluate/progress.ts";
import { showQuestions } from "./evaluate/questions.ts";
import { createTable, type Table } from "./evaluate/table.ts";
import { showTips } from "./evaluate/tips.ts";
import { createLog } from "./log.ts";
import { measureEmbeddings } from "./measure-embeddings.ts";
import { openModelHelp, promptsFolder } from "./model-help.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { EXIT, type Run, type Shell, within } from "./shell.ts";

type Options = {
  crossValidate?: boolean;
  quiet: boolean;
  tips: boolean;
  embeddings: boolean;
  model: boolean;
  lines?: string;
  priceIn?: string;
  priceOut?: string;
};

/** Where it is called, what it was told, and what it tells there. */
type Evaluation = { shell: Shell; options: Options; prompts: string; table: Table; progress: Progress };

/** Measures what its arguments name, on labelled questions, stored variants or messages for the guards. */
export const runEvaluate: Run = evaluatingBy(promptsFolder);

/** The same with the prompts of another folder. */
export function evaluatingBy(prompts: string): Run {
  return async (args, shell) => {
    try {
      await evaluate(args, shell, prompts);
      return EXIT.done;
    } catch (error) {
      return ended(error, shell);
    }
  };
}

function ended(error: unknown, { stderr }: Shell): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof PromptError) {
    stderr.write(`evaluate: what a language model is told needs mending:\n${error.message}\n`);
    return EXIT.broken;
  }
  if (!(error instanceof LabelsError || error instanceof SettingsError)) throw error;
  stderr.write(`evaluate: ${error.message}\n`);
  return EXIT.badInput;
}

async function evaluate(args: readonly string[], shell: Shell, prompts: string): Promise<void> {
  const command = within(new Command("evaluate"), shell)
    .argument("[file]", "labelled questions, JSON Lines")
    .option("--cross-validate", "measure on the stored variants instead, five folds")
    .option("--tips", "measure what the tip line holds, on messages for the guards", false)
    .option(
      "--embeddings",
      "measure whether vectors order suggestions better, on wordings of the knowledge or a file's",
      false,
    )
    .option("--lines <which>", "of a file for --tips only the odd or the even lines, which were tuned on or not")
    .option("--model", "measure the answers with the language model of the settings beside those without", false)
    .option("--price-in <dollars>", "of that model, for a million tokens that it reads")
    .option("--price-out <dollars>", "and for a million that it writes")
    .option("--quiet", "measures only, no list of misses", false)
    .parse(args, { from: "user" });
  const options = command.opts<Options>();
  const [file] = command.args;
  const evaluation = { shell, options, prompts, table: createTable(shell.stdout), progress: progressOn(shell.stderr) };
  if (options.crossValidate === true) await evaluateVariants(evaluation);
  else if (options.embeddings) await evaluateEmbeddings(file, evaluation);
  else if (file !== undefined) await evaluateFile(file, evaluation);
  else throw new LabelsError("name a file of labelled questions, or give --cross-validate or --embeddings");
}

async function evaluateFile(path: string, evaluation: Evaluation): Promise<void> {
  const { options, table, progress } = evaluation;
  const labels = await readLabels(path);
  if (options.tips && labels.kind !== "guards") throw new LabelsError("--tips wants messages for the guards");
  if (options.model) return evaluateModel(labels, evaluation);
  const { quiet } = options;
  await withAnswering({ progress }, async (answering) => {
    if (labels.kind === "guards" && options.tips)
      showTips(answering, chosenLines(labels.rows, options.lines), { quiet, table });
    else if (labels.kind === "guards") await showGuards(answering, labels.rows, { quiet, progress, table });
    else await showQuestions(answering, labels.rows, { quiet, progress, table });
  });
}

async function evaluateModel(labels: Labels, { shell, options, prompts, table, progress }: Evaluation): Promise<void> {
  if (labels.kind === "guards") throw new LabelsError("--model wants labelled questions");
  const prices = pricesOf(options);
  const settings = readSettings(shell.environment);
  const log = createLog(settings.LOG_LEVEL, shell.stderr);
  const help = openModelHelp({ settings, log, clock: systemClock, folder: prompts });
  if (help === undefined) throw new LabelsError("--model wants OPENAI_API_KEY or OPENAI_BASE_URL; see .env.example");
  await withAnswering({ progress, help }, (answering) =>
    showModel(answering, labels.rows, { quiet: options.quiet, progress, prices, table }),
  );
}

/** Throws a LabelsError for half a price, and for what is none. */
function pricesOf({ priceIn, priceOut }: { priceIn?: string; priceOut?: string }): Prices | undefined {
  if (priceIn === undefined && priceOut === undefined) return undefined;
  return { in: dollarsOf(priceIn), out: dollarsOf(priceOut) };
}

function dollarsOf(price = ""): number {
  if (!/^\d+(?:\.\d+)?$/.test(price))
    throw new LabelsError("--price-in and --price-out want dollars, such as 0.25 and 2");
  return Number(price);
}

async function evaluateEmbeddings(path: string | undefined, { shell, table, progress }: Evaluation): Promise<void> {
  const labels = path === undefined ? undefined : await readLabels(path);
  if (labels?.kind === "guards") throw new LabelsError("--embeddings wants questions, not messages for the guards");
  const questions = path === undefined || labels === undefined ? undefined : { path, rows: labels.rows };
  await measureEmbeddings(questions, { shell, table, progress });
}

function chosenLines<T>(rows: readonly T[], lines: string | undefined): readonly T[] {
  if (lines === undefined) return rows;
  return rows.filter((_, at) => (at % 2 === 0) === (lines === "odd"));
}

async function evaluateVariants({ table, progress }: Evaluation): Promise<void> {
  await withAnswering({ progress }, async ({ knowledge, normaliser }) => {
    const result = crossValidate(knowledge, normaliser, progress);
    table.line(`\n${result.variants} stored variants, 5 folds`);
    table.share("situation right", result.situation, result.variants);
    table.share("situation among three", result.amongThree, result.variants);
    table.share("verdict right", result.verdict, result.variants);
    table.share("gate right", result.gate, result.variants + result.guards);
  });
}

async function withAnswering(
  parts: Parameters<typeof openAnswering>[0],
  measure: (answering: Answering) => Promise<void>,
): Promise<void> {
  const answering = await openAnswering(parts);
  try {
    await measure(answering);
  } finally {
    await answering.close();
  }
}
