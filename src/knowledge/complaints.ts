import { z } from "zod";
import type { AccuseLesson } from "../answer/learn-accuse.ts";
import { KnowledgeError } from "./knowledge-error.ts";
import type { Knowledge } from "./read.ts";
import { parseYamlFile } from "./yaml-file.ts";

const lines = z.array(z.string()).min(1);
const schema = z.strictObject({
  pelaku: lines,
  "pelaku-umum": lines,
  perbuatan: lines,
  awal: lines,
  akhir: lines,
  tanya: lines,
  kerja: lines,
  muka: lines,
  ekor: lines,
  laporan: lines,
  biasa: lines,
});

/** So many short reports are put together, and as many questions about the same deeds. */
const COMPOSED = 1_800;
/** So many ordinary doings of the same people. */
const AT_WORK = 450;
/** One story in so many is told once more, with a question behind it or a greeting before it. */
const FRAMED = 8;
/** Those written whole count more than those put together, and than the questions that the answers know. */
const WHOLE = 3;

/**
 * All that teaches the guard of the tip line: the wordings of the knowledge, and `pengaduan.yaml`. The same texts give the same
 * lessons in the same order. Throws {@link KnowledgeError} with the lines that are wrong.
 */
export function complaintLessons({ situations, guards }: Knowledge, file: string, text: string): AccuseLesson[] {
  const parsed = parseYamlFile(file, text, schema);
  if ("problems" in parsed) throw new KnowledgeError(parsed.problems);
  const {
    pelaku,
    "pelaku-umum": anybody,
    perbuatan,
    awal,
    akhir,
    tanya,
    kerja,
    muka,
    ekor,
    laporan,
    biasa,
  } = parsed.data;
  const asked = [...situations.values(), ...guards.values()].flatMap(({ id, verdict, questions }) =>
    questions.map((question) => lesson(question, guards.has(id) && verdict === "lapor", 1)),
  );
  const pick = createPick();
  const composed = Array.from({ length: COMPOSED }, (_, at) => perbuatan[at % perbuatan.length] ?? "").flatMap(
    (deed) => {
      const told = `${pick(awal)}${pick(pelaku)} ${deed} ${pick(akhir)}`.replace(" ,", ",").trim();
      // As functions, for "$" in a text would mean something.
      const question = pick(tanya)
        .replace("{pelaku}", () => pick(anybody))
        .replace("{perbuatan}", () => deed);
      return [lesson(told, true, 1), lesson(question, false, 1)];
    },
  );
  const atWork = Array.from({ length: AT_WORK }, (_, at) =>
    lesson(`${pick(pelaku)} ${kerja[at % kerja.length] ?? ""}`, false, 1),
  );
  const stories = asked.filter(({ accuses }) => accuses);
  const framed = stories
    .filter((_, at) => at % FRAMED === 0)
    .map(({ text: story }, at) => lesson(at % 2 === 0 ? `${story} ${pick(ekor)}` : `${pick(muka)} ${story}`, true, 1));
  // An office alone says who comes instead, or who somebody is.
  const whole = [
    ...laporan.map((each) => lesson(each, true, WHOLE)),
    ...[...biasa, ...pelaku, ...anybody].map((each) => lesson(each, false, WHOLE)),
  ];
  return [...asked, ...composed, ...atWork, ...framed, ...whole];
}

function lesson(text: string, accuses: boolean, weight: number): AccuseLesson {
  return { text, accuses, weight };
}

function createPick(): (from: readonly string[]) => string {
  let state = 11;
  return (from) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return from[Math.floor((state / 2 ** 32) * from.length)] ?? "";
  };
}
