import { describe, expect, it } from "vitest";
import { csvCell } from "../../src/reminders/csv-cell.ts";
import { type Csv, readCsv } from "../../src/reminders/read-csv.ts";
import { createRandom } from "../bench/random.ts";

const utf16 = (text: string, order: "le" | "be", mark = true) => {
  const bytes = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};
const windows1252 = (text: string) => Buffer.from(text, "latin1");

function read(bytes: Uint8Array): Csv {
  const csv = readCsv(bytes);
  if ("problems" in csv) throw new Error(JSON.stringify(csv.problems));
  return csv;
}

const cells = (csv: Csv) => [csv.header, ...csv.rows].map((row) => row.cells);

describe("a CSV file", () => {
  const text = "nama;unit\r\nÉlisabeth;Dinas “Sosial”\r\n";
  const plain = "nama,unit\nÉlisabeth,Séksi\n";

  it.each([
    ["UTF-8", Buffer.from(text), "utf-8"],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`), "utf-8"],
    ["UTF-16, little end first", utf16(text, "le"), "utf-16le"],
    ["UTF-16, big end first", utf16(text, "be"), "utf-16be"],
    ["UTF-16 without a mark", utf16(text, "le", false), "utf-16le"],
    ["UTF-16 without a mark, big end first", utf16(text, "be", false), "utf-16be"],
  ] as const)("in %s is read", (_, bytes, encoding) => {
    const csv = read(bytes);
    expect(csv.encoding).toBe(encoding);
    expect(cells(csv)).toEqual([
      ["nama", "unit"],
      ["Élisabeth", "Dinas “Sosial”"],
    ]);
  });

  it("in Windows-1252 is read", () => {
    const csv = read(windows1252(plain));
    expect(csv.encoding).toBe("windows-1252");
    expect(csv.rows[0]?.cells).toEqual(["Élisabeth", "Séksi"]);
  });

  it.each([
    ["a,b\n1,2\n", ","],
    ["a;b\n1;2\n", ";"],
    ["a\tb\n1\t2\n", "\t"],
    ['"a,x";b\n1;2\n', ";"],
    ["sep=;\na;b\n1;2\n", ";"],
    ["a;b,c;d\n1;2;3\n", ";"],
    ["a\n1\n", ","],
  ])("%j is separated by %j", (text, separator) => {
    expect(read(Buffer.from(text)).separator).toBe(separator);
  });

  it("has lines that are counted as an editor counts them, whatever ends them, with line breaks in quotes and blank lines", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = ["a,b", '"satu', 'dua",x', "", " , ", '"tiga ""3""" ,y'].join(end);
      expect(read(Buffer.from(text)).rows).toEqual([
        { line: 2, cells: [`satu${end}dua`, "x"] },
        { line: 6, cells: ['tiga "3"', "y"] },
      ]);
    }
  });

  it.each([
    ["", 1, "kosong"],
    ['a,b\nx,"y\nz,w\n', 2, "tidak pernah ditutup"],
    ['a,b\n\n"x"y,z\n', 3, "sesudah tanda petik penutup"],
    ["PK\u0003\u0004xxxx", 1, "berkas Excel (.xlsx), bukan CSV"],
    ["%PDF-1.7", 1, "berkas PDF"],
    ["a,b\nx\u0000y,z", 2, "bukan berkas tulisan"],
  ])("that is %j is refused at line %d", (text, line, problem) => {
    expect(readCsv(Buffer.from(text))).toEqual({ problems: [{ line, problem: expect.stringContaining(problem) }] });
  });

  it("with broken letters is refused with each line that has them", () => {
    const bytes = Buffer.concat([
      Buffer.from("nama,unit\nÉli,A\nb"),
      Buffer.from([0xe9]),
      Buffer.from(",B\nc,C\nd"),
      Buffer.from([0xff, 0x0a]),
    ]);
    const csv = readCsv(bytes);
    expect("problems" in csv ? csv.problems.map(({ line }) => line) : []).toEqual([3, 5]);
  });

  it("of twenty megabytes and more is refused", () => {
    expect(readCsv(Buffer.alloc(20 * 1024 * 1024 + 1, "a"))).toMatchObject({ problems: [{ line: 1 }] });
  });
});

describe("what was written as CSV", () => {
  const pieces = ["Dinas", " ", ",", ";", "\t", '"', "\n", "\r\n", "é", "“", "=1+1", "-", "1", "ñ", "Ⅳ"];

  it("is read as it was, in any encoding, by any separator and line end (3,000 files of seed 8)", () => {
    const random = createRandom(8);
    for (let n = 0; n < 3_000; n += 1) {
      const separator = random.pick([",", ";", "\t"]);
      const end = random.pick(["\n", "\r\n"]);
      const width = random.between(2, 4);
      const cell = () =>
        Array.from({ length: random.between(0, 5) }, () => random.pick(pieces))
          .join("")
          .trim();
      const rows = Array.from({ length: random.between(0, 6) }, () => Array.from({ length: width }, cell));
      const header = Array.from({ length: width }, (_, at) => `kolom${at}`);
      const quoted = (value: string) =>
        random.next() < 0.3 || /[,;\t"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
      const text = [header, ...rows].map((row) => row.map(quoted).join(separator)).join(end);
      const bytes = random.pick([
        Buffer.from(text),
        Buffer.from(`\ufeff${text}`),
        utf16(text, "le"),
        utf16(text, "be"),
      ]);
      const kept = rows.filter((row) => row.some((value) => value !== ""));
      expect(
        read(bytes).rows.map((row) => row.cells),
        JSON.stringify(text),
      ).toEqual(kept);
    }
  });

  it("never throws, whatever the bytes are (5,000 of seed 9)", () => {
    const random = createRandom(9);
    for (let n = 0; n < 5_000; n += 1) {
      const bytes = Buffer.from(
        Array.from({ length: random.between(0, 60) }, () =>
          random.pick([0, 10, 13, 34, 44, 59, 65, 97, 0xc3, 0xa9, 0xfe, 0xff]),
        ),
      );
      const csv = readCsv(bytes);
      if ("problems" in csv) expect(csv.problems.length).toBeGreaterThan(0);
    }
  });
});

describe("a cell for spreadsheets", () => {
  it.each(["=1+1", "+62811", "-1", "@x", "\tx", "\rx", " =1"])("%j is text to them", (value) => {
    expect(csvCell(value, ",").replace(/^"/, "")).toBe(`'${value}${value.startsWith("\r") ? '"' : ""}`);
  });

  it("is a number where it is one, and quoted where it must be", () => {
    expect([csvCell(-3, ","), csvCell("a;b", ","), csvCell("a;b", ";"), csvCell('"', ",")]).toEqual([
      "-3",
      "a;b",
      '"a;b"',
      '""""',
    ]);
  });
});
