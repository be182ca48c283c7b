import { basename } from "node:path";
import type { KnowledgeProblem } from "./knowledge-error.ts";
import { cutFrontMatter, cutSections, listItems, parseFrontMatter, prose, type Section } from "./markdown.ts";
import { passageId } from "./passage.ts";
import {
  type Case,
  type Circumstances,
  type Dimension,
  dimensions,
  type Situation,
  situationSchema,
  type Verdict,
  verdicts,
} from "./situation.ts";

const SECTIONS = ["Jawaban", "Syarat", "Sanksi", "Beda pendapat", "Langkah", "Keadaan", "Pertanyaan"] as const;
type SectionName = (typeof SECTIONS)[number];

const FEWEST_QUESTIONS = 15;
const MOST_STEPS = 3;

/** Parses one file of `knowledge/situations/` or `knowledge/guards/`; problems name file and line. */
export function parseSituation(file: string, text: string): Situation | { problems: KnowledgeProblem[] } {
  const markdown = cutFrontMatter(file, text);
  if ("line" in markdown) return { problems: [markdown] };
  const front = parseFrontMatter(markdown, situationSchema);
  if ("problems" in front) return front;
  const problems: KnowledgeProblem[] = [];
  const { sections } = cutSections(markdown.body, 2);
  for (const [at, { title, line }] of sections.entries()) {
    if (!SECTIONS.includes(title as SectionName)) {
      problems.push({ file, line, text: `bagian "${title}" tidak dikenal; yang ada: ${SECTIONS.join(", ")}` });
    } else if (sections.findIndex((other) => other.title === title) < at) {
      problems.push({ file, line, text: `bagian "${title}" ditulis dua kali; gabungkan` });
    }
  }
  const find = (name: SectionName): Section | undefined => sections.find((section) => section.title === name);
  const sentence = (name: SectionName) => {
    const section = find(name);
    return section === undefined ? undefined : prose(section.lines);
  };
  const items = (name: SectionName) => listItems(find(name)?.lines ?? []).map((item) => item.text);
  const cases = cutSections(find("Keadaan")?.lines ?? [], 3).sections.map((section) => parseCase(file, section));
  for (const found of cases) if ("text" in found) problems.push(found);

  const { data } = front;
  const situation: Situation = {
    id: basename(file, ".md"),
    title: data.judul,
    topic: data.topik,
    verdict: data.putusan,
    confidence: data.keyakinan,
    checked: data.dicek,
    basis: data.dasar,
    sanctionBasis: data.dasar_sanksi,
    withoutBasis: data.tanpa_dasar,
    answer: sentence("Jawaban") ?? "",
    conditions: items("Syarat"),
    sanction: sentence("Sanksi"),
    disagreement: sentence("Beda pendapat"),
    steps: items("Langkah"),
    cases: cases.filter((found): found is Case => !("text" in found)),
    only: given(data.khusus),
    questions: items("Pertanyaan"),
  };
  for (const text of shortcomings(situation)) problems.push({ file, line: 1, text });
  return problems.length > 0 ? { problems } : situation;
}

/** Without the fields that were left out. */
function given(khusus: Partial<Record<Dimension, string | undefined>>): Circumstances {
  const entries = Object.entries(khusus).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

function shortcomings(situation: Situation): string[] {
  const found: string[] = [];
  if (situation.answer === "") found.push("bagian Jawaban belum ada");
  if (situation.questions.length < FEWEST_QUESTIONS) {
    found.push(`baru ${situation.questions.length} ragam pertanyaan; perlu ${FEWEST_QUESTIONS}`);
  }
  const repeated = situation.questions.find((question, index) => situation.questions.indexOf(question) !== index);
  if (repeated !== undefined) found.push(`ragam pertanyaan berulang: "${repeated}"`);
  if (situation.steps.length > MOST_STEPS) found.push(`Langkah paling banyak ${MOST_STEPS}`);
  if (situation.verdict === "dilarang" || situation.verdict === "bersyarat") {
    if (situation.sanction === undefined)
      found.push('bagian Sanksi belum ada (atau tulis "Tidak ada sanksi yang diatur.")');
    if (situation.basis.length === 0) found.push("dasar belum ada");
  }
  if (situation.withoutBasis !== undefined && situation.basis.length > 0)
    found.push("tanpa_dasar ditulis, padahal ada dasar; hapus salah satu");
  return found;
}

function parseCase(file: string, section: Section): Case | KnowledgeProblem {
  const when: Circumstances = {};
  for (const part of section.title.split(",")) {
    const [dimension = "", value = ""] = part.split(":").map((piece) => piece.trim());
    const allowed: readonly string[] | undefined = dimensions[dimension as Dimension];
    if (allowed === undefined || !allowed.includes(value)) {
      return { file, line: section.line, text: `keadaan "${part.trim()}" tidak dikenal; contoh "siapa: pppk"` };
    }
    when[dimension as Dimension] = value;
  }
  let verdict: Verdict | undefined;
  let basis: string[] = [];
  const rest = section.lines.filter(({ text }) => {
    const field = /^(putusan|dasar):\s*(.*)$/.exec(text.trim());
    if (field === null) return true;
    if (field[1] === "putusan") verdict = verdicts.find((known) => known === field[2]?.trim());
    else basis = (field[2] ?? "").split(/,\s*/).filter((id) => id !== "");
    return false;
  });
  if (verdict === undefined)
    return { file, line: section.line, text: `${section.title}: putusan belum ada atau tidak dikenal` };
  const wrong = basis.find((id) => !passageId.safeParse(id).success);
  if (wrong !== undefined)
    return { file, line: section.line, text: `${section.title}: dasar "${wrong}" bukan id bagian` };
  const answer = prose(rest);
  if (answer === "") return { file, line: section.line, text: `${section.title}: kalimat jawabannya belum ada` };
  return { when, verdict, answer, basis };
}
