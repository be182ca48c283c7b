import type { Zone } from "../clock.ts";
import { comparable } from "./comparable.ts";
import type { LineProblem } from "./decode-text.ts";
import type { EventBody } from "./event.ts";
import { localTime } from "./event-times.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";
import type { EventInput } from "./read-ics.ts";
import { readMode } from "./read-mode.ts";
import { readReminders } from "./read-reminders.ts";
import { readWhen } from "./read-when.ts";

type Column = Exclude<keyof EventBody, "startsAt" | "endsAt" | "openEnd"> | "start" | "end" | "day" | "time";

const HEADINGS: ReadonlyMap<string, Column> = new Map(
  Object.entries({
    title: ["judul", "acara", "nama acara", "kegiatan", "title"],
    place: ["tempat", "lokasi", "place", "location"],
    map: ["peta", "tautan peta", "map"],
    start: ["mulai", "waktu mulai", "jam mulai", "pukul mulai", "tanggal mulai", "waktu", "start", "startsat"],
    end: ["selesai", "waktu selesai", "jam selesai", "pukul selesai", "tanggal selesai", "sampai", "end", "endsat"],
    day: ["tanggal", "hari", "hari tanggal", "date"],
    time: ["jam", "pukul", "time"],
    zone: ["zona", "zona waktu", "zone"],
    mode: ["cara", "mode", "bentuk", "pelaksanaan"],
    link: ["tautan", "link", "tautan rapat", "zoom"],
    speakers: ["narasumber", "pembicara", "speakers"],
    unit: ["penyelenggara", "unit", "unit penyelenggara"],
    letter: ["nomor surat", "no surat", "surat", "letter"],
    note: ["catatan", "keterangan", "note"],
    audience: ["sasaran", "sasaran peserta", "peserta", "undangan", "kepada", "target", "audience"],
    reminders: ["pengingat", "reminders"],
  } satisfies Record<Column, string[]>).flatMap(([column, words]) => words.map((word) => [word, column as Column])),
);

const texts = {
  heading: (name: string) => `Kolom "${name}" ada dua kali. Hapus salah satunya.`,
  title: 'Tidak ada kolom "judul". Baris pertama harus berisi judul kolom: judul, tempat, tanggal, jam, sasaran.',
  when: 'Tidak ada kolom "mulai", atau "tanggal" dan "jam".',
  empty: "Di bawah judul kolom belum ada barisnya.",
  short: "Baris ini berisi lebih banyak kolom daripada judulnya. Periksa pemisah dan tanda petiknya.",
  many: "Berkas ini memuat lebih dari 1.000 acara. Bagi menjadi beberapa berkas.",
  noTime: "Waktunya belum lengkap. Tulis tanggal dan jam, misalnya 10/10/2024 08.00-12.00.",
};

const MOST_EVENTS = 1_000;

type Context = { zone: Zone; now: number };

/** The events of a CSV, and the headings of columns that nobody looked at. */
export type EventCsv = { inputs: EventInput[]; ignored: string[] };

/**
 * Reads events from a CSV as offices keep them (Indonesian or English headings in any order, times as people write them), or says
 * by line what cannot be used, and then nothing is given.
 */
export function readEventCsv(bytes: Uint8Array, context: Context): EventCsv | { problems: LineProblem[] } {
  const csv = readCsv(bytes);
  if ("problems" in csv) return csv;
  const columns = csv.header.cells.map((cell) =>
    HEADINGS.get(
      comparable(cell)
        .replace(/[_/.-]+/g, " ")
        .trim(),
    ),
  );
  const headingProblem = problemOf(csv.header, columns) ?? (csv.rows.length === 0 ? texts.empty : undefined);
  if (headingProblem !== undefined) return { problems: [{ line: csv.header.line, problem: headingProblem }] };
  const beyond = csv.rows[MOST_EVENTS];
  if (beyond !== undefined) return { problems: [{ line: beyond.line, problem: texts.many }] };
  const read = csv.rows.map((row) => readRow(row, columns, context));
  const problems = read.flatMap((each) => ("problem" in each ? [each] : []));
  if (problems.length > 0) return { problems };
  const ignored = csv.header.cells.filter((cell, at) => columns[at] === undefined && cell.trim() !== "");
  return { inputs: read.flatMap((each) => ("input" in each ? [each] : [])), ignored };
}

