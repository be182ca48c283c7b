import type { BroadcastBody } from "./broadcast.ts";
import type { EventBody } from "./event.ts";
import { type LintRule, lintRules } from "./lint-rules.ts";
import type { LintFinding } from "./releasing.ts";

/** Forbids what follows it; "jangan lupa" asks for it instead. */
const FORBIDS =
  /(?<!tidak )(?<!bukan )\b(?:dilarang|larangan|melarang|terlarang|(?:tidak|tak) (?:boleh|diperbolehkan|dibenarkan|diperkenankan|diizinkan|dapat|akan|pernah|bisa|patut|ikut|memberi\w*|men\w+|mem\w+|me\w+)|jangan(?! (?:lupa|ragu|sungkan|takut|malu|segan|sampai|golput|diam|lewatkan|kasih kendor))|hindari|menghindari|mencegah|menolak|tolak|tanpa|bebas dari|sanksi|dikenai|pelanggaran|melanggar)\b/iu;
/** Turns a sentence into one about rules. */
const RULES =
  /\b(?:netral\w*|dilarang|larang\w*|melarang|(?:tidak|tak) (?:boleh|dibenarkan|diperkenankan|memihak)|jangan(?! (?:lupa|ragu|sungkan|takut|malu|segan|sampai))|hindari|sanksi|pelanggar\w*|melanggar|disiplin|kode etik|bawaslu|panwas\w*|kpu|kpud|tahapan|penetapan|pendaftaran|verifikasi|pengundian|pengawas\w*|aturan|peraturan|undang-undang|uu|pp|skb|hukum|pasal|cuti|sengketa|dana kampanye|masa kampanye|berpihak|memihak)\b/iu;
/** The forms in which rules speak of a deed; a bare "coblos" is a call. */
const SPOKEN_OF = /^(?:me|pe|di|ber|dukungan|keberpihakan)/iu;
const MOST_WORDS_BETWEEN = 7;

/**
 * What a neutral office does not send in a text: words for a candidate or party, ballot numbers, slogans, hashtags. Each finding
 * has the words as they stand there and why, in Indonesian. Texts that explain what is forbidden pass; names of people and parties are
 * not known here, so whoever approves still reads.
 */
export function lint(text: string): LintFinding[] {
  const plain = cleaned(text);
  const found = [plain, unmasked(plain)].flatMap(findings);
  const kept = found.filter(
    ({ words }, at) =>
      !found.some((other, place) => {
        const [one, whole] = [words.toLowerCase(), other.words.toLowerCase()];
        return place !== at && whole.includes(one) && (whole.length > one.length || place < at);
      }),
  );
  return kept;
}

/** The same of everything people read of an event, with what its files are called. */
export function lintEvent(body: EventBody, files: ReadonlyArray<{ name: string }> = []): LintFinding[] {
  const { title, place, map, link, speakers = [], unit, letter, note } = body;
  const said = [title, place, ...speakers, unit, letter, note, map, link].filter((each) => each !== undefined);
  return [...lint(said.join("\n")), ...files.flatMap(lintFileName)];
}

/** The same of a broadcast and what its file is called. */
export function lintBroadcast({ text, file }: Pick<BroadcastBody, "text" | "file">): LintFinding[] {
  return [...lint(text), ...(file === undefined ? [] : lintFileName(file))];
}

/** "pilih-nomor-2.pdf", "PilihNomor2.pdf": people read the name before they open the file, and no sentence beside it explains it. */
function lintFileName({ name }: { name: string }): LintFinding[] {
  const spoken = name
    .replace(/\.\w{1,5}$/, "")
    .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, " ")
    .replace(/[-_.+~()[\]\s]+|%20/g, " ");
  const reasons = [...new Set([name, spoken].flatMap(lint).map(({ why }) => why))];
  return reasons.length === 0 ? [] : [{ words: name, why: `nama berkas: ${reasons.join(", ")}` }];
}

function findings(text: string): LintFinding[] {
  return lintRules.flatMap((rule) =>
    [...text.matchAll(rule.pattern)]
      .filter((match) => !isAllowed(rule, text, match.index, match[0]))
      .map((match) => ({ words: match[0].trim(), why: rule.why })),
  );
}

function isAllowed({ kind }: LintRule, text: string, at: number, words: string): boolean {
  const begin = sentenceStart(text, at);
  const before = text.slice(begin, at);
  const sentence = before + text.slice(at, sentenceEnd(text, at + words.length));
  if (kind === "mention") {
    const previous = begin === 0 ? "" : text.slice(sentenceStart(text, begin - 2), begin);
    return RULES.test(sentence) || RULES.test(previous);
  }
  if (!FORBIDS.test(before)) return kind === "deed" && SPOKEN_OF.test(words) && isWarned(sentence);
  if (kind === "deed" || SPOKEN_OF.test(words) || isQuoted(text, begin, at)) return true;
  const between = before.slice(lastForbids(before));
  return !/[,:–—]/.test(between) && between.split(/\s+/).length <= MOST_WORDS_BETWEEN;
}

/** "Mendukung pasangan calon dilarang", "… adalah pelanggaran". */
function isWarned(sentence: string): boolean {
  return /\b(?:dilarang|terlarang|pelanggaran|melanggar|sanksi|(?:tidak|tak) (?:boleh|dibenarkan|diperkenankan))\b/iu.test(
    sentence,
  );
}

function lastForbids(before: string): number {
  let end = 0;
  for (const match of before.matchAll(new RegExp(FORBIDS.source, "giu"))) end = match.index + match[0].length;
  return end;
}

/** What stands in quotes is spoken of. */
function isQuoted(text: string, begin: number, at: number): boolean {
  return ((text.slice(begin, at).match(/["“”«»]/g) ?? []).length & 1) === 1;
}

const END = /[.!?;\n](?=\s|$)/u;

function sentenceStart(text: string, at: number): number {
  for (let place = Math.max(0, at - 1); place > 0; place -= 1)
    if (END.test(text.slice(place - 1, place + 1))) return place;
  return 0;
}

function sentenceEnd(text: string, at: number): number {
  const found = END.exec(text.slice(at));
  return found === null ? text.length : at + found.index;
}

/** One form for each sign, no marks of formatting, no signs that nobody sees. */
function cleaned(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}*_~]/gu, "")
    .replace(/[^\S\n]+/g, " ");
}

const FIGURES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "@": "a",
  $: "s",
};

/** "c0blos" and "c o b l o s" as they are meant. */
function unmasked(text: string): string {
  return text
    .replace(/(?<=\p{L})[01345@$](?=\p{L})/gu, (figure) => FIGURES[figure] ?? figure)
    .replace(/(?<!\p{L})(?:\p{L}[ .-]){3,}\p{L}(?!\p{L})/gu, (spaced) => spaced.replace(/[ .-]/g, ""));
}
