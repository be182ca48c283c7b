import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = [
  "README.md",
  "README.id.md",
  "PRIVACY.id.md",
  ...readdirSync("docs").map((name) => `docs/${name}`),
].filter((file) => file.endsWith(".md"));

/** What a heading is called in a link, as GitHub has it. */
function anchorOf(heading: string): string {
  const bare = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "");
  return bare.replaceAll(" ", "-");
}

function anchorsIn(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

describe("the links of the pages", () => {
  it.each(pages)("lead somewhere: %s", (file) => {
    for (const [link, to = "", anchor] of readFileSync(file, "utf8").matchAll(
      /\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g,
    )) {
      const target = to === "" ? file : join(dirname(file), to);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined) expect(anchorsIn(target), link).toContain(anchor);
    }
  });
});
