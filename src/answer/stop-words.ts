/** Words too common to tell documents apart; searching for them only costs time. */
const STOP = new Set(
  "yang di ke dari dan atau untuk dengan pada dalam ini itu saya kami dia mereka apa apakah tidak boleh bisa harus ada kalau juga sudah saja ya kah sih dong nya oleh agar akan adalah jadi".split(
    " ",
  ),
);

/** Whether a word can tell one document from another. */
export function tellsApart(word: string): boolean {
  return word.length > 1 && !STOP.has(word);
}
