import { basename } from "node:path";
import { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";
import { cutFrontMatter, cutSections, type Line, parseFrontMatter, prose, type Section } from "./markdown.ts";
import {
  confidences,
  type Passage,
  passageId,
  passageLabel,
  type Regulation,
  regulationSchema,
  statuses,
} from "./passage.ts";

export type RegulationFile = { regulation: Regulation; passages: Passage[] };

const fieldSchema = z.strictObject({
  Judul: z.string().optional(),
  Keyakinan: z.enum(confidences).optional(),
  Status: z.enum(statuses).optional(),
  Diganti: passageId.optional(),
  Sumber: z.string().optional(),
  Berlaku: z.string().optional(),
  Sampai: z.string().optional(),
});

/** Parses one file of `knowledge/regulations/`; problems name file and line. */
export function parseRegulation(file: string, text: string): RegulationFile | { problems: KnowledgeProblem[] } {
  const markdown = cutFrontMatter(file, text);
  if ("line" in markdown) return { problems: [markdown] };
  const front = parseFrontMatter(markdown, regulationSchema);
  if ("problems" in front) return front;
  const regulation: Regulation = { id: basename(file, ".md"), ...front.data };
  const { before, sections } = cutSections(markdown.body, 2);
  const problems: KnowledgeProblem[] = [];
  const passages: Passage[] = [];
  const whole = toPassage(regulation, "", before, {}, regulation.judul);
  if (whole.ringkasan === "")
    problems.push({ file, line: 1, text: "ringkasan peraturan belum ada (sebelum judul ## pertama)" });
  passages.push(whole);
  for (const section of sections) {
    const result = parseSection(file, regulation, section);
    if ("text" in result) problems.push(result);
    else passages.push(result);
  }
  return problems.length > 0 ? { problems } : { regulation, passages };
}

function parseSection(file: string, regulation: Regulation, section: Section): Passage | KnowledgeProblem {
  const id = passageId.safeParse(`${regulation.id}/${section.title}`);
  if (!id.success)
    return { file, line: section.line, text: `judul bagian "${section.title}" bukan jalur seperti pasal-5/huruf-n` };
  const { fields, rest } = cutFields(section.lines);
  const parsed = fieldSchema.safeParse(fields);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { file, line: section.line, text: `${section.title}: ${issue?.path.join(".")}: ${issue?.message}` };
  }
  const passage = toPassage(regulation, section.title, rest, parsed.data, regulation.judul);
  if (passage.ringkasan === "") return { file, line: section.line, text: `${section.title}: ringkasan kosong` };
  return passage;
}

/** `Kunci: nilai` lines directly under the heading. */
function cutFields(lines: readonly Line[]): { fields: Record<string, string>; rest: Line[] } {
  const fields: Record<string, string> = {};
  let at = 0;
  for (; at < lines.length; at += 1) {
    const text = lines[at]?.text.trim() ?? "";
    if (text === "" && Object.keys(fields).length === 0) continue;
    const field = /^(Judul|Keyakinan|Status|Diganti|Sumber|Berlaku|Sampai):\s*(.+)$/.exec(text);
    if (field === null) break;
    fields[field[1] ?? ""] = field[2] ?? "";
  }
  return { fields, rest: lines.slice(at) };
}

function toPassage(
  regulation: Regulation,
  path: string,
  lines: readonly Line[],
  fields: z.infer<typeof fieldSchema>,
  title: string,
): Passage {
  const id = path === "" ? regulation.id : `${regulation.id}/${path}`;
  return {
    id,
    regulation: regulation.id,
    label: passageLabel(id, regulation.singkat),
    title: fields.Judul ?? title,
    ringkasan: prose(lines),
    status: fields.Status ?? regulation.status,
    replacedBy: fields.Diganti ?? regulation.diganti,
    from: fields.Berlaku ?? regulation.berlaku,
    until: fields.Sampai ?? regulation.sampai,
    checked: regulation.dicek,
    watched: regulation.dipantau,
    confidence: fields.Keyakinan ?? regulation.keyakinan,
    sources: fields.Sumber?.split(/,\s*/) ?? regulation.sumber,
  };
}
