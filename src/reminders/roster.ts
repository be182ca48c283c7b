import { comparable, tidied } from "./comparable.ts";
import type { LineProblem } from "./decode-text.ts";
import { groupKey, sortedTags } from "./group-key.ts";
import type { RosterGroup } from "./people.ts";
import { type Csv, type CsvRow, readCsv } from "./read-csv.ts";
import { bareDistrict } from "./say-group.ts";

/** A roster as it was read: how many belong to which group. Names are compared and then forgotten. */
export type Roster = {
  encoding: Csv["encoding"];
  separator: string;
  /** How many lines name somebody, those named twice included. */
  lines: number;
  groups: RosterGroup[];
  /** Lines that say the same as an earlier one; counted once. */
  duplicates: Array<{ line: number; of: number }>;
  /** Columns that were not looked at. */
  ignored: string[];
};

type Column = "name" | "unit" | "district" | "tags";

const HEADINGS: ReadonlyMap<string, Column> = new Map(
  Object.entries({
    name: ["nama", "name", "nama lengkap", "nama pegawai", "nama asn", "full name"],
    unit: [
      "unit",
      "unit kerja",
      "nama unit",
      "unit opd",
      "nama opd",
      "opd",
      "skpd",
      "instansi",
      "perangkat daerah",
      "satuan kerja",
      "department",
    ],
    district: ["kecamatan", "distrik", "district"],
    tags: ["tag", "tags", "label", "kelompok", "penanda"],
  } satisfies Record<Column, string[]>).flatMap(([column, words]) => words.map((word) => [word, column as Column])),
);

const MOST_PROBLEMS = 1_000;
const MOST_GROUPS = 5_000;
const MOST_VALUE = 120;
const MOST_TAGS = 20;

/** Reads a roster (name, unit, district, tags; any order, Indonesian or English headings), or says by line what is wrong with it. */
export function readRoster(bytes: Uint8Array): Roster | { problems: LineProblem[] } {
  const csv = readCsv(bytes);
  if ("problems" in csv) return csv;
  const columns = columnsOf(csv.header);
  if ("problems" in columns) return columns;
  if (csv.rows.length === 0)
    return { problems: [{ line: csv.header.line, problem: "Di bawah judul kolom belum ada barisnya." }] };
  const groups = new Map<string, RosterGroup>();
  const seen = new Map<string, number>();
  const problems: LineProblem[] = [];
  const duplicates: Roster["duplicates"] = [];
  for (const row of csv.rows) {
    const read = readRow(row, columns, csv.header.cells.length);
    if (typeof read === "string") {
      problems.push({ line: row.line, problem: read });
      continue;
    }
    const key = groupKey(read);
    const person = `${read.name}\n${key}`;
    const before = read.name === undefined ? undefined : seen.get(person);
    if (before !== undefined) duplicates.push({ line: row.line, of: before });
    else {
      seen.set(person, row.line);
      const { unit, district, tags } = groups.get(key) ?? read;
      groups.set(key, { unit, district, tags, expected: (groups.get(key)?.expected ?? 0) + 1 });
    }
  }
  if (groups.size > MOST_GROUPS)
    problems.push({
      line: csv.header.line,
      problem: `Ada ${groups.size} gabungan unit, kecamatan, dan tag; paling banyak ${MOST_GROUPS}. Periksa apakah kolomnya tertukar.`,
    });
  if (problems.length > 0) return { problems: problems.slice(0, MOST_PROBLEMS) };
  const ignored = csv.header.cells.filter((cell) => columnOf(cell) === undefined && cell.trim() !== "").map(tidied);
  const { encoding, separator, rows } = csv;
  return { encoding, separator, lines: rows.length, groups: [...groups.values()], duplicates, ignored };
}

type Columns = { unit: number } & Partial<Record<Column, number>>;

function columnOf(heading: string): Column | undefined {
  return HEADINGS.get(comparable(heading.replace(/[^\p{L}]+/gu, " ")));
}

function columnsOf({ line, cells }: CsvRow): Columns | { problems: LineProblem[] } {
  const columns: Partial<Record<Column, number>> = {};
  for (const [at, cell] of cells.entries()) {
    const column = columnOf(cell);
    if (column === undefined) continue;
    if (columns[column] !== undefined)
      return { problems: [{ line, problem: `Kolom "${tidied(cell)}" ada dua kali. Hapus salah satunya.` }] };
    columns[column] = at;
  }
  const { unit } = columns;
  if (unit !== undefined) return { ...columns, unit };
  const read = cells
    .map((cell) => `"${tidied(cell).slice(0, 40)}"`)
    .slice(0, 12)
    .join(", ");
  return {
    problems: [
      {
        line,
        problem: `Tidak ada kolom unit. Judul kolom yang terbaca: ${read}. Baris pertama harus berisi judul: nama, unit, kecamatan, tag.`,
      },
    ],
  };
}

type Read = { name: string | undefined; unit: string; district: string | undefined; tags: string[] };

/** One person's line, or what is wrong with it. */
function readRow({ cells }: CsvRow, columns: Columns, width: number): Read | string {
  if (cells.slice(width).some((cell) => cell.trim() !== ""))
    return `Ada ${cells.length} kolom, padahal judulnya ${width}. Isi yang memuat tanda pemisah ditulis dalam tanda petik.`;
  const formula = Object.values(columns).find((at) => isFormula(cells[at] ?? ""));
  if (formula !== undefined)
    return `Kolom ke-${formula + 1} berisi rumus (${tidied(cells[formula] ?? "").slice(0, 20)}). Ganti dengan tulisan biasa.`;
  const value = (column: Column) => meant(cells[columns[column] ?? -1] ?? "");
  const [name, unit, district] = [value("name"), value("unit"), bareDistrict(value("district"))];
  const tags = sortedTags((cells[columns.tags ?? -1] ?? "").split(/[,;|\r\n]/).map(meant)).filter((tag) => tag !== "");
  if (unit === "") return "Unit kosong. Isi unitnya, atau hapus baris ini.";
  if (name === "" && columns.name !== undefined) return "Nama kosong. Isi namanya, atau hapus baris ini.";
  if ([name, unit, district, ...tags].some((each) => each.length > MOST_VALUE))
    return `Ada isi yang lebih panjang dari ${MOST_VALUE} huruf. Periksa apakah tanda petiknya lengkap.`;
  if (tags.length > MOST_TAGS) return `Ada ${tags.length} tag; paling banyak ${MOST_TAGS}.`;
  return {
    name: columns.name === undefined ? undefined : comparable(name),
    unit,
    district: district === "" ? undefined : district,
    tags,
  };
}

/** What a cell says; a dash says nothing. */
function meant(cell: string): string {
  const text = tidied(cell);
  return /^[-–—.]*$/.test(text) ? "" : text;
}

function isFormula(cell: string): boolean {
  return /^\s*(?:[=+@]|-\S*[\d(=+])/.test(cell);
}
