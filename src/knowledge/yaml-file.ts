import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";

/** A YAML file that fits its schema, and where in it a field stands. */
export type YamlFile<T> = { data: T; lineOf(path: readonly PropertyKey[]): number };

/** Parses and checks a whole YAML file; every problem carries the line of the field it is about. */
export function parseYamlFile<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): YamlFile<T> | { problems: KnowledgeProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, schema: "core" });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      file,
      line: counter.linePos(pos[0]).line,
      text: message.split("\n")[0] ?? message,
    }));
    return { problems };
  }
  /** A field that is missing is looked for where it should stand. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    if (node?.range !== undefined) return counter.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { data: parsed.data, lineOf };
  const problems = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path),
    text: `${issue.path.join(".") || "berkas"}: ${issue.message}`,
  }));
  return { problems };
}
