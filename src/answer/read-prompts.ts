// biome-ignore lint/style/noRestrictedImports: this is the reader.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { cutFrontMatter, cutSections, type Line, parseFrontMatter } from "../knowledge/markdown.ts";
import { MARK, type Prompt, type PromptName, type Prompts, promptSlots } from "./prompt.ts";

export type PromptProblem = { file: string; line: number; text: string };

/** Something in `prompts/` is not as it should be; every problem names its file and line. */
export class PromptError extends Error {
  readonly problems: readonly PromptProblem[];

  constructor(problems: readonly PromptProblem[]) {
    super(problems.map(({ file, line, text }) => `${file}:${line}: ${text}`).join("\n"));
    this.name = "PromptError";
    this.problems = problems;
  }
}

const header = z.strictObject({
  tujuan: z.string().min(10),
  versi: z.int().min(1),
  isi: z.array(z.string()).min(1),
});

const SECTIONS = ["Sistem", "Pengguna"] as const;

/** Reads and checks the prompts of a folder. Throws {@link PromptError} with every problem found, by file and line. */
export function readPrompts(folder: string): Prompts {
  const problems: PromptProblem[] = [];
  const one = <Name extends PromptName>(name: Name): Prompt<Name> => {
    const parsed = parsePrompt(name, join(folder, `${name}.md`));
    if (!("problems" in parsed)) return parsed;
    problems.push(...parsed.problems);
    return { name, purpose: "", version: 0, system: "", user: "" };
  };
  const prompts: Prompts = { pahami: one("pahami"), jawab: one("jawab") };
  if (problems.length > 0) throw new PromptError(problems);
  return prompts;
}

function parsePrompt<Name extends PromptName>(name: Name, file: string): Prompt<Name> | { problems: PromptProblem[] } {
  const text = readText(file);
  if (text === undefined)
    return { problems: [{ file, line: 1, text: "berkas ini tidak ada atau tidak dapat dibaca" }] };
  const markdown = cutFrontMatter(file, text);
  if ("line" in markdown) return { problems: [markdown] };
  const front = parseFrontMatter(markdown, header);
  if ("problems" in front) return front;
  const { sections } = cutSections(markdown.body, 2);
  const problem = (line: number, said: string): PromptProblem => ({ file, line, text: said });
  const problems = sections.flatMap(({ title, line }, at) => [
    ...(SECTIONS.some((known) => known === title) ? [] : [problem(line, `bagian "${title}" tidak dikenal`)]),
    ...(sections.findIndex((other) => other.title === title) < at ? [problem(line, `bagian "${title}" ada dua`)] : []),
  ]);
  for (const title of SECTIONS) {
    if (linesOf(sections, title).every(({ text }) => text.trim() === ""))
      problems.push(problem(1, `bagian "## ${title}" tidak ada atau kosong`));
  }
  problems.push(...slotProblems(name, front.data.isi, sections, problem));
  if (problems.length > 0) return { problems };
  const said = (title: (typeof SECTIONS)[number]) =>
    linesOf(sections, title)
      .map(({ text }) => text)
      .join("\n")
      .trim();
  return {
    name,
    purpose: front.data.tujuan,
    version: front.data.versi,
    system: said("Sistem"),
    user: said("Pengguna"),
  };
}

type Sections = ReturnType<typeof cutSections>["sections"];

function linesOf(sections: Sections, title: string): readonly Line[] {
  return sections.find((section) => section.title === title)?.lines ?? [];
}

/** Every slot once, in the part for the user alone; in the part that commands nothing but the mark. */
function slotProblems(
  name: PromptName,
  named: readonly string[],
  sections: Sections,
  problem: (line: number, said: string) => PromptProblem,
): PromptProblem[] {
  const known: readonly string[] = promptSlots[name];
  const problems: PromptProblem[] = [];
  for (const slot of known) if (!named.includes(slot)) problems.push(problem(1, `isi: "${slot}" belum disebut`));
  for (const slot of named) if (!known.includes(slot)) problems.push(problem(1, `isi: "${slot}" tidak dikenal`));
  const used = SECTIONS.flatMap((title) =>
    linesOf(sections, title).flatMap(({ number, text }) =>
      [...text.matchAll(/\{\{(.*?)(?:\}\}|$)/g)].map(([shown, slot = ""]) => ({ title, number, shown, slot })),
    ),
  );
  for (const [at, { title, number, shown, slot }] of used.entries()) {
    if (shown === `{{${MARK}}}`) continue;
    if (shown !== `{{${slot}}}` || !known.includes(slot)) problems.push(problem(number, `${shown} tidak dikenal`));
    else if (title === "Sistem") problems.push(problem(number, `${shown} hanya boleh di bagian "Pengguna"`));
    else if (used.findIndex((other) => other.slot === slot) < at)
      problems.push(problem(number, `${shown} ditulis dua kali`));
  }
  const isUsed = (slot: string, title: string) => used.some((each) => each.slot === slot && each.title === title);
  for (const slot of known)
    if (!isUsed(slot, "Pengguna")) problems.push(problem(1, `{{${slot}}} belum dipakai di bagian "Pengguna"`));
  if (!isUsed(MARK, "Sistem")) problems.push(problem(1, `{{${MARK}}} belum dipakai di bagian "Sistem"`));
  return problems;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Said as a problem of that file, whatever keeps it from being read.
    return undefined;
  }
}
