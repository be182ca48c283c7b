import type { Case, Circumstances, Dimension, Situation } from "../knowledge/situation.ts";
import type { Vocabulary } from "../knowledge/vocabulary.ts";
import type { Words } from "./words.ts";

/** What a message says of who, when and how; the first cue of a dimension wins. */
export function detectCircumstances(words: Words, cues: Vocabulary["cues"]): Circumstances {
  const spoken = ` ${words.standard.join(" ")} | ${words.stems.join(" ")} `;
  const found: Circumstances = {};
  for (const { dimension, value, phrase } of cues) {
    const at = found[dimension] === undefined ? spoken.indexOf(` ${phrase} `) : -1;
    if (at >= 0 && !NEGATED.test(spoken.slice(0, at))) found[dimension] = value;
  }
  return found;
}

/** "tidak pakai seragam", "mau pensiun": the words before a cue say that it does not hold, or not yet. */
const NEGATED = / (?:tidak|tanpa|bukan|mau|akan|hampir|jelang)(?: (?:pakai|di|lagi|sedang))?$/;

/** Whether a message says nothing but circumstances: "kalau PPPK?", "kalau di luar jam kerja dan tidak pakai seragam?" */
export function saysOnlyCircumstances(words: Words, cues: Vocabulary["cues"]): boolean {
  const cueWords = new Set(cues.flatMap(({ phrase }) => phrase.split(" ")));
  const rest = words.standard.filter(
    (word, at) => !BARE.has(word) && !cueWords.has(word) && !cueWords.has(words.stems[at] ?? ""),
  );
  return rest.length === 0 && words.standard.some((word) => cueWords.has(word));
}

/** Whether a message takes back something that the question before was about: "kalau tidak pakai mobil dinas?" */
export function takesBack(words: Words, before: Words): boolean {
  const known = new Set(before.stems);
  return words.stems.some((stem, at) => {
    const ahead = words.stems.slice(Math.max(0, at - 2), at);
    return known.has(stem) && !BARE.has(stem) && ahead.some((word) => /^(?:tidak|tanpa|bukan)$/.test(word));
  });
}

/** Words that add nothing of their own to a follow-up. */
const BARE = new Set(
  "kalau terus trus lalu tetapi berarti jadi yang itu ini oh nah lha dan atau di ke dari pada bagi untuk sama saja juga kan ya sih dong nya saya kami dia orang calon calonnya kpu pns asn status statusnya pakai tidak bagaimana gimana apakah masih baru posisi kondisi dengan mau akan pakaian_bebas".split(
    " ",
  ),
);

/** The case of a situation that fits best: all it asks for was said, and it asks for most. */
export function fittingCase(situation: Situation, said: Circumstances): Case | undefined {
  const fitting = situation.cases.filter(({ when }) =>
    entries(when).every(([dimension, value]) => said[dimension] === value),
  );
  return fitting.sort((a, b) => entries(b.when).length - entries(a.when).length)[0];
}

/** The cases with another verdict that what was said leaves open: the answer must name them. */
export function openCases(situation: Situation, said: Circumstances, verdict: string): Case[] {
  return situation.cases.filter(
    ({ when, verdict: other }) =>
      other !== verdict &&
      entries(when).every(([dimension, value]) => said[dimension] === undefined || said[dimension] === value),
  );
}

/** "siapa: pppk, jam: luar-jam-kerja" in words for people. */
export function describeCircumstances(when: Circumstances): string {
  return entries(when)
    .map(([dimension, value]) => PHRASES[value] ?? `${dimension} ${value}`)
    .join(", ");
}

const PHRASES: Readonly<Record<string, string>> = {
  pns: "bagi PNS",
  pppk: "bagi PPPK",
  cpns: "bagi CPNS",
  "non-asn": "bagi honorer/non-ASN",
  "pasangan-calon": "bagi suami/istri calon",
  "kepala-desa": "bagi kepala dan perangkat desa",
  "tni-polri": "bagi TNI/Polri",
  bumn: "bagi pegawai BUMN/BUMD",
  pensiunan: "bagi pensiunan",
  calon: "bagi calon",
  atasan: "bagi atasan",
  "sebelum-penetapan": "sebelum calon ditetapkan",
  "setelah-penetapan": "setelah calon ditetapkan",
  kampanye: "pada masa kampanye",
  "masa-tenang": "pada masa tenang",
  "hari-pemungutan": "pada hari pemungutan suara",
  "setelah-pemungutan": "setelah pemungutan suara",
  "jam-kerja": "pada jam kerja",
  "luar-jam-kerja": "di luar jam kerja",
  pemilu: "pada pemilu",
  pilkada: "pada pilkada",
  atribut: "dengan atribut atau seragam",
  fasilitas: "dengan fasilitas negara",
  "tanpa-unggah": "tanpa diunggah",
  "akun-anonim": "dengan akun lain atau anonim",
  "grup-tertutup": "di grup tertutup",
};

function entries(when: Circumstances): Array<[Dimension, string]> {
  return Object.entries(when) as Array<[Dimension, string]>;
}
