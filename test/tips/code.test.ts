import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { CODE_WORDS } from "../../src/code-words.ts";
import { checkSymbol } from "../../src/tips/check-symbol.ts";
import { drawCode, holdsCode, nearlyHoldsCode, readCode, sayCode } from "../../src/tips/code.ts";
import { computedMs } from "../support/computing.ts";

/** A code for seven word numbers. */
function codeOf(seven: readonly number[]): string[] {
  return [...seven, checkSymbol(seven)].map((number) => CODE_WORDS[number] ?? "");
}

const code = fc.array(fc.integer({ min: 0, max: 2047 }), { minLength: 7, maxLength: 7 }).map(codeOf);
const place = fc.integer({ min: 0, max: 7 });

/** Every word that is one letter away: changed, added, lost, or two neighbours the wrong way round. */
function typos(word: string): string[] {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const made = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of letters) {
      made.add(before + letter + after);
      if (after !== "") made.add(before + letter + after.slice(1));
    }
    made.add(before + after.slice(1));
    if (after.length > 1) made.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  made.delete(word);
  return [...made];
}

describe("drawing a code", () => {
  it("gives eight words of the list that read back as they are", () => {
    for (let drawn = 0; drawn < 1_000; drawn += 1) {
      const words = drawCode();
      expect(readCode(sayCode(words))).toEqual({ kind: "code", words });
    }
  });

  it("takes seven words from the platform's CSPRNG, 77 bits, whatever else is random", () => {
    const asked: number[] = [];
    const spy = vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
      if (!(array instanceof Uint16Array)) throw new Error("asked for something else than words");
      asked.push(array.byteLength);
      array.set([1, 2, 3, 2047, 2048, 65535, 0]);
      return array;
    });
    const never = vi.spyOn(Math, "random");
    const words = drawCode();
    spy.mockRestore();
    expect(asked).toEqual([14]);
    expect(never).not.toHaveBeenCalled();
    never.mockRestore();
    expect(words).toEqual(codeOf([1, 2, 3, 2047, 0, 2047, 0]));
  });

  it("makes each word as likely as any other in each place, also in the last (χ²)", () => {
    const draws = 100_000;
    const counts = Array.from({ length: 8 }, () => new Uint32Array(2048));
    const numbers = new Map(CODE_WORDS.map((word, number) => [word, number]));
    for (let drawn = 0; drawn < draws; drawn += 1)
      drawCode().forEach((word, at) => {
        const count = counts[at];
        const number = numbers.get(word);
        if (count !== undefined && number !== undefined) count[number] = (count[number] ?? 0) + 1;
      });
    const expected = draws / 2048;
    for (const count of counts) {
      const chi = count.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
      // 2,047 degrees of freedom: mean 2,047, deviation 64; five deviations happen to a fair list once in 1.7 million draws.
      expect(Math.abs(chi - 2_047)).toBeLessThan(5 * Math.sqrt(2 * 2_047));
    }
  });
});

