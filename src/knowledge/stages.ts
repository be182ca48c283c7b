import { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";
import { day } from "./passage.ts";
import { dimensions } from "./situation.ts";
import { parseYamlFile } from "./yaml-file.ts";

export const stageNames = dimensions.tahap;
export type StageName = (typeof stageNames)[number];

/** The region whose stages hold wherever no other was given. */
export const NATIONWIDE = "nasional";

export const electionSlug = z
  .string()
  .regex(/^(?:pemilu|pilkada)-20\d{2}$/, 'pemilihan ditulis seperti "pilkada-2024" (pemilu atau pilkada, lalu tahun)');
export const regionSlug = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+)*$/, 'daerah ditulis seperti "nasional", "maluku", atau "kota-ambon"');
export const calendarDay = day.refine(
  (text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true,
  "tanggal itu tidak ada di kalender",
);
const source = z.string().regex(/^https?:\/\//, "sumber harus alamat http(s)");
/** Facts of low confidence decide nothing, so they do not get in. */
const confidence = z.enum(["tinggi", "sedang"]);

const stageSchema = z.strictObject({
  dari: calendarDay,
  sampai: calendarDay,
  keyakinan: confidence.optional(),
  sumber: z.array(source).min(1).optional(),
  catatan: z.string().min(5).optional(),
});
const ground = {
  menurut: z.string().min(3),
  keyakinan: confidence,
  dicek: calendarDay,
  sumber: z.array(source).min(1),
};
const schema = z.strictObject({
  tahapan: z.array(
    z.strictObject({
      ...ground,
      pemilihan: electionSlug,
      daerah: regionSlug,
      tahap: z.partialRecord(z.enum(stageNames), stageSchema),
    }),
  ),
  akan_datang: z
    .array(
      z.strictObject({ ...ground, pemilihan: electionSlug, mungkin_mulai: calendarDay, catatan: z.string().min(5) }),
    )
    .default([]),
});

/** A stage of an election in a region, between two days (both included). */
export type Stage = {
  /** `pemilu-2024`, `pilkada-2030` */
  election: string;
  region: string;
  stage: StageName;
  from: string;
  until: string;
  /** What it rests on, as people call it. */
  according: string;
  sources: readonly string[];
  confidence: z.infer<typeof confidence>;
  checked: string;
  note: string | undefined;
};

/** An election of which nothing is fixed, except that its stages cannot begin before a day. */
export type Upcoming = { election: string; earliest: string; according: string; note: string; checked: string };

/** Later stages of the same election and region count before earlier ones, should they overlap. */
export type Calendar = { stages: readonly Stage[]; upcoming: readonly Upcoming[] };

/** Parses `tahapan.yaml`; backwards and overlapping days are problems, with their line. */
export function parseCalendar(file: string, text: string): { calendar: Calendar; problems: KnowledgeProblem[] } {
  const parsed = parseYamlFile(file, text, schema);
  if ("problems" in parsed) return { calendar: { stages: [], upcoming: [] }, problems: parsed.problems };
  const { data, lineOf } = parsed;
  const problems: KnowledgeProblem[] = [];
  const stages: Stage[] = [];
  for (const [at, { pemilihan, daerah, menurut, keyakinan, dicek, sumber, tahap }] of data.tahapan.entries()) {
    for (const [name, given] of Object.entries(tahap)) {
      const stage: Stage = {
        election: pemilihan,
        region: daerah,
        stage: name as StageName,
        from: given.dari,
        until: given.sampai,
        according: menurut,
        sources: given.sumber ?? sumber,
        confidence: given.keyakinan ?? keyakinan,
        checked: dicek,
        note: given.catatan,
      };
      const problem = misplaced(stage, stages);
      if (problem !== undefined) problems.push({ file, line: lineOf(["tahapan", at, "tahap", name]), text: problem });
      stages.push(stage);
    }
  }
  const upcoming = data.akan_datang.map(({ pemilihan, mungkin_mulai, menurut, catatan, dicek }) => ({
    election: pemilihan,
    earliest: mungkin_mulai,
    according: menurut,
    note: catatan,
    checked: dicek,
  }));
  return { calendar: { stages, upcoming }, problems };
}

function misplaced(stage: Stage, others: readonly Stage[]): string | undefined {
  const name = `${stage.election} ${stage.region} ${stage.stage}`;
  if (stage.until < stage.from) return `${name}: "sampai" (${stage.until}) mendahului "dari" (${stage.from})`;
  if (others.some((other) => sameStage(other, stage))) return `${name} ditulis dua kali`;
  const other = overlapping(stage, others);
  return other && `${name} bertumpuk dengan ${other.stage} (${other.from} sampai ${other.until})`;
}

export function sameStage(a: Pick<Stage, "election" | "region" | "stage">, b: typeof a): boolean {
  return a.election === b.election && a.region === b.region && a.stage === b.stage;
}

/** Another stage of the same election and region that shares a day with this one. */
export function overlapping(
  stage: Pick<Stage, "election" | "region" | "stage" | "from" | "until">,
  others: readonly Stage[],
): Stage | undefined {
  return others.find(
    (other) =>
      other.election === stage.election &&
      other.region === stage.region &&
      other.stage !== stage.stage &&
      other.from <= stage.until &&
      stage.from <= other.until,
  );
}
