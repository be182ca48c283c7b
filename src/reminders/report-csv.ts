import { csvCell } from "./csv-cell.ts";
import type { Report } from "./report.ts";
import type { MailingLine } from "./report-mailings.ts";

/** What an Indonesian Excel opens by double click: semicolons, a byte order mark, CRLF. */
const SEPARATOR = ";";
const HEADER = ["bagian", "butir", "keterangan", "nilai"];

type Row = readonly [string, string, string, string | number];

/** A report as CSV, a row for each figure, safe to open in a spreadsheet. */
export function reportCsv({ kind, title, officeName, asOf, facts, mailings, missed, units }: Report): string {
  const rows: Row[] = [
    ["ringkasan", kind === "acara" ? "Acara" : "Siaran", "", title],
    ["ringkasan", "Kantor", "", officeName],
    ["ringkasan", "Keadaan per", "", asOf],
    ...facts.map(({ name, value }): Row => ["ringkasan", name, "", value]),
    ...mailings.flatMap(mailingRows),
    ...missed.map((name): Row => ["terlewat", `Pengingat ${name}`, "waktunya sudah lewat", ""]),
    ...units.flatMap(({ unit = "tanpa unit", expected, accepted, failed, hadir, diwakili, tidak }): Row[] => [
      ...(expected === undefined ? [] : [["unit", unit, "pegawai menurut daftar", expected] as const]),
      ["unit", unit, "terkirim", accepted],
      ["unit", unit, "gagal atau belum pasti sampai", failed],
      ...(kind === "siaran"
        ? []
        : ([
            ["unit", unit, "hadir", hadir],
            ["unit", unit, "diwakili", diwakili],
            ["unit", unit, "tidak hadir", tidak],
          ] as const)),
    ]),
  ];
  const lines = [HEADER, ...rows].map((row) => row.map((value) => csvCell(value, SEPARATOR)).join(SEPARATOR));
  return `\ufeff${lines.map((line) => `${line}\r\n`).join("")}`;
}

function mailingRows({ name, when, state, ...counts }: MailingLine): Row[] {
  const item = `${name} (${when})`;
  return [
    ["kiriman", item, "keadaan", state],
    ["kiriman", item, "terkirim", counts.accepted],
    ["kiriman", item, "dikirim ulang", counts.resent],
    ["kiriman", item, "menunggu", counts.pending],
    ["kiriman", item, "belum pasti sampai", counts.unknown],
    ...counts.failed.map(({ reason, count }): Row => ["kiriman", item, `gagal: ${reason}`, count]),
    ...counts.suppressed.map(({ reason, count }): Row => ["kiriman", item, `tidak dikirim: ${reason}`, count]),
  ];
}
