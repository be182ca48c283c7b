import { describe, expect, it } from "vitest";
import { CODE_WORDS, numberOfWord } from "../src/code-words.ts";

/** What can be left of a word when a letter is lost: two words within one letter of each other share one of these or themselves. */
function shortened(word: string): Array<[left: string, at: number]> {
  return Array.from(word, (_, at) => [word.slice(0, at) + word.slice(at + 1), at]);
}

describe("the words of codes", () => {
  it("are 2,048 of 4 to 8 letters of a–z, in order, and each is told from all others by its first four", () => {
    expect(CODE_WORDS).toHaveLength(2048);
    expect(CODE_WORDS.filter((word) => !/^[a-z]{4,8}$/.test(word))).toEqual([]);
    expect([...CODE_WORDS].sort()).toEqual(CODE_WORDS);
    expect(new Set(CODE_WORDS.map((word) => word.slice(0, 4))).size).toBe(2048);
  });

  it("are never one letter apart: none becomes another by one changed, added or lost", () => {
    const words = new Set(CODE_WORDS);
    const close: string[][] = [];
    const seen = new Map<string, string>();
    for (const word of CODE_WORDS)
      for (const [left, at] of shortened(word)) {
        if (words.has(left)) close.push([word, left]);
        const same = seen.get(`${left} ${at}`);
        if (same !== undefined && same !== word) close.push([word, same]);
        seen.set(`${left} ${at}`, word);
      }
    expect(close).toEqual([]);
  });

  it("are known by any beginning of four letters or more, and by nothing else", () => {
    CODE_WORDS.forEach((word, number) => {
      for (let length = 4; length <= word.length; length += 1) expect(numberOfWord(word.slice(0, length))).toBe(number);
      expect(numberOfWord(word.slice(0, 3))).toBeUndefined();
      expect(numberOfWord(`${word}x`)).toBeUndefined();
    });
    expect(numberOfWord("")).toBeUndefined();
  });

  it("say nothing of elections, offices or faiths, and nothing that hurts or that a chat could take for an order", () => {
    const unwanted =
      `agama bawaslu berhenti bodoh buang bukti bunuh bupati calon camat coblos dinas doa dosa dukung haram iman jabat
      kampanye kantor kawin kepala kode korup kotak kubur kursi lapor lewati lurah mandat mati mayat menang menteri nama netral partai
      pegawai pejabat pelapor pemilu penjara perang petugas pilih pimpin presiden rahasia rakyat saksi sanksi selesai suara sukses surat
      tuhan undang wali`.split(/\s+/);
    expect(unwanted.filter((word) => CODE_WORDS.includes(word))).toEqual([]);
  });
});
