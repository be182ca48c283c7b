import { describe, expect, it } from "vitest";
import { readRichText, withoutFormatting } from "../../src/reminders/rich-text.ts";
import { computedMs } from "../support/computing.ts";

/** The spans as one line: bold in [b …], italic in [i …]. */
const shown = (text: string) =>
  readRichText(text)
    .map((spans) =>
      spans
        .map((span) => {
          const looks = [...(span.bold ? ["b"] : []), ...(span.italic ? ["i"] : [])].join("");
          return looks === "" ? span.text : `[${looks} ${span.text}]`;
        })
        .join(""),
    )
    .join("¶");

describe("the formatting of a broadcast", () => {
  it.each([
    ["*Penting*: besok _wajib_ hadir", "[b Penting]: besok [i wajib] hadir"],
    ["*rapat _netralitas_ besok*", "[b rapat ][bi netralitas][b  besok]"],
    ["_*dua-duanya*_", "[bi dua-duanya]"],
    ["bawa:\n- KTP\n- *undangan*", "bawa:\n• KTP\n• [b undangan]"],
    ["satu\n\n\n\ndua", "satu¶dua"],
    ["baris satu\r\nbaris dua  ", "baris satu\nbaris dua"],
    ["nilai 3*4*5 dan nama_berkas_baru", "nilai 3*4*5 dan nama_berkas_baru"],
    ["* bukan tebal * dan _ bukan miring _", "* bukan tebal * dan _ bukan miring _"],
    ["*mulai\nselesai*", "*mulai\nselesai*"],
    ["buka https://contoh.go.id/a_b_c*d*e ya", "buka https://contoh.go.id/a_b_c*d*e ya"],
    ["*lihat https://contoh.go.id/x_y_z*", "[b lihat https://contoh.go.id/x_y_z]"],
    ["**ganda**", "[b ganda]"],
    ["(*dalam kurung*)", "([b dalam kurung])"],
    ["*satu* *dua*", "[b satu] [b dua]"],
    ["<b>bukan kode</b> & aman", "<b>bukan kode</b> & aman"],
    ["*😀 senyum 😀*", "[b 😀 senyum 😀]"],
    ["aman\u202Ekilab\u200B", "amankilab"],
    ["   \n\n ", ""],
  ])("reads %j as %j", (text, spans) => {
    expect(shown(text)).toBe(spans);
  });

  it("reads a long text with many signs in no time", () => {
    const before = computedMs();
    readRichText("*_".repeat(2_000) + " *a".repeat(1_000));
    expect(computedMs() - before).toBeLessThan(1_000);
  });

  it("leaves the bare words where nothing can be formatted", () => {
    expect(withoutFormatting("*Apel* pagi\n\n- _baju_ putih")).toBe("Apel pagi\n\n• baju putih");
  });
});
