/** Words behind which people write a name. */
const BEFORE_NAMES =
  /\b(bapak|bpk|pak|ibu|bu|sdra?|sdri|saudara|saudari|kak|mas|mbak|bang|haji|hj|drs|dra|dr|ir)\b\.?\s+/giu;
/** What may stand there instead: an office is no name. */
const OFFICE =
  /^(?:kepala|ka\p{L}{2,8}|sekretaris|sek\p{L}{2,4}|wakil|plt|plh|staf\p{L}*|pejabat|analis|bendahara|camat|lurah|asisten|direktur|ketua|anggota|pengawas|guru|dokter|perawat|bidan|rekan|teman|atasan|pimpinan|kota)$/iu;
const MOST_WORDS = 4;

/**
 * A short remark without the names that are plain in it (behind "Bapak" and the like) and without numbers that stand for
 * somebody. It helps whoever forgets that they were asked for none; it finds no name that stands alone.
 */
export function withoutNames(text: string): string {
  const hidden = text.replace(/(?:\+?\d[\s.-]?){6,}/g, "⟨…⟩");
  let kept = "";
  let at = 0;
  for (const match of hidden.matchAll(BEFORE_NAMES)) {
    const from = match.index + match[0].length;
    if (match.index < at) continue;
    const name = nameAt(hidden.slice(from));
    if (name === 0) continue;
    kept += `${hidden.slice(at, from)}⟨…⟩`;
    at = from + name;
  }
  return (kept + hidden.slice(at)).replace(/\s+/g, " ").trim();
}

/** How many characters of a name a text begins with. */
function nameAt(text: string): number {
  const words = [...text.matchAll(/[\p{L}.'-]+/gu)];
  let end = 0;
  for (const [at, word] of words.entries()) {
    if (at === MOST_WORDS || OFFICE.test(word[0])) break;
    // Names have capitals, or are the one word behind the title in hurried writing.
    if (at > 0 && !/^\p{Lu}/u.test(word[0])) break;
    if (at > 0 && /[,;:()]/.test(text.slice(end, word.index))) break;
    end = word.index + word[0].length;
  }
  return end;
}
