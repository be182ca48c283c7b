/**
 * `npm run -s evaluate -- FILE.jsonl` measures the answers to labelled questions; `-- --cross-validate` measures the
 * ranker on the stored variants, each judged by a ranker that has not seen it; `-- --tips FILE.jsonl` measures what the guard
 * of the tip line holds; `-- --model FILE.jsonl` measures what the language model of the settings adds to the answers;
 * `-- --embeddings [FILE.jsonl]` measures whether vectors help, and keeps that for the service.
 */
import { Command } from "commander";
import { crossValidate } from "./answer/cross-validate.ts";
import { type Answering, openAnswering } from "./build.ts";
import { systemClock } from "./clock.ts";
import { loadEnvironment } from "./environment.ts";
import { showGuards } from "./evaluate/guards.ts";
import { LabelsError, readLabels } from "./evaluate/labels.ts";
import { type Prices, showModel } from "./evaluate/model.ts";
import { progress } from "./evaluate/progress.ts";
import { showQuestions } from "./evaluate/questions.ts";
import { show } from "./evaluate/table.ts";
import { showTips } from "./evaluate/tips.ts";
import { createLog } from "./log.ts";
import { measureEmbeddings } from "./measure-embeddings.ts";
import { openModelHelp } from "./model-help.ts";
import { readSettings, SettingsError } from "./settings.ts";

const BAD_INPUT = 2;

const command = new Command("evaluate")
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
  .parse();
const {
  crossValidate: folds,
  quiet,
  ...options
} = command.opts<{
  crossValidate?: boolean;
  quiet: boolean;
  tips: boolean;
  embeddings: boolean;
  model: boolean;
  lines?: string;
  priceIn?: string;
  priceOut?: string;
}>();
const [file] = command.args;

try {
  if (folds === true) showCrossValidation(await openAnswering({ progress }));
  else if (options.embeddings) await evaluateEmbeddings(file);
  else if (file !== undefined) await evaluateFile(file);
  else throw new LabelsError("name a file of labelled questions, or give --cross-validate or --embeddings");
} catch (error) {
  if (!(error instanceof LabelsError || error instanceof SettingsError)) throw error;
  process.stderr.write(`evaluate: ${error.message}\n`);
  process.exitCode = BAD_INPUT;
}

async function evaluateFile(path: string): Promise<void> {
  const labels = await readLabels(path);
  if (options.tips && labels.kind !== "guards") throw new LabelsError("--tips wants messages for the guards");
  if (options.model) return evaluateModel(labels);
  const answering = await openAnswering({ progress });
  if (labels.kind === "guards" && options.tips) showTips(answering, chosenLines(labels.rows), { quiet });
  else if (labels.kind === "guards") await showGuards(answering, labels.rows, { quiet, progress });
  else await showQuestions(answering, labels.rows, { quiet, progress });
}

async function evaluateModel(labels: Awaited<ReturnType<typeof readLabels>>): Promise<void> {
  if (labels.kind === "guards") throw new LabelsError("--model wants labelled questions");
  const prices = pricesOf(options);
  loadEnvironment();
  const settings = readSettings(process.env);
  const help = openModelHelp({ settings, log: createLog(settings.LOG_LEVEL), clock: systemClock });
  if (help === undefined) throw new LabelsError("--model wants OPENAI_API_KEY or OPENAI_BASE_URL; see .env.example");
  await showModel(await openAnswering({ progress, help }), labels.rows, { quiet, progress, prices });
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

async function evaluateEmbeddings(path: string | undefined): Promise<void> {
  const labels = path === undefined ? undefined : await readLabels(path);
  if (labels?.kind === "guards") throw new LabelsError("--embeddings wants questions, not messages for the guards");
  await measureEmbeddings(
    path === undefined || labels === undefined ? undefined : { path, rows: labels.rows },
    progress,
  );
}

function chosenLines<T>(rows: readonly T[]): readonly T[] {
  if (options.lines === undefined) return rows;
  return rows.filter((_, at) => (at % 2 === 0) === (options.lines === "odd"));
}

function showCrossValidation({ knowledge, normaliser }: Answering): void {
  const result = crossValidate(knowledge, normaliser, progress);
  console.log(`\n${result.variants} stored variants, 5 folds`);
  show("situation right", result.situation, result.variants);
  show("situation among three", result.amongThree, result.variants);
  show("verdict right", result.verdict, result.variants);
  show("gate right", result.gate, result.variants + result.guards);
}
