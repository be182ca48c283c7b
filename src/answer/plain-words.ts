import type { Words } from "./words.ts";

/** Words that add nothing of their own to a follow-up. */
export const BARE: ReadonlySet<string> = new Set(
  "kalau terus trus lalu tetapi berarti jadi yang itu ini oh nah lha dan atau di ke dari pada bagi untuk sama saja juga kan ya sih dong nya saya kami dia orang calon calonnya kpu pns asn status statusnya pakai tidak bagaimana gimana apakah masih baru posisi kondisi dengan mau akan dinas pakaian_bebas".split(
    " ",
  ),
);

/** Words that only ask, or only sound polite. */
const ASKING: ReadonlySet<string> = new Set(
  "boleh bisa apa kah soal tentang ada kena larang min admin kak kaka bang pak bu mas mbak tolong mohon izin tanya to ka ji mi ki lah pun eh ee e deh lai toh".split(
    " ",
  ),
);

/** Whether a word adds nothing of its own, be it that it asks. */
export function isBare(word: string): boolean {
  return BARE.has(word) || ASKING.has(word);
}

/** The roots that say what a message is about. */
export function contentOf({ stems }: Words): string[] {
  return stems.filter((stem) => !isBare(stem));
}