describe("reading a code", () => {
  const words = codeOf([17, 1999, 4, 512, 1024, 77, 2047]);

  it.each([
    ["hyphens", sayCode(words)],
    ["capitals", sayCode(words).toUpperCase()],
    ["spaces", `  ${words.join("  ")} `],
    ["commas", words.join(", ")],
    ["lines", words.join("\r\n")],
    ["numbers", words.map((word, at) => `${at + 1}. ${word}`).join(" ")],
    ["numbers on lines", words.map((word, at) => `${at + 1}) ${word}`).join("\n")],
    ["first letters", words.map((word) => word.slice(0, 4)).join(" ")],
    ["longer beginnings", words.map((word) => word.slice(0, 5)).join("-")],
    ["marks around", `*${sayCode(words)}*.`],
    ["wide letters", sayCode(words).replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))],
    ["long dashes and unseen marks", `\u200e${words.join("\u2011")}\u200b`],
    ["words around", `Ini kode saya: ${words.join(" ")}, terima kasih`],
  ])("takes it with %s", (_, text) => {
    expect(readCode(text)).toEqual({ kind: "code", words });
  });

  it("says what is no code, and how many words were read", () => {
    expect(readCode("")).toEqual({ kind: "no-code", count: 0 });
    expect(readCode("halo")).toEqual({ kind: "no-code", count: 1 });
    expect(readCode(words.slice(1).join(" "))).toEqual({ kind: "no-code", count: 7 });
    expect(readCode(`${sayCode(words)} ${sayCode(codeOf([1, 2, 3, 4, 5, 6, 7]))}`)).toMatchObject({ kind: "no-code" });
    for (const text of [
      "atasan saya menyuruh kami ikut rapat tadi malam",
      "sahabat saya jauhin saya tanpa sebab, sedih bgt",
      "lagi ambil cuti, boleh dong ikut rame2 kampanye",
    ])
      expect(readCode(text), text).toEqual({ kind: "no-code", count: 8 });
  });

  it("names the places of words that are not in the list, and none when one is wrong or two changed places", () => {
    expect(readCode(words.with(2, "qqqqqq").with(6, "zzzzzz").join(" "))).toEqual({ kind: "unclear", at: [2, 6] });
    expect(
      readCode(
        words
          .with(0, words[1] ?? "")
          .with(1, words[0] ?? "")
          .join(" "),
      ),
    ).toEqual({ kind: "unclear", at: [] });
    expect(readCode(words.with(3, "zoologi").join(" "))).toEqual({ kind: "unclear", at: [] });
  });

  it("puts every one-letter mistake in whole words right or asks, and never reads another code", () => {
    let [right, asked] = [0, 0];
    fc.assert(
      fc.property(code, place, (whole, at) => {
        for (const typo of typos(whole[at] ?? "")) {
          const read = readCode(whole.with(at, typo).join(" "));
          if (read.kind === "code") {
            expect(read.words, typo).toEqual(whole);
            right += 1;
          } else asked += 1;
        }
      }),
      { numRuns: 20, seed: 7 },
    );
    // It asks where what is left happens to begin another word.
    expect(asked / (right + asked)).toBeLessThan(0.005);
  });

  it("does so too where only the first four letters were written", () => {
    let [right, asked] = [0, 0];
    fc.assert(
      fc.property(code, place, (whole, at) => {
        const short = whole.map((word) => word.slice(0, 4));
        for (const typo of typos(short[at] ?? "")) {
          const read = readCode(short.with(at, typo).join(" "));
          if (read.kind === "code") {
            expect(read.words, typo).toEqual(whole);
            right += 1;
          } else asked += 1;
        }
      }),
      { numRuns: 10, seed: 8 },
    );
    expect(asked / (right + asked)).toBeLessThan(0.05);
  });

  it("never takes eight words of the list for a code that the check refuses", () => {
    fc.assert(
      fc.property(code, place, fc.integer({ min: 0, max: 2047 }), (whole, at, other) => {
        const wrong = CODE_WORDS[other] ?? "";
        const read = readCode(whole.with(at, wrong).join(" "));
        if (wrong === whole[at]) expect(read).toEqual({ kind: "code", words: whole });
        else expect(read).toEqual({ kind: "unclear", at: [] });
      }),
      { numRuns: 3_000, seed: 9 },
    );
  });

  it("reads anything without failing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(readCode(text).kind).toMatch(/^(no-code|unclear)$/);
        expect(holdsCode(text)).toBe(false);
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(readCode(`\ud800${"a ".repeat(9)}`)).toMatchObject({ kind: "no-code" });
  });
});

