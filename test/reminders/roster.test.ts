import { describe, expect, it } from "vitest";
import { type Roster, readRoster } from "../../src/reminders/roster.ts";
import { computedMs } from "../support/computing.ts";

function read(text: string): Roster {
  const roster = readRoster(Buffer.from(text));
  if ("problems" in roster) throw new Error(JSON.stringify(roster.problems));
  return roster;
}

function problems(text: string): string[] {
  const roster = readRoster(Buffer.from(text));
  return "problems" in roster ? roster.problems.map(({ line, problem }) => `${line}: ${problem}`) : [];
}

describe("a roster", () => {
  it.each([
    "nama,unit,kecamatan,tag\nAna,BKPSDM,Tarakan Barat,eselon-4",
    "TAG;Kecamatan;Unit Kerja;Nama Lengkap\nEselon-4;tarakan barat;bkpsdm;Ana",
    "name\tunit\tdistrict\ttags\nAna\tBKPSDM\tKec. Tarakan  Barat\teselon-4|ESELON-4",
    'No.,NIP,Nama,OPD,Distrik,Label\n1,19800101,Ana,"BKPSDM ",Tarakan Barat,"eselon-4"',
  ])("is read with its headings in any order and language: %j", (text) => {
    const { groups } = read(text);
    expect(
      groups.map(({ unit, district, ...more }) => ({
        ...more,
        unit: unit.toLowerCase(),
        district: district?.toLowerCase(),
      })),
    ).toEqual([{ unit: "bkpsdm", district: "tarakan barat", tags: ["eselon-4"], expected: 1 }]);
  });

  it("counts the people of each group, each once, and says who stands there twice", () => {
    const { lines, groups, duplicates } = read(
      ["nama,unit,tag", "Ana,BKPSDM,guru", "", "Budi,bkpsdm,Guru", "ana,BKPSDM,guru", "Ana,Dinkes,-", ",,"].join("\n"),
    );
    expect(groups).toEqual([
      { unit: "BKPSDM", district: undefined, tags: ["guru"], expected: 2 },
      { unit: "Dinkes", district: undefined, tags: [], expected: 1 },
    ]);
    expect(lines).toBe(4);
    expect(duplicates).toEqual([{ line: 5, of: 2 }]);
  });

  it("keeps no name and no column that it does not know", () => {
    const roster = read("nama,unit,No HP,NIP\nRahasiawati,BKPSDM,0811222333,1980");
    expect(roster.ignored).toEqual(["No HP", "NIP"]);
    expect(JSON.stringify(roster)).not.toMatch(/rahasiawati|0811|1980/i);
  });

  it("may have no names at all", () => {
    expect(read("unit\nBKPSDM\nBKPSDM\nDinkes").groups.map(({ expected }) => expected)).toEqual([2, 1]);
  });

  it("tells every line that is wrong, and then gives nothing", () => {
    const text = [
      "nama,unit,kecamatan,tag",
      "Ana,,,",
      ",BKPSDM,,",
      'Budi,"=HYPERLINK(""x"")",,',
      "Citra,Dinas, Kesehatan,Barat,x",
      "Dewi,BKPSDM,,",
      `Eko,${"x".repeat(121)},,`,
      "Fitri,-,,",
      "Gita,+cmd,,",
      "Hadi,A,-2+3,",
    ].join("\n");
    expect(problems(text)).toEqual([
      expect.stringMatching(/^2: Unit kosong/),
      expect.stringMatching(/^3: Nama kosong/),
      expect.stringMatching(/^4: Kolom ke-2 berisi rumus/),
      expect.stringMatching(/^5: Ada 5 kolom, padahal judulnya 4/),
      expect.stringMatching(/^7: Ada isi yang lebih panjang/),
      expect.stringMatching(/^8: Unit kosong/),
      expect.stringMatching(/^9: Kolom ke-2 berisi rumus/),
      expect.stringMatching(/^10: Kolom ke-3 berisi rumus/),
    ]);
  });

  it.each([
    ["nama,kecamatan\nAna,Barat", '1: Tidak ada kolom unit. Judul kolom yang terbaca: "nama", "kecamatan"'],
    ["unit,opd\nA,B", '1: Kolom "opd" ada dua kali'],
    ["\n\nnama,unit\n", "3: Di bawah judul kolom belum ada barisnya"],
    ["", "1: Berkas ini kosong"],
  ])("%j is refused", (text, problem) => {
    expect(problems(text)[0]).toContain(problem);
  });

  it("with more groups than an office has is refused", () => {
    const text = `unit,tag\n${Array.from({ length: 5_001 }, (_, n) => `A,t${n}`).join("\n")}`;
    expect(problems(text)[0]).toContain("5001 gabungan");
  });

  it("of 50,000 lines is read at once", () => {
    const line = (n: number) => `"Pegawai ${n}";"Dinas ${n % 60}";Kecamatan ${n % 8};"eselon-${n % 4}"`;
    const text = `nama;unit;kecamatan;tag\r\n${Array.from({ length: 50_000 }, (_, n) => line(n)).join("\r\n")}`;
    const before = computedMs();
    const { lines, groups } = read(text);
    expect(lines).toBe(50_000);
    expect(groups.reduce((sum, { expected }) => sum + expected, 0)).toBe(50_000);
    expect(computedMs() - before).toBeLessThan(5_000);
  });
});
