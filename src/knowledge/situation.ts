import { z } from "zod";
import { confidences, day, passageId } from "./passage.ts";

/** What the law says of a thing people do; the last four are answers without a legal verdict. */
export const verdicts = [
  "boleh",
  "dilarang",
  "bersyarat",
  "penjelasan",
  "tidak_tahu",
  "di_luar_cakupan",
  "tolak",
  "lapor",
] as const;
export type Verdict = (typeof verdicts)[number];

/** What a verdict may hang on, and the values each may take. */
export const dimensions = {
  siapa: ["pns", "pppk", "cpns", "non-asn", "kepala-desa", "tni-polri", "bumn", "pensiunan", "calon", "atasan"],
  /** Who in the family is a candidate, or is no civil servant; apart from `siapa`, since one may be PPPK and a spouse. */
  hubungan: ["pasangan-calon", "kerabat-calon", "pasangan-bukan-asn"],
  tahap: ["sebelum-penetapan", "setelah-penetapan", "kampanye", "masa-tenang", "hari-pemungutan", "setelah-pemungutan"],
  jam: ["jam-kerja", "luar-jam-kerja"],
  pemilihan: ["pemilu", "pilkada"],
  cara: ["atribut", "fasilitas", "tanpa-unggah", "akun-anonim", "grup-tertutup"],
} as const;
export type Dimension = keyof typeof dimensions;

/** Circumstances somebody named, such as `{ siapa: "pppk", jam: "luar-jam-kerja" }`. */
export type Circumstances = Partial<Record<Dimension, string>>;

/** The verdict where certain circumstances hold. */
export type Case = {
  when: Circumstances;
  verdict: Verdict;
  answer: string;
  basis: readonly string[];
};

const circumstances = z.strictObject({
  siapa: z.enum(dimensions.siapa).optional(),
  hubungan: z.enum(dimensions.hubungan).optional(),
  tahap: z.enum(dimensions.tahap).optional(),
  jam: z.enum(dimensions.jam).optional(),
  pemilihan: z.enum(dimensions.pemilihan).optional(),
  cara: z.enum(dimensions.cara).optional(),
});

/** The front matter of `knowledge/situations/*.md` and `knowledge/guards/*.md`. */
export const situationSchema = z.strictObject({
  judul: z.string().min(5),
  topik: z.string().regex(/^[a-z0-9-]+$/, "huruf kecil dan tanda hubung"),
  putusan: z.enum(verdicts),
  keyakinan: z.enum(confidences).default("tinggi"),
  dicek: day,
  dasar: z.array(passageId).max(6).default([]),
  dasar_sanksi: z.array(passageId).max(5).default([]),
  /** Why it rests on no passage, where it does not. */
  tanpa_dasar: z.string().min(10).optional(),
  /** The circumstances that the whole situation is about: `{ siapa: tni-polri }`. */
  khusus: circumstances.default({}),
});

/** The name of a situation's file, and what buttons call it by. */
export const situationIdPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A thing people do or ask, its verdict, and the passages that rests on. */
export type Situation = {
  id: string;
  title: string;
  topic: string;
  verdict: Verdict;
  confidence: (typeof confidences)[number];
  checked: string;
  basis: readonly string[];
  sanctionBasis: readonly string[];
  /** Why there is no basis, where there is none. */
  withoutBasis: string | undefined;
  /** Two sentences that a hurried person understands. */
  answer: string;
  conditions: readonly string[];
  sanction: string | undefined;
  disagreement: string | undefined;
  /** Up to three next steps for somebody in trouble. */
  steps: readonly string[];
  cases: readonly Case[];
  /** What it is only about; where something else was said, another situation is meant. */
  only: Circumstances;
  /** How people ask about it. */
  questions: readonly string[];
};
