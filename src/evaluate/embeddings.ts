import { basename } from "node:path";
import type { Compared, OrderFigures } from "../answer/compare-orders.ts";
import type { Leave } from "../answer/leaving.ts";
import { meaningsOf } from "../answer/meanings.ts";
import { type Labelled, measuredOn } from "../answer/measure.ts";
import type { Embed } from "../answer/model.ts";
import { createNearest } from "../answer/nearest.ts";
import { createRegisterReader } from "../answer/register.ts";
import { byWords } from "../answer/suggest.ts";
import { createVectors, forgetfulStore, type VectorStore } from "../answer/vectors.ts";
import type { Answering } from "../build.ts";
import { type Asked, measureFusing } from "../measure-fusing.ts";
import type { Measured } from "../stores/fusing-file.ts";
import { unsureWordings } from "../unsure-wordings.ts";
import { accepts, asksForSituation } from "./accepted.ts";
import { LabelsError } from "./labels.ts";
import type { Progress } from "./progress.ts";
import type { Table } from "./table.ts";

export type EmbeddingsParts = {
  answering: Answering;
  embed: Embed;
  leave: Leave;
  /** Where the vectors of the knowledge are kept. */
  store: VectorStore;
  /** The day it is, `YYYY-MM-DD`. */
  day: string;
  progress: Progress;
  table: Table;
};

/** Questions of a file with the name it has; without it, wordings of the knowledge. */
export type MeasuredQuestions = { path: string; rows: readonly Labelled[] } | undefined;

/**
 * Measures whether vectors put situations in a better order than words alone, for each way of writing, prints it and gives what is to
 * be kept: on the questions that the offline answer is unsure of, for of no others is ever asked what they mean. Throws a
 * {@link LabelsError} when the vectors could not be had.
 */
export async function showEmbeddings(questions: MeasuredQuestions, parts: EmbeddingsParts): Promise<Measured> {
  const { answering, embed, leave, store, day, progress, table } = parts;
  const { knowledge } = answering;
  const vectors = createVectors(embed, store);
  const meanings = meaningsOf(knowledge);
  const started = performance.now();
  const computed = await vectors.of(
    meanings.map(({ text }) => text),
    progress,
  );
  if (computed === undefined) throw notToBeHad();
  const size = computed[0]?.length ?? 0;
  table.line(
    `\n${embed.name}: ${meanings.length} vectors of ${size} numbers, ${Math.round(performance.now() - started)} ms`,
  );
  const nearest = createNearest(
    meanings.flatMap(({ situation }, at) => (computed[at] ? [{ situation, vector: computed[at] }] : [])),
  );
  // Questions of a file may be somebody's: their vectors end with this command.
  const measure = async (asked: readonly Asked[]) => {
    const compared = await measureFusing(asked, { vectors: createVectors(embed, forgetfulStore()), leave, nearest });
    return compared ?? Promise.reject(notToBeHad());
  };
  const { all, unsure } = await ask(questions, answering, progress);
  if (questions !== undefined)
    showCompared(`all ${all.length} questions that ask for a situation`, await measure(all), table);
  const classes = await measure(unsure);
  showCompared(`${unsure.length} that words alone are unsure of; these decide`, classes, table);
  const better = classes.filter((each) => each.better).map(({ register }) => register);
  table.line(`\nused for: ${better.join(", ") || "nothing; all others are found by words alone"}`);
  return {
    model: embed.name,
    day,
    on:
      questions === undefined
        ? { kind: "wordings", version: knowledge.version }
        : { kind: "questions", file: basename(questions.path) },
    classes,
  };
}

const notToBeHad = () =>
  new LabelsError(
    "the vectors could not be had: see that the server of OPENAI_BASE_URL runs and has OPENAI_EMBEDDING_MODEL; what was computed is kept, so run it again",
  );

async function ask(
  questions: MeasuredQuestions,
  answering: Answering,
  progress: Progress,
): Promise<{ all: Asked[]; unsure: Asked[] }> {
  if (questions !== undefined) return askLabelled(questions.rows, answering, progress);
  const unsure = (await unsureWordings(answering.knowledge, progress)).map((each) => ({
    ...each,
    isRight: (id: string) => id === each.situation,
  }));
  return { all: unsure, unsure };
}

async function askLabelled(
  rows: readonly Labelled[],
  { answer, knowledge }: Answering,
  progress: Progress,
): Promise<{ all: Asked[]; unsure: Asked[] }> {
  const registerOf = createRegisterReader(knowledge.vocabulary);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const all: Asked[] = [];
  const unsure: Asked[] = [];
  for (const [at, row] of rows.entries()) {
    progress(at + 1, rows.length);
    if (!asksForSituation(row)) continue;
    const previous = row.after === undefined ? undefined : byId.get(row.after);
    const before = previous === undefined ? undefined : (await answer(previous.q, { today: measuredOn })).after;
    const { findings, decision } = await answer(row.q, { before, today: measuredOn });
    const right = new Set([...knowledge.situations.values()].filter((each) => accepts(row, each)).map(({ id }) => id));
    const asked = {
      text: findings.joined,
      register: registerOf(row.q),
      words: byWords(findings).map(({ id }) => id),
      isRight: (id: string) => right.has(id),
    };
    all.push(asked);
    if (decision.kind === "suggestions") unsure.push(asked);
  }
  return { all, unsure };
}

function showCompared(title: string, classes: readonly Compared[], table: Table): void {
  table.line(`\n${title}`);
  table.line(
    `${"".padEnd(15)}${["words", "vectors", "fused"].map((name) => name.padEnd(25)).join("")}fused − words, MRR`,
  );
  table.line(`${"".padEnd(15)}${"@1    @3    @5    MRR    ".repeat(3)}99.2 % interval`);
  for (const { register, questions, words, near, fused, gain, better } of classes) {
    const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
    const orders = questions === 0 ? "" : [words, near, fused].map(row).join("");
    const gained =
      questions === 0
        ? ""
        : `${signed(gain.mean)} [${signed(gain.low)}, ${signed(gain.high)}]  ${better ? "better" : "skipped"}`;
    table.line(`${register.padEnd(9)}${String(questions).padStart(4)}  ${orders}${gained}`.trimEnd());
  }
}

function row({ hit1, hit3, hit5, mrr }: OrderFigures): string {
  return `${[hit1, hit3, hit5].map((share) => (100 * share).toFixed(1).padEnd(6)).join("")}${mrr.toFixed(3)}  `;
}
