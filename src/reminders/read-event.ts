import { z } from "zod";
import { plainText } from "../chat/message.ts";
import type { Zone } from "../clock.ts";
import { STORED_SIGN } from "../stored-sign.ts";
import { parseAudience } from "./audience.ts";
import { tidied } from "./comparable.ts";
import { parseBefore } from "./due.ts";
import { type EventBody, usualReminders } from "./event.ts";
import { later, localTime, openEnd, timesOf, USUAL_MS } from "./event-times.ts";
import type { BodyProblem } from "./releasing.ts";
import { sayEvent } from "./say-event.ts";

const LONGEST_MS = 31 * 86_400_000;
const MOST_REMINDERS = 10;
/** One message must hold it on every channel, with an office's name, buttons and what changed. */
const MOST_CHARACTERS = 2_600;

export type ReadEvent =
  | { kind: "read"; body: EventBody; startsAt: number; endsAt: number }
  | { kind: "bad"; problems: BodyProblem[] };

const WHEN = 'Tulis tanggal dan jam di tempat acara, misalnya "2024-10-10T08:00".';

const line = (what: string, example: string, most: number) =>
  z
    .string({
      error: ({ input }) =>
        input === undefined ? `${what} belum ada. Tulis misalnya "${example}".` : `${what} harus berupa tulisan.`,
    })
    .transform(tidied)
    .refine((text) => text !== "", `${what} masih kosong. Tulis misalnya "${example}".`)
    .refine((text) => text.length <= most, `${what} terlalu panjang: paling banyak ${most} huruf.`)
    .refine(
      (text) => !text.includes(STORED_SIGN),
      `${what} memuat tanda centang U+2714, yang hanya untuk laporan. Hapus tandanya.`,
    );

const web = (what: string) =>
  line(what, "https://contoh.go.id/rapat", 500).refine(
    isWebAddress,
    `${what} bukan alamat web. Tulis lengkap, misalnya "https://contoh.go.id/rapat".`,
  );

const time = z
  .string({ error: ({ input }) => (input === undefined ? `Waktunya belum ada. ${WHEN}` : WHEN) })
  .transform((text) => localTime(text) ?? "")
  .refine((text) => text !== "", `Tidak ada waktu seperti itu. ${WHEN}`);

const oneOf = <T extends string>(what: string, values: readonly [T, ...T[]]) =>
  z.preprocess(
    (value) => values.find((each) => each.toLowerCase() === String(value).trim().toLowerCase()) ?? value,
    z.enum(values, { error: `${what} harus salah satu dari ${values.join(", ")}.` }),
  );

const reminders = z
  .array(
    z
      .string({ error: 'Pengingat harus berupa tulisan, misalnya "P1D".' })
      .transform((text) => text.trim().toUpperCase())
      .refine(
        (text) => parseBefore(text) !== undefined,
        "Pengingat tidak dikenal. Tulis P7D untuk 7 hari, PT1H untuk 1 jam, atau PT30M untuk 30 menit sebelumnya.",
      ),
    { error: 'Pengingat harus berupa daftar, misalnya ["P7D","P1D","PT1H"].' },
  )
  .max(MOST_REMINDERS, `Paling banyak ${MOST_REMINDERS} pengingat.`);

const schema = z.strictObject({
  title: line("Judul", "Sosialisasi netralitas ASN", 200),
  place: line("Tempat", "Aula Kantor Wali Kota", 300),
  map: web("Tautan peta").optional(),
  startsAt: time,
  endsAt: time.optional(),
  openEnd: z.literal(true, { error: "openEnd hanya boleh true." }).optional(),
  zone: oneOf<Zone>("Zona waktu", ["WIB", "WITA", "WIT"]).optional(),
  mode: oneOf("Cara", ["luring", "daring", "hybrid"] as const).optional(),
  link: web("Tautan").optional(),
  speakers: z
    .array(line("Narasumber", "KPU Kota", 150), { error: 'Narasumber harus berupa daftar, misalnya ["KPU Kota"].' })
    .max(30, "Paling banyak 30 narasumber.")
    .optional(),
  unit: line("Penyelenggara", "Badan Kesbangpol", 150).optional(),
  letter: line("Nomor surat", "005/12/Kesbangpol/2024", 100).optional(),
  note: z
    .string({ error: "Catatan harus berupa tulisan." })
    .transform((text) => text.split(/\r?\n/).map(tidied).join("\n").trim())
    .refine(
      (text) => !text.includes(STORED_SIGN),
      "Catatan memuat tanda centang U+2714, yang hanya untuk laporan. Hapus tandanya.",
    )
    .optional(),
  audience: z
    .string({ error: 'Sasaran belum ada. Tulis "semua", atau misalnya "unit:BKPSDM".' })
    .superRefine((text, context) => {
      const audience = parseAudience(text);
      if ("problem" in audience) context.addIssue({ code: "custom", message: audience.problem });
    })
    .transform((text) => text.trim()),
  reminders: reminders.optional(),
});

