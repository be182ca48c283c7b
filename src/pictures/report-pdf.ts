import type { Report } from "../reminders/report.ts";
import type { MailingLine, ReasonCount } from "../reminders/report-mailings.ts";
import { sumOfUnits } from "../reminders/report-units.ts";
import { spellCount } from "../reminders/spell-count.ts";
import { drawUnits } from "./report-chart.ts";
import { createPage, FAINT, LINE, type Page } from "./report-page.ts";

const MOST_MAILINGS = 7;
const ROW = 15;

/** A report on one page of A4, whatever its length: what does not fit is summed up, and the CSV has it all. */
export async function drawReport(report: Report): Promise<Uint8Array> {
  const { kind, id, title, officeName, asOf } = report;
  const page = createPage(`Laporan ${kind} ${id}: ${title}`);
  const { left, right, bottom } = page;
  const width = right - left;
  page.write(officeName, left, 36, { width: width - 260, size: 9, colour: FAINT });
  page.write(`Keadaan per ${asOf}`, right - 255, 36, {
    width: 255,
    size: 9,
    smallest: 7,
    colour: FAINT,
    align: "right",
  });
  page.write(`Laporan ${kind} ${id}`, left, 52, { width, size: 10, bold: true, colour: FAINT });
  let y = 67 + page.write(title, left, 67, { width, size: 17, smallest: 11, bold: true, lines: 2 }) + 6;
  y = drawFacts(page, report, y) + 8;
  y = drawTotals(page, report, y) + 12;
  y = drawMailings(page, report, y) + 10;
  drawUnits(page, report, y, bottom - 22);
  page.write(
    "Batang penuh: semua pegawai unit itu menurut daftar, atau semua yang terkirim bila unitnya tidak ada di daftar. Laporan ini tidak memuat nama atau alamat penerima.",
    left,
    bottom - 14,
    { width, size: 7, colour: FAINT, lines: 2 },
  );
  return page.bytes();
}

const FACT_NAME = 105;

function drawFacts(page: Page, { facts }: Report, top: number): number {
  let y = top;
  for (const { name, value } of facts) {
    page.write(name, page.left, y, { width: FACT_NAME, size: 8.5, colour: FAINT });
    const x = page.left + FACT_NAME;
    y += page.write(value, x, y, { width: page.right - x, size: 8.5, smallest: 7.5, lines: 2 }) + 2.5;
  }
  return y;
}

/** The few numbers that are asked for first. */
function drawTotals(page: Page, { kind, units }: Report, top: number): number {
  const { accepted, failed, hadir, diwakili, tidak, expected } = sumOfUnits(units);
  const tiles: Array<[string, number]> =
    kind === "acara"
      ? [
          ["Terkirim, kiriman terbesar", accepted],
          ["Hadir", hadir],
          ["Diwakili", diwakili],
          ["Tidak hadir", tidak],
        ]
      : [
          ["Terkirim", accepted],
          ["Gagal atau belum pasti", failed],
        ];
  if (expected !== undefined) tiles.push(["Pegawai menurut daftar", expected]);
  const gap = 8;
  const width = (page.right - page.left - gap * (tiles.length - 1)) / tiles.length;
  for (const [at, [name, count]] of tiles.entries()) {
    const x = page.left + at * (width + gap);
    page.box(x, top, width, 40, { line: LINE });
    page.write(spellCount(count), x + 8, top + 5, { width: width - 16, size: 15, bold: true });
    page.write(name, x + 8, top + 25, { width: width - 16, size: 7.5, smallest: 6, colour: FAINT });
  }
  return top + 40;
}

type Column = { name: string; width: number; of(line: MailingLine): string };

const total = (counts: readonly ReasonCount[]) => counts.reduce((all, { count }) => all + count, 0);

