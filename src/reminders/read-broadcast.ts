import { z } from "zod";
import type { Zone } from "../clock.ts";
import { STORED_SIGN } from "../stored-sign.ts";
import { parseAudience } from "./audience.ts";
import type { BroadcastBody } from "./broadcast.ts";
import { readMoment } from "./read-moment.ts";
import type { BodyProblem } from "./releasing.ts";
import { withoutFormatting } from "./rich-text.ts";
import { tooLongBy } from "./say-broadcast.ts";

/** Says elsewhere that a report is safely stored, so nobody else may write it. */
/** What is over by so much is not sent "now" instead. */
const MOST_LATE_MS = 60 * 60_000;
const MOST_AHEAD_MS = 366 * 86_400_000;

export const broadcastProblems = {
  file: 'Isinya harus satu objek JSON, misalnya {"text":"Apel besok pukul 08.00.","audience":"semua"}.',
  missing: (field: string) => `"${field}" belum ada; isi dengan tulisan.`,
  unknownField: (fields: readonly string[]) =>
    `${fields.map((field) => `"${field}"`).join(", ")} tidak dikenal; pakai text, audience, at, dan attachment saja.`,
  empty: "Teksnya kosong. Tulis apa yang hendak disiarkan.",
  sign: "Teks tidak boleh memuat tanda centang U+2714; tanda itu hanya untuk laporan yang sudah tersimpan. Tulis lagi tanpanya.",
  tooLong: (by: number, hasFile: boolean) =>
    `Teksnya kepanjangan ${by} huruf untuk satu pesan${hasFile ? " bersama berkasnya" : ""}. Ringkaskan${hasFile ? ", atau kirim tanpa berkas" : ""}.`,
  past: "Waktu itu sudah lewat. Pilih waktu yang akan datang, atau kirim sekarang.",
  far: "Waktu itu lebih dari satu tahun lagi. Pilih waktu yang lebih dekat.",
} as const;

export type BroadcastContext = { officeName: string; zone: Zone; now: number };

const fileSchema = z.strictObject({
  text: z.string(),
  audience: z.string(),
  at: z.string().nullish(),
  attachment: z.string().nullish(),
});

export type BroadcastFile =
  | { kind: "read"; body: BroadcastBody; attachment: string | undefined }
  | { kind: "bad"; problems: BodyProblem[] };

/** Reads what an officer wrote in a file for the desk; `attachment` is a path to look at next. */
export function readBroadcastFile(json: unknown): BroadcastFile {
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) {
    // As in events: a field that holds nothing counts as left out.
    const { text, audience, at, attachment } = parsed.data;
    return { kind: "read", body: { text, audience, at: at ?? undefined }, attachment: attachment?.trim() || undefined };
  }
  const problems = parsed.error.issues.map((issue): BodyProblem => {
    if (issue.code === "unrecognized_keys")
      return { field: issue.keys.join(", "), problem: broadcastProblems.unknownField(issue.keys) };
    const field = issue.path.join(".");
    return field === ""
      ? { field: "file", problem: broadcastProblems.file }
      : { field, problem: broadcastProblems.missing(field) };
  });
  return { kind: "bad", problems };
}

/** The body as it is kept, its moment in UTC and left out when that is now; or what is wrong with each field. */
export function readBroadcast(
  body: BroadcastBody,
  context: BroadcastContext,
): { kind: "read"; body: BroadcastBody } | { kind: "bad"; problems: BodyProblem[] } {
  const at = readAt(body.at, context);
  const problems = [
    ...problemIn("text", textProblem(body.text, body.file !== undefined, context.officeName)),
    ...problemIn("audience", audienceProblem(body.audience)),
    ...problemIn("at", at.problem),
  ];
  if (problems.length > 0) return { kind: "bad", problems };
  const { text, audience, file } = body;
  const moment = at.moment === undefined ? {} : { at: new Date(at.moment).toISOString() };
  return {
    kind: "read",
    body: { text: text.trim(), audience: audience.trim(), ...moment, ...(file === undefined ? {} : { file }) },
  };
}

/** Why a text cannot be sent, as a sentence for its writer; undefined when it can. */
export function textProblem(text: string, hasFile: boolean, officeName: string): string | undefined {
  if (withoutFormatting(text) === "") return broadcastProblems.empty;
  if (text.includes(STORED_SIGN)) return broadcastProblems.sign;
  const by = tooLongBy(text, officeName, hasFile);
  return by > 0 ? broadcastProblems.tooLong(by, hasFile) : undefined;
}

/** The same of an audience expression. */
export function audienceProblem(audience: string): string | undefined {
  const parsed = parseAudience(audience);
  return "problem" in parsed ? parsed.problem : undefined;
}

/** The moment somebody wrote, in ms, undefined for now; or why it cannot be one. */
export function readAt(
  at: string | undefined,
  { zone, now }: Pick<BroadcastContext, "zone" | "now">,
): { moment: number | undefined; problem?: string } {
  if (at === undefined || isNow(at)) return { moment: undefined };
  const read = readMoment(at, zone, now);
  if (read.kind === "unreadable") return { moment: undefined, problem: read.problem };
  if (read.kind === "ask") {
    const options = read.options.map(({ label }) => `«${label}»`).join(" atau ");
    return { moment: undefined, problem: `${read.question} ${options}?` };
  }
  const { moment } = read;
  const problem = momentProblem(moment, now);
  if (problem !== undefined) return { moment, problem };
  // What is only just over is meant to go now.
  return { moment: moment > now ? moment : undefined };
}

/** Why nothing is sent at a moment, in ms; undefined when it may be. */
export function momentProblem(moment: number, now: number): string | undefined {
  if (moment < now - MOST_LATE_MS) return broadcastProblems.past;
  return moment > now + MOST_AHEAD_MS ? broadcastProblems.far : undefined;
}

/** "sekarang", "segera", or nothing at all. */
export function isNow(text: string): boolean {
  return /^\s*(?:sekarang(?: juga)?|segera|now)?[.!]?\s*$/i.test(text);
}

function problemIn(field: string, problem: string | undefined): BodyProblem[] {
  return problem === undefined ? [] : [{ field, problem }];
}