/**
 * Reads what an officer says of an event; what may be left out gets its usual value: two hours, the office's zone, luring, the
 * usual reminders. Every field that cannot be used comes back with a sentence in Indonesian that says what to write.
 */
export function readEvent(input: unknown, { zone }: { zone: Zone }): ReadEvent {
  const parsed = schema.safeParse(withOpenEnd(withoutEmpty(input)));
  if (!parsed.success) return { kind: "bad", problems: problemsOf(parsed.error) };
  const { endsAt = later(parsed.data.startsAt, USUAL_MS), ...said } = parsed.data;
  const body: EventBody = {
    ...said,
    endsAt,
    zone: said.zone ?? zone,
    mode: said.mode ?? "luring",
    reminders: said.reminders ?? usualReminders,
  };
  const times = timesOf(body);
  const problems = [...timeProblems(times), ...lengthProblems(body)];
  return problems.length > 0 ? { kind: "bad", problems } : { kind: "read", body, ...times };
}

/** "selesai" in the place of an end is an end that nobody knows. */
function withOpenEnd(input: unknown): unknown {
  const { startsAt, endsAt } = z.object({ startsAt: z.string(), endsAt: z.string() }).safeParse(input).data ?? {};
  const start = startsAt === undefined ? undefined : localTime(startsAt);
  const until = start === undefined || endsAt === undefined ? undefined : openEnd(endsAt, start);
  return until === undefined ? input : { ...(input as object), endsAt: until, openEnd: true };
}

/** A field that holds nothing counts as left out; no reminders at all may be wanted. */
function withoutEmpty(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const isEmpty = (name: string, value: unknown) =>
    value === null ||
    (typeof value === "string" && value.trim() === "") ||
    (name === "speakers" && Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => !isEmpty(name, value)));
}

function problemsOf(error: z.ZodError): BodyProblem[] {
  const problems = error.issues.map((issue): BodyProblem => {
    if (issue.code === "unrecognized_keys") {
      const names = Object.keys(schema.shape).join(", ");
      return { field: issue.keys.join(", "), problem: `Tidak dikenal. Yang dikenal: ${names}.` };
    }
    const field = issue.path.map(String).join(".");
    if (field === "") return { field: "acara", problem: 'Harus berupa objek JSON, misalnya {"title": "…", …}.' };
    return { field, problem: issue.message };
  });
  return problems.filter(({ field }, at) => problems.findIndex((each) => each.field === field) === at);
}

function timeProblems({ startsAt, endsAt }: { startsAt: number; endsAt: number }): BodyProblem[] {
  if (endsAt <= startsAt)
    return [{ field: "endsAt", problem: "Acara selesai sebelum dimulai. Periksa kedua waktunya." }];
  if (endsAt - startsAt > LONGEST_MS)
    return [{ field: "endsAt", problem: "Acara lebih lama dari 31 hari. Periksa tahun dan bulannya." }];
  return [];
}

function lengthProblems(body: EventBody): BodyProblem[] {
  const { length } = plainText(sayEvent({ id: 1, body }, "reminder", { officeName: "" }));
  if (length <= MOST_CHARACTERS) return [];
  return [
    {
      field: "note",
      problem: `Acara terlalu panjang untuk satu pesan. Ringkas catatan ${length - MOST_CHARACTERS} huruf.`,
    },
  ];
}

function isWebAddress(text: string): boolean {
  if (/\s/.test(text)) return false;
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.username === "" &&
    url.hostname !== ""
  );
}
