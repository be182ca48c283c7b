/** What a document calls itself, and which regulation it changes. */
export type Title = { title: string; amends: string | undefined };

const KINDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^PERATURAN PEMERINTAH PENGGANTI UNDANG ?- ?UNDANG/, "perppu"],
  [/^UNDANG ?- ?UNDANG/, "uu"],
  [/^PERATURAN PEMERINTAH/, "pp"],
  [/^PERATURAN PRESIDEN/, "perpres"],
  [/^KEPUTUSAN PRESIDEN/, "keppres"],
  [/^PERATURAN MENTERI DALAM NEGERI/, "permendagri"],
  [/^PERATURAN MENTERI (?:NEGARA )?PENDAYAGUNAAN/, "permenpanrb"],
  [/^PERATURAN MENTERI KEUANGAN/, "permenkeu"],
  [/^PERATURAN MENTERI/, "permen"],
  [/^PERATURAN (?:BADAN PENGAWAS PEMILIHAN UMUM|BAWASLU)/, "perbawaslu"],
  [/^PERATURAN (?:KOMISI PEMILIHAN UMUM|KPU)/, "pkpu"],
  [/^PERATURAN (?:KEPALA )?BADAN KEPEGAWAIAN NEGARA/, "peraturan-bkn"],
  [/^PERATURAN DAERAH/, "perda"],
  [/^PERATURAN GUBERNUR/, "pergub"],
  [/^PERATURAN BUPATI/, "perbup"],
  [/^PERATURAN WALI ?KOTA/, "perwali"],
];

const NAMED =
  /((?:UNDANG ?- ?UNDANG|PERATURAN|KEPUTUSAN|SURAT EDARAN|INSTRUKSI|QANUN)[^.;:]{0,160}?NOMOR\s*:?\s*[\w./-]+(?:\s+TAHUN\s+[\dOolI]{4})?\s+TENTANG\s+[\s\S]{3,600}?)(?=\s+(?:DENGAN RAHMAT|Menimbang|MENIMBANG|Mengingat|PRESIDEN REPUBLIK|MENTERI [A-Z ]+,|BADAN [A-Z ]+,|KETUA |KEPALA |GUBERNUR |BUPATI |WALI ?KOTA |LEMBARAN|TAMBAHAN|MEMUTUSKAN)|\n\s*\n|$)/g;
const CHANGES =
  /PERUBAHAN\s+(?:KE\w+\s+)?ATAS\s+((?:UNDANG|PERATURAN|KEPUTUSAN)[^.;]{0,120}?)\s+NOMOR\s*:?\s*(\d{1,4})\s+TAHUN\s+([\dOolI]{4})/;

/** Reads the title from the opening of a document. */
export function readTitle(opening: string): Title {
  const flat = opening.replace(/\^/g, "").replace(/[ \t]+/g, " ");
  const named = [...flat.slice(0, 6_000).matchAll(NAMED)].map(([, title = ""]) => firstLines(title));
  // The last start inside the first match: the head of the page often repeats the first words.
  const whole = named[0] ?? "";
  const inner = whole.lastIndexOf(
    whole.slice(0, whole.indexOf(" NOMOR")).split(" REPUBLIK")[0] ?? whole,
    whole.indexOf("NOMOR"),
  );
  const once = inner > 0 ? whole.slice(inner) : whole;
  const again = once.indexOf(once.slice(0, 24), 24);
  const title = again > 0 ? once.slice(0, again).trim() : once;
  return { title: sentenceCase(title), amends: changedRegulation(title) };
}

/** "uu-1-2015" from "… PERUBAHAN KEDUA ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2015 …"; undefined when nothing is changed. */
export function changedRegulation(title: string): string | undefined {
  const match = CHANGES.exec(title.toUpperCase().replace(/\s+/g, " "));
  if (match === null) return undefined;
  const [, kind = "", number = "", year = ""] = match;
  const known = KINDS.find(([pattern]) => pattern.test(kind));
  return known === undefined
    ? undefined
    : `${known[1]}-${Number(number)}-${year.replace(/O/gi, "0").replace(/[lI]/g, "1")}`;
}

/** A title in capitals ends where lines in small letters begin. */
function firstLines(title: string): string {
  const lines = title.trim().split("\n");
  const end = lines.findIndex((line, at) => at > 0 && /\p{Ll}{2}/u.test(line));
  return (end < 0 || /\p{Ll}{2}/u.test(lines[0] ?? "") ? lines : lines.slice(0, end))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

const SMALL = new Set(
  "tentang dan atau atas di ke dari yang dalam dengan untuk pada bagi oleh terhadap menjadi sebagai".split(" "),
);

function sentenceCase(title: string): string {
  if (title !== title.toUpperCase()) return title;
  return title
    .toLowerCase()
    .split(" ")
    .map((word) => (SMALL.has(word) ? word : word.replace(/(?<=^|[-/(])\p{L}/gu, (letter) => letter.toUpperCase())))
    .join(" ");
}