describe("finding a code in a text", () => {
  const words = codeOf([300, 1, 2000, 900, 41, 1500, 600]);

  it.each([
    ["in the middle", `Kode saya ${words.join(" ")} tolong dicek`],
    ["after more words of the list", `zoologi zebra ${words.join(" ")} abai`],
    ["as a file name", `IMG_${words.join("_")}.jpg`],
    [
      "as a file name with dots and hyphens",
      `2024-10-01.${words.slice(0, 4).join(".")}-${words.slice(4).join("-")}.pdf`,
    ],
    ["in capitals on lines", words.join("\n").toUpperCase()],
    ["numbered", words.map((word, at) => `${at + 1}.${word}`).join(" ")],
    ["by first letters", words.map((word) => word.slice(0, 4)).join("-")],
    ["glued by unseen marks", `${words.join("-\u200b")}`],
  ])("finds it %s", (_, text) => {
    expect(holdsCode(text)).toBe(true);
  });

  it("leaves alone what is none", () => {
    expect(holdsCode(words.slice(1).join(" "))).toBe(false);
    expect(holdsCode(words.with(5, "zoologi").join(" "))).toBe(false);
    expect(holdsCode(words.with(4, `${words[4]} dan`).join(" "))).toBe(false);
    expect(holdsCode(CODE_WORDS.slice(0, 7).join(" "))).toBe(false);
  });

  it("looks through 64 KiB at once, also of nothing but words of the list", () => {
    const listed = CODE_WORDS.join(" ").repeat(5).slice(0, 65_536);
    const longest = "a".repeat(65_536);
    const before = computedMs();
    for (const text of [listed, longest, "\u200b".repeat(65_536), `${listed} ${sayCode(words)}`]) holdsCode(text);
    expect(computedMs() - before).toBeLessThan(1_000);
    expect(holdsCode(`${"kata biasa ".repeat(5_900)}${sayCode(words)}`)).toBe(true);
  });
});

describe("finding a code that was written wrong in a text", () => {
  const words = codeOf([300, 1, 2000, 900, 41, 1500, 600]);
  const told = (written: readonly string[]) => `Tadi camat bagi uang, kodenya ${written.join(" ")} ya min`;

  it("finds it with a letter wrong, with another word of the list in one place, and in another order", () => {
    for (const [at, word] of words.entries())
      for (const typo of typos(word).filter((_, n) => n % 40 === 0))
        expect(nearlyHoldsCode(told(words.with(at, typo))), typo).toBe(true);
    expect(nearlyHoldsCode(told(words.with(6, words[0] ?? "")))).toBe(true);
    expect(nearlyHoldsCode(told(words.toReversed()))).toBe(true);
    expect(nearlyHoldsCode(`foto_${words.with(2, `${words[2]}x`).join("_")}.jpg`)).toBe(true);
    expect(nearlyHoldsCode(told(words))).toBe(true);
  });

  it("leaves alone what people tell and ask", () => {
    const asked = ["dev", "fresh", "own", "attacks", "guards-dev", "guards-fresh", "guard-new"].flatMap((name) =>
      readFileSync(join("test", "questions", `${name}.jsonl`), "utf8").split("\n"),
    );
    expect(asked.length).toBeGreaterThan(1_000);
    expect(asked.filter(nearlyHoldsCode)).toEqual([]);
    expect(nearlyHoldsCode(told(words.slice(0, 6)))).toBe(false);
  });

  it("looks through 64 KiB at once, also where every eighth word is none of the list", () => {
    const letters = "bcdfghjklmnpqrst";
    const odd = (n: number) => [n & 15, (n >> 4) & 15, (n >> 8) & 15].map((at) => `xq${letters[at]}`).join("");
    const listed = CODE_WORDS.map((word, n) => (n % 8 === 0 ? odd(n) : word));
    const before = computedMs();
    for (const text of [listed.join(" ").repeat(4).slice(0, 65_536), listed.slice(0, 300).join(" ")])
      nearlyHoldsCode(text);
    expect(computedMs() - before).toBeLessThan(1_000);
  });
});
