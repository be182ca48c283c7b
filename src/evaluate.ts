/**
 * `npm run -s evaluate -- FILE.jsonl` measures the answers to labelled questions; `-- --cross-validate` measures the
 * ranker on the stored variants, each judged by a ranker that has not seen it.
 */
import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { z } from "zod";
import { crossValidate } from "./answer/cross-validate.ts";
import { explain } from "./answer/explain.ts";
import { type Judged, judge, type Labelled, labelledSchema, likeness, wilson } from "./answer/measure.ts";
import { type Answering, openAnswering } from "./build.ts";
import { plainText } from "./chat/message.ts";

const guardMessage = z.object({
  id: z.string(),
  q: z.string(),
  v: z.enum(["lapor", "tolak", "di_luar_cakupan", "biasa"]),
});

const command = new Command("evaluate")
  .argument("[file]", "labelled questions, JSON Lines")
  .option("--cross-validate", "measure on the stored variants instead, five folds")
  .option("--quiet", "measures only, no list of misses")
  .parse();
const { crossValidate: folds, quiet } = command.opts<{ crossValidate?: boolean; quiet?: boolean }>();
const [file] = command.args;

if (folds !== true && file === undefined) {
  process.stderr.write("evaluate: name a file of labelled questions, or give --cross-validate\n");
  process.exit(2);
}
const answering = await openAnswering({ progress });
if (folds === true) showCrossValidation(answering);
else await evaluateFile(answering, file as string);

async function evaluateFile(opened: Answering, path: string): Promise<void> {
  const rows = readRows(path, await readFile(path, "utf8").catch(() => fail(`${path} cannot be read`)));
  const guards = rows.map((row) => guardMessage.safeParse(row));
  if (guards.every((parsed) => parsed.success)) {
    await showGuards(
      opened,
      guards.flatMap((parsed) => (parsed.success ? [parsed.data] : [])),
    );
    return;
  }
  const questions = rows.map((row, at) => {
    const parsed = labelledSchema.safeParse(row);
    return parsed.success ? parsed.data : fail(`${path}:${at + 1}: ${z.prettifyError(parsed.error)}`);
  });
  await showQuestions(opened, questions);
}

async function showQuestions(
  { answer, knowledge, normaliser, ranker }: Answering,
  questions: readonly Labelled[],
): Promise<void> {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const variants = [...knowledge.situations.values(), ...knowledge.guards.values()].flatMap((owner) =>
    owner.questions.map((text) => normaliser.normalise(text).stems),
  );
  const judged: Judged[] = [];
  const near: number[] = [];
  const times: number[] = [];
  for (const [at, question] of questions.entries()) {
    const previous = question.after === undefined ? undefined : byId.get(question.after);
    const before = previous === undefined ? undefined : (await answer(previous.q)).after;
    const started = performance.now();
    const answered = await answer(question.q, { before });
    times.push(performance.now() - started);
    const result = judge(question, answered, plainText(answered.reply));
    judged.push(result);
    near.push(variants.reduce((most, stems) => Math.max(most, likeness(stems, answered.findings.words.stems)), 0));
    if (quiet !== true && (!result.verdictRight || result.citationRight === false || result.claims.length > 0)) {
      showMiss(
        result,
        answered.citations.map(({ id }) => id),
        explain(answered, ranker),
      );
    }
    progress(at + 1, questions.length);
  }
  const cited = judged.filter(({ citationRight }) => citationRight !== undefined);
  console.log(`\n${questions.length} questions`);
  show("verdict right", judged.filter(({ verdictRight }) => verdictRight).length, judged.length);
  show("citation right", cited.filter(({ citationRight }) => citationRight).length, cited.length);
  show("confidently wrong", judged.filter(({ confidentlyWrong }) => confidentlyWrong).length, judged.length);
  show("forbidden claim", judged.filter(({ claims }) => claims.length > 0).length, judged.length);
  for (const verdict of ["lapor", "tolak", "di_luar_cakupan"] as const) {
    const expected = judged.filter(({ label }) => label.v[0] === verdict);
    show(`  ${verdict} caught`, expected.filter(({ verdictRight }) => verdictRight).length, expected.length);
  }
  showConfusion(
    judged.map(({ label, verdict }) => [label.v.includes(verdict) ? verdict : (label.v[0] ?? "-"), verdict]),
  );
  console.log("\nby likeness to the nearest stored variant (Jaccard of stems): verdict right");
  for (const [low, high] of [
    [0, 0.2],
    [0.2, 0.35],
    [0.35, 0.5],
    [0.5, 1.01],
  ] as const) {
    const inside = judged.filter((_, at) => (near[at] ?? 0) >= low && (near[at] ?? 0) < high);
    show(
      `  ${low.toFixed(2)}–${Math.min(1, high).toFixed(2)}`,
      inside.filter(({ verdictRight }) => verdictRight).length,
      inside.length,
    );
  }
  const sorted = times.sort((a, b) => a - b);
  console.log(`\nms an answer: p50 ${at(sorted, 0.5)}, p95 ${at(sorted, 0.95)}`);
}