const NUMBERS: readonly Column[] = [
  { name: "Terkirim", width: 46, of: ({ accepted }) => spellCount(accepted) },
  { name: "Gagal", width: 40, of: ({ failed }) => spellCount(total(failed)) },
  { name: "Belum pasti", width: 58, of: ({ unknown }) => spellCount(unknown) },
  { name: "Tidak dikirim", width: 62, of: ({ suppressed }) => spellCount(total(suppressed)) },
  { name: "Menunggu", width: 54, of: ({ pending }) => spellCount(pending) },
];

function drawMailings(page: Page, { mailings, missed }: Report, top: number): number {
  const { left, right } = page;
  page.write("Kiriman", left, top, { width: 200, size: 11, bold: true });
  let y = top + 18;
  if (mailings.length === 0) {
    page.write("Belum ada yang dikirim.", left, y, { width: 300, size: 9, colour: FAINT });
    y += ROW;
  } else {
    drawCells(page, y, ["", ...NUMBERS.map(({ name }) => name)], FAINT);
    y += ROW - 2;
    for (const line of shownMailings(mailings)) {
      page.box(left, y - 2, right - left, 0.6, { fill: LINE });
      const named = [line.name, line.when, line.isDone ? "" : line.state].filter((part) => part !== "").join(" · ");
      drawCells(page, y, [named, ...NUMBERS.map(({ of }) => of(line))]);
      y += ROW;
    }
  }
  const remarks = remarksOn(mailings, missed);
  if (remarks !== "")
    y += page.write(remarks, left, y + 1, { width: right - left, size: 7.5, colour: FAINT, lines: 3 }) + 2;
  return y;
}

function drawCells(page: Page, y: number, [first = "", ...numbers]: readonly string[], colour?: string): void {
  const all = NUMBERS.reduce((sum, { width }) => sum + width, 0);
  const shade = colour === undefined ? {} : { colour };
  page.write(first, page.left, y, { width: page.right - page.left - all - 6, size: 8, smallest: 6.5, ...shade });
  let x = page.right - all;
  for (const [at, number] of numbers.entries()) {
    const width = NUMBERS[at]?.width ?? 0;
    page.write(number, x, y, { width, size: colour === undefined ? 8.5 : 7.5, align: "right", ...shade });
    x += width;
  }
}

/** The last ones, and what the earlier ones have together. */
function shownMailings(mailings: readonly MailingLine[]): MailingLine[] {
  if (mailings.length <= MOST_MAILINGS) return [...mailings];
  const earlier = mailings.slice(0, mailings.length - MOST_MAILINGS + 1);
  const sum = (of: (line: MailingLine) => number) => earlier.reduce((all, line) => all + of(line), 0);
  return [
    {
      name: `${earlier.length} kiriman sebelumnya`,
      when: "",
      state: "",
      isDone: true,
      accepted: sum(({ accepted }) => accepted),
      resent: sum(({ resent }) => resent),
      pending: sum(({ pending }) => pending),
      unknown: sum(({ unknown }) => unknown),
      failed: earlier.flatMap(({ failed }) => failed),
      suppressed: earlier.flatMap(({ suppressed }) => suppressed),
    },
    ...mailings.slice(earlier.length),
  ];
}

function remarksOn(mailings: readonly MailingLine[], missed: readonly string[]): string {
  const resent = mailings.reduce((all, line) => all + line.resent, 0);
  return [
    reasons(
      "Gagal (semua kiriman)",
      mailings.flatMap(({ failed }) => failed),
    ),
    reasons(
      "Tidak dikirim",
      mailings.flatMap(({ suppressed }) => suppressed),
    ),
    resent > 0 ? `${spellCount(resent)} dikirim ulang karena belum pasti sampai.` : "",
    missed.length > 0 ? `Terlewat: pengingat ${missed.join(", ")}.` : "",
  ]
    .filter((each) => each !== "")
    .join(" ");
}

function reasons(name: string, counts: readonly ReasonCount[]): string {
  if (counts.length === 0) return "";
  const sums = [...Map.groupBy(counts, ({ reason }) => reason)].map(([reason, all]) => ({ reason, count: total(all) }));
  return `${name}: ${sums.map(({ reason, count }) => `${reason} ${spellCount(count)}`).join(", ")}.`;
}
