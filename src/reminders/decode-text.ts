import { isUtf8 } from "node:buffer";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Something in a file that cannot be used; the line counts from 1, the sentence is Indonesian and says what to do. */
export type LineProblem = { line: number; problem: string };

const OTHER_FILES: ReadonlyArray<readonly [signature: string, name: string]> = [
  ["504b0304", "Excel (.xlsx)"],
  ["d0cf11e0", "Excel lama (.xls)"],
  ["25504446", "PDF"],
];
const MOST_SAMPLED = 4_000;
/** Of so much of plain text every second byte is zero in UTF-16. */
const ZEROS = 0.3;
const SAVE_AGAIN = 'Simpan ulang dari Excel sebagai "CSV UTF-8".';

/** Reads a text file as offices save them: UTF-8 with or without a byte order mark, UTF-16, Windows-1252. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | { problems: LineProblem[] } {
  const signature = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  const other = OTHER_FILES.find(([known]) => signature === known);
  if (other !== undefined)
    return { problems: [{ line: 1, problem: `Ini berkas ${other[1]}, bukan CSV. ${SAVE_AGAIN}` }] };
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const broken = encoding === "windows-1252" ? mixed(bytes) : linesWith(text, "\uFFFD");
  if (broken.length > 0)
    return { problems: broken.map((line) => ({ line, problem: `Ada huruf yang rusak di baris ini. ${SAVE_AGAIN}` })) };
  const control = text.split(LINE_END).findIndex((line) => NO_TEXT.test(line));
  if (control !== -1) return { problems: [{ line: control + 1, problem: `Ini bukan berkas tulisan. ${SAVE_AGAIN}` }] };
  return { text, encoding };
}

const LINE_END = /\r\n?|\n/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it finds what no text has.
const NO_TEXT = /[\x00-\x08\x0e-\x1f]/;

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const sampled = bytes.subarray(0, MOST_SAMPLED);
  for (const [at, byte] of sampled.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sampled.length * ZEROS) return "utf-16le";
  if (even > sampled.length * ZEROS) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

/** The lines that are broken in what is UTF-8 elsewhere; none in what is Windows-1252 throughout. */
function mixed(bytes: Uint8Array): number[] {
  const lossy = new TextDecoder("utf-8").decode(bytes);
  return /[^\0-\x7f\uFFFD]/.test(lossy) ? linesWith(lossy, "\uFFFD") : [];
}

function linesWith(text: string, sign: string): number[] {
  if (!text.includes(sign)) return [];
  return text.split(LINE_END).flatMap((line, at) => (line.includes(sign) ? [at + 1] : []));
}