async function showGuards(
  { answer, ranker }: Answering,
  messages: ReadonlyArray<z.infer<typeof guardMessage>>,
): Promise<void> {
  const pairs: Array<[string, string]> = [];
  for (const [index, { id, q, v }] of messages.entries()) {
    const answered = await answer(q);
    const said = ["lapor", "tolak", "di_luar_cakupan"].includes(answered.verdict) ? answered.verdict : "biasa";
    pairs.push([v, said]);
    if (said !== v && quiet !== true)
      console.log(`${id} ${v} -> ${said}: ${q}\n    ${explain(answered, ranker).join("\n    ")}`);
    progress(index + 1, messages.length);
  }
  console.log(`\n${messages.length} messages`);
  for (const verdict of ["lapor", "tolak", "di_luar_cakupan"]) {
    const due = pairs.filter(([expected]) => expected === verdict);
    show(`${verdict}: recall`, due.filter(([, said]) => said === verdict).length, due.length);
  }
  const ordinary = pairs.filter(([expected]) => expected === "biasa");
  show("ordinary taken for a report", ordinary.filter(([, said]) => said === "lapor").length, ordinary.length);
  show("ordinary stopped by any guard", ordinary.filter(([, said]) => said !== "biasa").length, ordinary.length);
  showConfusion(pairs);
}

function showCrossValidation({ knowledge, normaliser }: Answering): void {
  const result = crossValidate(knowledge, normaliser, progress);
  console.log(`\n${result.variants} stored variants, 5 folds`);
  show("situation right", result.situation, result.variants);
  show("situation among three", result.amongThree, result.variants);
  show("verdict right", result.verdict, result.variants);
  show("gate right", result.gate, result.variants + result.guards);
}

function showMiss(
  { label, verdict, citationRight, claims }: Judged,
  citations: readonly string[],
  why: readonly string[],
): void {
  console.log(`\n${label.id} ${label.q}`);
  console.log(
    `    expected ${label.v.join("/")}, said ${verdict}${citationRight === false ? "; citation missed" : ""}`,
  );
  if (citationRight === false)
    console.log(`    wanted ${label.c.join(", ")}; cited ${citations.join(", ") || "nothing"}`);
  for (const pattern of claims) console.log(`    matches a forbidden pattern, look: /${pattern}/`);
  for (const line of why) console.log(`    ${line}`);
}

function showConfusion(pairs: ReadonlyArray<readonly [string, string]>): void {
  const names = [...new Set(pairs.flat())].sort();
  const width = Math.max(...names.map((name) => name.length)) + 2;
  console.log(`\n${"expected \\ said".padEnd(width + 2)}${names.map((name) => name.padStart(width)).join("")}`);
  for (const expected of names) {
    const counts = names.map((said) => pairs.filter(([a, b]) => a === expected && b === said).length);
    console.log(`${expected.padEnd(width + 2)}${counts.map((count) => String(count || ".").padStart(width)).join("")}`);
  }
}

function show(name: string, hits: number, of: number): void {
  const { share, low, high } = wilson(hits, of);
  const percent = (value: number) => (100 * value).toFixed(1);
  console.log(
    `${name.padEnd(32)} ${String(hits).padStart(4)}/${String(of).padEnd(4)} ${percent(share).padStart(5)} % [${percent(low)}–${percent(high)}]`,
  );
}

function readRows(path: string, text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        return fail(`${path}:${index + 1}: not a JSON object`);
      }
    });
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

function progress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${of}${done === of ? "\n" : ""}`);
}

function fail(text: string): never {
  process.stderr.write(`evaluate: ${text}\n`);
  process.exit(2);
}
