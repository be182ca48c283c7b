import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runEntry } from "./support/process.ts";

const readme = readFileSync("README.md", "utf8");
const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;

describe("the README", () => {
  it("is at most 120 lines and begins with the two commands", () => {
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(120);
    expect(readme).toMatch(/^# SiNetral\n\n```sh\nnpm ci && npm start\nnpm ci && npm test\n```/);
  });

  it("shows a transcript that the bot really gives", async () => {
    const transcript = /```\n\$ npm start\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const lines = transcript.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "…");
    const typed = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
    const { stdout } = await runEntry("main.ts", [], { input: `${typed.join("\n")}\n` });
    for (const line of lines) if (!line.startsWith("> ")) expect(stdout.split("\n")).toContain(line);
  });

  it("names only commands and files that exist", () => {
    for (const [, name] of readme.matchAll(/npm run (?:-s )?([a-z]+)/g)) expect(Object.keys(scripts)).toContain(name);
    for (const [, file] of readme.matchAll(/\]\(([^)h][^)]*)\)/g))
      expect(() => readFileSync(file ?? ""), file).not.toThrow(/ENOENT/);
  });
});