function problemOf({ cells }: CsvRow, columns: ReadonlyArray<Column | undefined>): string | undefined {
  const twice = columns.findIndex((column, at) => column !== undefined && columns.indexOf(column) !== at);
  if (twice !== -1) return texts.heading(cells[twice] ?? "");
  if (!columns.includes("title")) return texts.title;
  return columns.includes("start") || columns.includes("day") ? undefined : texts.when;
}

function readRow(
  { line, cells }: CsvRow,
  columns: ReadonlyArray<Column | undefined>,
  context: Context,
): EventInput | LineProblem {
  if (cells.slice(columns.length).some((cell) => cell.trim() !== "")) return { line, problem: texts.short };
  const cell = (column: Column) => {
    const text = cells[columns.indexOf(column)]?.trim() ?? "";
    return text === "" ? undefined : text;
  };
  const zone = cell("zone");
  const place = {
    ...context,
    zone: (["WIB", "WITA", "WIT"] as const).find((each) => each === zone?.toUpperCase()) ?? context.zone,
  };
  const times = readTimes({ start: cell("start"), end: cell("end"), day: cell("day"), time: cell("time") }, place);
  if ("problem" in times) return { line, problem: times.problem };
  return {
    line,
    input: {
      ...times,
      ...Object.fromEntries(
        (["title", "place", "map", "link", "unit", "letter", "note"] as const).map((column) => [column, cell(column)]),
      ),
      mode: readMode(cell("mode") ?? "") ?? cell("mode"),
      zone: zone ?? times.zone,
      speakers: cell("speakers")
        ?.split(/[;|\n]/)
        .map((each) => each.trim())
        .filter((each) => each !== ""),
      audience: cell("audience"),
      reminders:
        readReminders(cell("reminders") ?? "") ??
        cell("reminders")
          ?.split(/[,;|\s]+/)
          .filter((each) => each !== ""),
    },
  };
}

function hasDay(start: string, context: Context): boolean {
  if (localTime(start) !== undefined) return true;
  const read = readWhen(start, context);
  return read.kind === "ask"
    ? read.options.some(({ day }) => day !== undefined)
    : read.kind === "said" && read.said.day !== undefined;
}

type Said = {
  start?: string | undefined;
  end?: string | undefined;
  day?: string | undefined;
  time?: string | undefined;
};
type Times = { startsAt: string; endsAt: string | undefined; zone: Zone | undefined };

function readTimes({ start, end, day, time }: Said, context: Context): Times | { problem: string } {
  // "Tanggal" beside "mulai" has the day, unless the start says one itself.
  const words = start !== undefined && hasDay(start, context) ? start : [day, start ?? time].filter(Boolean).join(" ");
  const exact = localTime(words);
  const exactEnd = end === undefined ? undefined : localTime(end);
  if (exact !== undefined && (end === undefined || exactEnd !== undefined))
    return { startsAt: exact, endsAt: exactEnd, zone: undefined };
  const until = end === undefined || exactEnd !== undefined ? "" : ` sampai ${end}`;
  const read = readWhen((exact?.replace("T", " ") ?? words) + until, context);
  if (read.kind === "unreadable") return { problem: read.problem };
  if (read.kind === "ask") return { problem: `${read.question} Tulis tanggal dan jamnya lengkap.` };
  const { said } = read;
  if (said.day === undefined || said.from === undefined) return { problem: texts.noTime };
  const endsAt = exactEnd ?? (said.until === undefined ? undefined : `${said.endDay ?? said.day}T${said.until}`);
  return { startsAt: `${said.day}T${said.from}`, endsAt, zone: said.zone };
}
