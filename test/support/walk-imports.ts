import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** The folder of the project. */
export const root = join(import.meta.dirname, "..", "..");

/** Everything that `starts` reach, with one file that imports it: files of ours by their path, packages by their name. */
export function walk(starts: readonly string[]): Map<string, string> {
  const found = new Map(starts.map((start) => [start, "itself"]));
  const waiting = [...starts];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const specifier of specifiersOf(readFileSync(join(root, file), "utf8"))) {
      const target = targetOf(file, specifier);
      if (found.has(target)) continue;
      found.set(target, file);
      if (target.startsWith("src/") && target.endsWith(".ts")) waiting.push(target);
    }
  }
  return found;
}

/** What a file imports, exports on or loads, as it is written there. */
export function specifiersOf(code: string): string[] {
  const found = code.matchAll(/(?:\bfrom\s+|^import\s+|\bimport\s*\(\s*|\brequire\s*\(\s*)["']([^"'\s]+)["']/gm);
  return [...found].map(([, specifier = ""]) => specifier);
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith(".")) {
    const path = resolve(root, dirname(file), specifier);
    if (!existsSync(path)) throw new Error(`${file} imports ${specifier}, which is not there`);
    return relative(root, path).replaceAll("\\", "/");
  }
  const pieces = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1);
  return specifier.startsWith("node:") ? specifier : pieces.join("/");
}
