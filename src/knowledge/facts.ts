import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";
import { confidences, passageId } from "./passage.ts";

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "huruf kecil, angka, dan tanda hubung");

const schema = z.strictObject({
  id: slug,
  fakta: z.string().min(20).max(320),
  keyakinan: z.enum(confidences),
  bagian: z.array(passageId).default([]),
  /** Where a fact of practice comes from, which stands in no regulation. */
  sumber: z.array(z.string().regex(/^https?:\/\//, "sumber harus alamat http(s)")).default([]),
  keadaan: z.array(slug).default([]),
  alasan: z.string().min(10).optional(),
});

/** One fact of the law or of practice, and where the bot says it. */
export type Fact = {
  id: string;
  /** The fact in one sentence of our own. */
  text: string;
  confidence: (typeof confidences)[number];
  /** The passages it stands in. */
  passages: readonly string[];
  sources: readonly string[];
  /** The situations that answer a question about it. */
  situations: readonly string[];
  /** Why nobody asks about it, or where else it is said. */
  reason: string | undefined;
};

/** Parses one file of `knowledge/fakta/`, a YAML list; every problem names the line of the field it is about. */
export function parseFacts(file: string, text: string): { facts: Fact[]; problems: KnowledgeProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, schema: "core" });
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : counter.linePos(offset).line);
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    if (node?.range === undefined && path.length > 0) return lineOf(path.slice(0, -1));
    return lineAt(node?.range?.[0]);
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      file,
      line: lineAt(pos[0]),
      text: message.split("\n")[0] ?? message,
    }));
    return { facts: [], problems };
  }
  const entries: unknown = document.toJS();
  if (!Array.isArray(entries)) return { facts: [], problems: [{ file, line: 1, text: "tulis daftar fakta: - id: …" }] };
  const facts: Fact[] = [];
  const problems: KnowledgeProblem[] = [];
  for (const [index, entry] of entries.entries()) {
    const parsed = schema.safeParse(entry);
    if (parsed.success) {
      const { id, fakta, keyakinan, bagian, sumber, keadaan, alasan } = parsed.data;
      const fact = { id, text: fakta, confidence: keyakinan, passages: bagian, sources: sumber };
      facts.push({ ...fact, situations: keadaan, reason: alasan });
      if (bagian.length === 0 && sumber.length === 0 && keyakinan !== "rendah")
        problems.push({ file, line: lineOf([index]), text: `${id}: tulis bagian tempatnya berdiri, atau sumber` });
      continue;
    }
    for (const { path, message } of parsed.error.issues)
      problems.push({ file, line: lineOf([index, ...path]), text: `${path.join(".") || "fakta"}: ${message}` });
  }
  return { facts, problems };
}

/** What the facts of a file point at and nobody wrote, by line. */
export function danglingFacts(
  file: string,
  text: string,
  facts: readonly Fact[],
  passages: ReadonlyMap<string, unknown>,
  situations: ReadonlyMap<string, unknown>,
): KnowledgeProblem[] {
  const lines = text.split("\n");
  return facts.flatMap(({ id, passages: stands, situations: answers }) => {
    const start = lines.findIndex((line) => line.trim() === `- id: ${id}`);
    const problem = (name: string, what: string): KnowledgeProblem => {
      const at = lines.findIndex((line, index) => index > start && line.includes(name));
      return { file, line: (at < 0 ? start : at) + 1, text: `${id}: ${name} tidak ada di knowledge/${what}` };
    };
    return [
      ...stands.filter((name) => !passages.has(name)).map((name) => problem(name, "regulations")),
      ...answers.filter((name) => !situations.has(name)).map((name) => problem(name, "situations")),
    ];
  });
}
