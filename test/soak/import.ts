import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "../../src/knowledge/import/parse-document.ts";
import { clean, type Dirt, generateLaw, type Law, wrapLines } from "../support/law-generator.ts";
import { makePdf } from "../support/make-documents.ts";
import { endedWithOthers, finish } from "../support/process.ts";
import { readState, saveState } from "./state.ts";

type State = { laws: number; passed: number; failed: number };

const LAWS = 400;
const ARTICLES = 24;
const SAVE_EVERY = 20;
const LONG_LAW = { articles: 1_600, pages: 600, seconds: 60, megabytes: 400 } as const;

/**
 * A law of 600 pages as a real PDF through the desk's own process, within a minute and 400 MB; then 400 laws with 9,600
 * articles and random dirt. Every article, paragraph, letter and number has to come out with its words, and nothing else.
 */
export async function soakImport(folder: string): Promise<{ passed: number; failed: number }> {
  const file = join(folder, "import.json");
  const kept = readState<State>(file);
  const state = kept !== undefined && kept.laws < LAWS ? kept : { laws: -1, passed: 0, failed: 0 };
  if (state.laws < 0) {
    const problem = await longLaw(folder);
    if (problem === undefined) state.passed += 1;
    else {
      state.failed += 1;
      process.stdout.write(`the long law: ${problem}\n`);
    }
    state.laws = 0;
    saveState(file, state);
  }
  for (; state.laws < LAWS; state.laws += 1) {
    const seed = state.laws + 1;
    const dirt: Dirt = { runOn: (seed % 4) * 0.25, misread: (seed % 3) * 0.1, pageTurns: (seed % 5) * 0.04 };
    const law = generateLaw(seed, ARTICLES, dirt);
    const lines = wrapLines(law.lines, 60 + (seed % 40));
    const problems = compare(law, parseDocument({ pages: [{ number: 1, lines }] }, "pp-8-2041").provisions);
    state.passed += law.parts.length - problems.length;
    state.failed += problems.length;
    for (const problem of problems.slice(0, 5)) process.stdout.write(`law ${seed}: ${problem}\n`);
    if (seed % SAVE_EVERY === 0) saveState(file, { ...state, laws: seed });
    if (seed % 100 === 0) process.stderr.write(`${seed}/${LAWS}\n`);
  }
  saveState(file, state);
  return { passed: state.passed, failed: state.failed };
}

function compare({ parts }: Law, provisions: ReadonlyArray<{ id: string; text: string }>): string[] {
  const found = new Map(provisions.map(({ id, text }) => [id.replace(/^[^/]+\//, ""), text]));
  const problems = parts.flatMap(({ path, words }) => {
    const text = found.get(path);
    found.delete(path);
    if (text === undefined) return [`${path} is missing`];
    return text === words ? [] : [`${path} reads "${text.slice(-60)}" for "${words.slice(-60)}"`];
  });
  return [...problems, ...[...found.keys()].map((path) => `${path} is nowhere in the law`)];
}

async function longLaw(folder: string): Promise<string | undefined> {
  const work = join(folder, "import");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const law = generateLaw(1, LONG_LAW.articles, { ...clean, pageTurns: 0.02 });
  const lines = wrapLines(law.lines, 85);
  const perPage = Math.ceil(lines.length / LONG_LAW.pages);
  const pdf = join(work, "long.pdf");
  writeFileSync(pdf, await makePdf(lines, { head: "LEMBARAN ANGIN REPUBLIK BENANG", perPage }));
  const { seconds, megabytes, report } = await importWith(pdf, work);
  process.stdout.write(
    `${Math.ceil(lines.length / perPage)} pages, ${law.parts.length} parts: ${seconds.toFixed(1)} s, ${megabytes} MB at most\n`,
  );
  const count = (kind: string) => law.parts.filter(({ path }) => path.split("/").at(-1)?.startsWith(kind)).length;
  for (const kind of ["pasal", "ayat", "huruf", "angka"]) {
    if (report[kind] !== count(kind)) return `${String(report[kind])} ${kind} of ${count(kind)}`;
  }
  if (seconds > LONG_LAW.seconds) return `took ${seconds.toFixed(1)} s`;
  return megabytes > LONG_LAW.megabytes ? `took ${megabytes} MB` : undefined;
}

const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))",
)}`;

/** Imports a file in a process of its own; the memory is what that process itself says it needed. */
async function importWith(
  pdf: string,
  dataFolder: string,
): Promise<{ seconds: number; megabytes: number; report: Record<string, unknown> }> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      "--max-semi-space-size=4",
      "--import",
      TELL_PEAK,
      "src/desk.ts",
      "kb",
      "import",
      pdf,
      "--id",
      "pp-8-2041",
      "--json",
    ],
    { env: { ...process.env, DATA_DIR: dataFolder }, stdio: "pipe" },
  );
  endedWithOthers(child);
  const { code, stdout, stderr } = await finish(child);
  if (code !== 0) throw new Error(`desk kb import ended with ${code}: ${stderr.slice(-300)}`);
  return {
    seconds: (performance.now() - started) / 1_000,
    megabytes: Math.round(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1_024),
    report: JSON.parse(stdout) as Record<string, unknown>,
  };
}
