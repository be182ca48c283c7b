import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { texts } from "../../src/chat/texts.ts";
import { fileTexts } from "../../src/tips/file-texts.ts";
import { problemTexts } from "../../src/tips/problem-texts.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { readSaid } from "../../src/tips/words-said.ts";
import { root } from "../support/walk-imports.ts";

/** What is said once a part is on the disk, and never else. */
const MARK = "\u2714";

/** What functions among the texts are called with; a text that takes something else fails loudly. */
const SAMPLES: ReadonlyArray<readonly unknown[]> = [
  ["telegram", true],
  [3, 2],
  [[2, 4]],
  ["2026-11-29", "2026-11-29", "x", "x", "x"],
];

/** Every text in an object of texts, with its key. */
function said(value: unknown, key = ""): Array<readonly [string, string]> {
  if (typeof value === "string") return [[key, value]];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, each]) => said(each, `${key}.${name}`));
  if (typeof value !== "function") return [];
  return SAMPLES.flatMap((args) => {
    try {
      return said(value(...args), key);
    } catch (error) {
      // Not what it takes; another sample is.
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
}

const withoutComments = (code: string) => code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*/gm, "");

const ofTips = [...said(tipTexts, "tip"), ...said(fileTexts, "file"), ...said(problemTexts, "problem")];

describe("what a reporter is told before the first word", () => {
  it.each(["telegram", "whatsapp", "terminal"] as const)("fits a small screen and names what %s sees", (channel) => {
    const text = tipTexts.consent(channel);
    expect(text.length).toBeLessThanOrEqual(1_300);
    expect(text.toLowerCase()).toContain(channel);
    for (const words of ["rahasia", "bukan tanpa jejak", "sekejap", "7 hari kerja", "7 hari kalender", "LPSK", "BATAL"])
      expect(text).toContain(words);
  });
});

describe("the sentences of a report", () => {
  it("carry the mark of what is stored in one place alone", () => {
    const marked = [...ofTips, ...said(texts, "chat")].filter(([, text]) => text.includes(MARK));
    expect(new Set(marked.map(([key]) => key))).toEqual(new Set(["tip.stored"]));
    const lines = ["src", "knowledge"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(ts|md|ya?ml|html|css)$/.test(name) && name !== "stored-sign.ts")
        .flatMap((name) => withoutComments(readFileSync(join(root, folder, name), "utf8")).split("\n"))
        .filter((line) => line.includes(MARK) || /\\u\{?2714/i.test(line)),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^ {2}stored: /);
  });

  it("say a command back without a mark that somebody wrote into it", () => {
    expect(readSaid(`/kirim${MARK} sekarang`)).toEqual({ kind: "command", word: "/kirim" });
  });

  it("promise to be confidential, never that nobody can tell who wrote", () => {
    const all = [...ofTips, ...said(texts, "chat")];
    expect(all.filter(([, text]) => /anonim|tanpa jejak(?<!bukan tanpa jejak)|dijamin|100 ?%/i.test(text))).toEqual([]);
    expect(tipTexts.held).toContain("rahasia");
  });

  it("say of every file that is refused that it was not kept, and what to do instead", () => {
    for (const [key, text] of said(fileTexts)) {
      expect(text, key).toContain("tidak disimpan");
      expect(text, key).toMatch(/[Kk]irim|[Cc]eritakan|ketik/);
    }
    for (const [key, text] of said(tipTexts.fileUnavailable)) expect(text, key).toContain("tidak tersimpan");
  });

  it("are short enough to be read on a phone in a hurry", () => {
    const long = ofTips.filter(([key, text]) => key !== "tip.consent" && text.length > 320);
    expect(long.map(([key, text]) => `${key}: ${text.length}`)).toEqual([]);
  });
});
