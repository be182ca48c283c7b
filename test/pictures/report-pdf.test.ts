import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { drawReport } from "../../src/pictures/report-pdf.ts";
import type { Report } from "../../src/reminders/report.ts";
import type { MailingLine } from "../../src/reminders/report-mailings.ts";
import type { UnitLine } from "../../src/reminders/report-units.ts";

const unit = (at: number, name = `Dinas ${at}`): UnitLine => ({
  unit: name,
  expected: 1_000 - at,
  accepted: 90,
  failed: 2,
  hadir: 50,
  diwakili: 5,
  tidak: 3,
});

const mailing = (at: number): MailingLine => ({
  name: `Pengingat ${at} hari sebelum`,
  when: "3 Oktober 2024, 08.00 WIT",
  state: "selesai",
  isDone: true,
  accepted: 1_000 + at,
  resent: 0,
  pending: 0,
  unknown: 1,
  failed: [{ reason: "tidak dapat dihubungi lagi", count: 4 }],
  suppressed: [{ reason: "berhenti berlangganan", count: 2 }],
});

const report = (more: Partial<Report> = {}): Report => ({
  kind: "acara",
  id: 12,
  title: "Sosialisasi Netralitas ASN",
  officeName: "Kesbangpol Contoh",
  asOf: "Jumat, 11 Oktober 2024, pukul 09.30 WIT",
  facts: [{ name: "Sasaran", value: "semua pelanggan" }],
  mailings: [mailing(7), mailing(1)],
  missed: [],
  units: [unit(1), unit(2)],
  ...more,
});

/** The pages and the words of a report. */
async function read(drawn: Report): Promise<{ pages: number; words: string }> {
  const document = await getDocumentProxy(new Uint8Array(await drawReport(drawn)));
  const { totalPages, text } = await extractText(document, { mergePages: true });
  return { pages: totalPages, words: text.replace(/\s+/g, " ") };
}

const long = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana ";
const endless = "x".repeat(3_000);

describe("the page of a report", () => {
  it("shows its units, the largest first, with their numbers", async () => {
    const { pages, words } = await read(report());
    expect(pages).toBe(1);
    expect(words).toContain("Laporan acara 12 Sosialisasi Netralitas ASN");
    expect(words).toContain("Pengingat 7 hari sebelum · 3 Oktober 2024, 08.00 WIT 1.007 4 1 2 0");
    expect(words).toMatch(/Dinas 1 50 5 3 999 Dinas 2 50 5 3 998/);
  });

  it("sums up the smaller of sixty units with long names, and loses nobody", async () => {
    const units = Array.from({ length: 60 }, (_, at) => unit(at, `${long}${at}`));
    const { pages, words } = await read(report({ units }));
    expect(pages).toBe(1);
    const [, rest = "", hadir = ""] = /Lainnya \((\d+) unit\) ([\d.]+) /.exec(words) ?? [];
    expect(Number(rest)).toBeGreaterThan(20);
    expect(Number(hadir.replace(".", ""))).toBe(Number(rest) * 50);
    // The tile has them all.
    expect(words).toContain("3.000 Hadir");
  });

  it("shows all units where they just fit", async () => {
    const units = Array.from({ length: 20 }, (_, at) => unit(at));
    const { pages, words } = await read(report({ units }));
    expect(pages).toBe(1);
    expect(words).not.toContain("Lainnya");
    for (const { unit: name } of units) expect(words).toContain(`${name} 50 5 3`);
  });

  it.each<[string, Partial<Report>]>([
    ["nothing happened", { mailings: [], units: [], facts: [] }],
    ["there are forty mailings", { mailings: Array.from({ length: 40 }, (_, at) => mailing(at)) }],
    [
      "everything is written at length",
      {
        title: `${long}${endless}`,
        officeName: endless,
        facts: Array.from({ length: 11 }, (_, at) => ({ name: `Hal ${at}`, value: long.repeat(20) + endless })),
        missed: Array.from({ length: 30 }, (_, at) => `${at} hari sebelum`),
        mailings: Array.from({ length: 40 }, (_, at) => mailing(at)),
        units: Array.from({ length: 500 }, (_, at) => unit(at, endless)),
      },
    ],
    [
      "a unit has no roster and nobody answered",
      { units: [{ ...unit(1), expected: undefined, accepted: 0, hadir: 0 }] },
    ],
    ["it is a broadcast", { kind: "siaran" }],
    ["numbers are large", { units: [{ ...unit(1), expected: 1_234_567, accepted: 1_000_000, hadir: 999_999 }] }],
    ["signs are strange", { title: "\ud800 \u0000 <b>& “x”\n\n" }],
  ])("stays one page when %s", async (_, more) => {
    expect((await read(report(more))).pages).toBe(1);
  });

  it("shows the last mailings and what the earlier ones have together", async () => {
    const { words } = await read(report({ mailings: Array.from({ length: 10 }, (_, at) => mailing(at)) }));
    // 1,000 to 1,003 of the first four.
    expect(words).toContain("4 kiriman sebelumnya 4.006 16 4 8 0");
    expect(words).toContain("Pengingat 9 hari sebelum");
  });
});
