import type { Case, Circumstances, Dimension, Situation, Verdict } from "../knowledge/situation.ts";
import { BARE } from "./plain-words.ts";
import type { Words } from "./words.ts";

/** Whether a message takes back something that the question before was about: "kalau tidak pakai mobil dinas?" */
export function takesBack(words: Words, before: Words): boolean {
  const known = new Set(before.stems);
  return words.stems.some((stem, at) => {
    const ahead = words.stems.slice(Math.max(0, at - 2), at);
    return known.has(stem) && !BARE.has(stem) && ahead.some((word) => /^(?:tidak|tanpa|bukan)$/.test(word));
  });
}

/** How strictly a verdict binds; of two that hold, the stricter is the safer to give. */
const STRICTNESS: Readonly<Record<Verdict, number>> = {
  dilarang: 3,
  bersyarat: 2,
  tidak_tahu: 1,
  penjelasan: 1,
  boleh: 0,
  di_luar_cakupan: 0,
  tolak: 0,
  lapor: 0,
};

export type Fitting = {
  /** The case that decides the verdict, if any was named. */
  deciding: Case | undefined;
  /** Other cases that hold as well and do not speak against it. */
  besides: readonly Case[];
};

/**
 * The cases of a situation that hold by what was said. One that makes it worse decides, since nothing said beside it
 * makes that good again ("in uniform", then "outside working hours"); else one that makes it better; else one that only
 * confirms it. Among equals the newest circumstance decides, then the case that asks for most, then the strictest.
 */
export function fittingCases(situation: Situation, said: Circumstances, now: Circumstances): Fitting {
  const isNew = ({ when }: Case) => entries(when).some(([dimension]) => now[dimension] !== undefined);
  const fitting = situation.cases
    .filter(({ when }) => entries(when).every(([dimension, value]) => holds(dimension, value, said)))
    .sort(
      (a, b) =>
        Number(isNew(b)) - Number(isNew(a)) ||
        entries(b.when).length - entries(a.when).length ||
        STRICTNESS[b.verdict] - STRICTNESS[a.verdict],
    );
  const own = STRICTNESS[situation.verdict];
  const deciding =
    fitting.find(({ verdict }) => STRICTNESS[verdict] > own) ??
    fitting.find(({ verdict }) => STRICTNESS[verdict] < own) ??
    fitting[0];
  const besides = fitting.filter(
    (each) => each !== deciding && (each.verdict === deciding?.verdict || each.when.siapa !== undefined),
  );
  return { deciding, besides };
}

/** Whether a situation is only about something other than what was said, and has no case for that. */
export function isAboutOther({ only, cases }: Situation, said: Circumstances): boolean {
  return entries(only).some(
    ([dimension, value]) =>
      said[dimension] !== undefined &&
      said[dimension] !== value &&
      !cases.some(({ when }) => when[dimension] === said[dimension]),
  );
}

/** The cases with another verdict that what was said leaves open: the answer must name them. */
export function openCases(situation: Situation, said: Circumstances, verdict: string): Case[] {
  return situation.cases.filter(
    ({ when, verdict: other }) =>
      other !== verdict &&
      entries(when).every(([dimension, value]) => said[dimension] === undefined || holds(dimension, value, said)),
  );
}

function holds(dimension: Dimension, value: string, said: Circumstances): boolean {
  const is = said[dimension];
  return dimension === "tahap" && is !== undefined ? stageHolds(value, is) : is === value;
}

/** Whether what is so at one stage is so at another: once candidates are determined they stay so to the end. */
export function stageHolds(stage: string, at: string): boolean {
  return stage === at || (stage === "setelah-penetapan" && at !== "sebelum-penetapan");
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
  "kerabat-calon": "bagi kerabat calon",
  "pasangan-bukan-asn": "bila suami/istri Anda bukan ASN",
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
