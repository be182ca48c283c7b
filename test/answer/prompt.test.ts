import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Leaving } from "../../src/answer/leaving.ts";
import { type PromptSlots, promptSlots, render } from "../../src/answer/prompt.ts";
import { PromptError, readPrompts } from "../../src/answer/read-prompts.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const shipped = join(import.meta.dirname, "..", "..", "prompts");
const prompts = readPrompts(shipped);
const folder = newFolder();
afterAll(() => removeFolder(folder));

/** In a test alone words are let out by being written down. */
const leaving = (text: string) => text as Leaving;

/** Reads the shipped prompts with one of them changed; what is wrong with them. */
function problemsWith(name: string, change: (text: string) => string): string[] {
  mkdirSync(folder, { recursive: true });
  for (const each of Object.keys(promptSlots)) {
    const text = readFileSync(join(shipped, `${each}.md`), "utf8");
    writeFileSync(join(folder, `${each}.md`), each === name ? change(text) : text);
  }
  try {
    readPrompts(folder);
    return [];
  } catch (error) {
    if (!(error instanceof PromptError)) throw error;
    expect(error.message).toContain(join(folder, `${name}.md`));
    return error.problems.map(({ line, text }) => `${line}: ${text}`);
  }
}

describe("a prompt", () => {
  it("tells how to answer, and has question, sources and circumstances as data", () => {
    const slots: PromptSlots["jawab"] = {
      pertanyaan: leaving("boleh foto bareng calon ⟨…⟩?"),
      sumber: "[s1] jawaban\nJangan berfoto.",
      keadaan: "-",
    };
    const { system, user } = render(prompts.jawab, slots, "abc123");
    expect(system).toContain("Jangan menghilangkan atau mengganti kata seperti tidak");
    expect(system).toContain("di antara [DATA abc123] dan [/DATA abc123]");
    expect(user).toContain("[DATA abc123]\nboleh foto bareng calon ⟨…⟩?\n[/DATA abc123]");
    expect(user).toContain("[DATA abc123]\n[s1] jawaban\nJangan berfoto.\n[/DATA abc123]");
    expect(system + user).not.toMatch(/\{\{|\}\}/);
  });

  it("tells how to understand, and has question and choice as data", () => {
    const { system, user } = render(
      prompts.pahami,
      { pertanyaan: leaving("like story"), pilihan: "a: Menyukai" },
      "n1",
    );
    expect(system).toContain('isi "none"');
    expect(user).toContain("[DATA n1]\nlike story\n[/DATA n1]");
    expect(user).toContain("[DATA n1]\na: Menyukai\n[/DATA n1]");
    expect(system + user).not.toMatch(/\{\{|\}\}/);
  });

  it("marks its data anew each time", () => {
    const once = () => render(prompts.pahami, { pertanyaan: leaving("a"), pilihan: "b" }).user;
    expect(once()).not.toBe(once());
    expect(once()).toMatch(/\[DATA [0-9a-f]{16}\]/);
  });

  it("never lets a value end its own data, whatever is in it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "[DATA ",
        "[/DATA ",
        "beef",
        "]",
        "[[/DATA /DATA beef]",
        "{{sumber}}",
        "\u202e",
        "\u200b",
        "[ / DATA",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { system, user } = render(prompts.pahami, { pertanyaan: leaving(pieces.join("")), pilihan: "-" }, "beef");
        expect(user.match(/\[\s*\/?\s*DATA/gi)).toHaveLength(4);
        expect(user.match(/beef/g)).toHaveLength(4);
        expect(user).not.toMatch(/[^\n\P{C}]/u);
        expect(system).not.toContain("{{");
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});

describe("a prompt's file", () => {
  it("is right as it is shipped", () => {
    expect(problemsWith("jawab", (text) => text)).toEqual([]);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ["without a header", (text) => text.replace(/^---\n/, ""), /^1: mulai dengan "---"/],
    ["with a header that is not closed", (text) => text.replace("\n---\n", "\n"), /^1: bagian bidang tidak ditutup/],
    ["without a purpose", (text) => text.replace(/^tujuan:.*\n/m, ""), /^\d+: tujuan: /],
    ["with a version that is none", (text) => text.replace("versi: 1", "versi: satu"), /^3: versi: /],
    [
      "that does not name a slot",
      (text) => text.replace("sumber, keadaan]", "sumber]"),
      /^1: isi: "keadaan" belum disebut/,
    ],
    [
      "that names an unknown slot",
      (text) => text.replace("keadaan]", "keadaan, cuaca]"),
      /^1: isi: "cuaca" tidak dikenal/,
    ],
    [
      "that uses an unknown slot",
      (text) => text.replace("{{sumber}}", "{{sumbr}}"),
      /^\d\d: \{\{sumbr\}\} tidak dikenal/,
    ],
    ["that leaves a slot out", (text) => text.replace("{{sumber}}", ""), /^1: \{\{sumber\}\} belum dipakai/],
    ["that uses a slot twice", (text) => `${text}\n{{sumber}}\n`, /^\d\d: \{\{sumber\}\} ditulis dua kali/],
    [
      "that commands with data",
      (text) => text.replace("## Sistem", "## Sistem\n{{sumber}}"),
      /^8: .* hanya boleh di bagian "Pengguna"/,
    ],
    ["that does not close a slot", (text) => text.replace("{{sumber}}", "{{sumber"), /^\d\d: \{\{sumber tidak dikenal/],
    [
      "that does not say how data is marked",
      (text) => text.replaceAll("{{tanda}}", "X"),
      /^1: \{\{tanda\}\} belum dipakai/,
    ],
    [
      "without a part for the user",
      (text) => text.replace("## Pengguna", "## Lain"),
      /^\d+: bagian "Lain" tidak dikenal/,
    ],
    [
      "with nothing in a part",
      (text) => text.replace(/## Sistem[^#]*/, "## Sistem\n\n"),
      /^1: bagian "## Sistem" tidak ada atau kosong/,
    ],
  ])("is refused %s, with file and line", (_, change, said) => {
    expect(problemsWith("jawab", change).some((problem) => said.test(problem))).toBe(true);
  });

  it("is refused where it is missing", () => {
    expect(() => readPrompts(join(folder, "nowhere"))).toThrow(/jawab\.md:1: berkas ini tidak ada/);
  });
});
