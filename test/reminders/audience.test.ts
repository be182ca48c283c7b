import { describe, expect, it } from "vitest";
import { type Audience, parseAudience, sayAudience } from "../../src/reminders/audience.ts";
import { createRandom } from "../bench/random.ts";

const said = (text: string): string => {
  const audience = parseAudience(text);
  return "problem" in audience ? audience.problem : sayAudience(audience);
};

describe("an audience that officers write", () => {
  it.each([
    ["semua", "semua"],
    ["  SEMUA ", "semua"],
    ["unit:BKPSDM", "unit:BKPSDM"],
    ["OPD = BKPSDM", "unit:BKPSDM"],
    ['kecamatan:"Tarakan Barat" & tag:eselon-4', 'kecamatan:"Tarakan Barat" & tag:eselon-4'],
    ["Kecamatan:“Tarakan  Barat” DAN Tag:eselon-4", 'kecamatan:"Tarakan Barat" & tag:eselon-4'],
    ['kecamatan:"Kec. Tarakan Barat"', 'kecamatan:"Tarakan Barat"'],
    ["distrik: 'Mimika Baru'", 'kecamatan:"Mimika Baru"'],
    ["unit:Disdik atau unit:Dinkes && tag:guru", "unit:Disdik | (unit:Dinkes & tag:guru)"],
    ["(unit:Disdik | unit:Dinkes) & !tag:guru", "(unit:Disdik | unit:Dinkes) & !tag:guru"],
    ["bukan (unit:A atau bukan unit:B)", "!(unit:A | !unit:B)"],
    ["semua dan bukan tag:Jum'at", 'semua & !tag:"Jum\'at"'],
    ["unit:A|unit:B||unit:C", "unit:A | unit:B | unit:C"],
    ['unit:"Seksi \\"A\\" \\\\ B"', 'unit:"Seksi \\"A\\" \\\\ B"'],
    ["unit:dan & unit:semua", "unit:dan & unit:semua"],
  ])("%j is read as %j", (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it.each([
    ["", "masih kosong"],
    ["BKPSDM", 'Pada huruf ke-1: "BKPSDM" tidak dikenal'],
    ["unit:A & jabatan:camat", 'huruf ke-10: "jabatan:" tidak dikenal'],
    [
      "kecamatan:Tarakan Barat",
      'huruf ke-1: nilai lebih dari satu kata ditulis dalam tanda petik, misalnya kecamatan:"Tarakan Barat"',
    ],
    ["unit:", "huruf ke-1: setelah unit: belum ada nilainya"],
    ['unit:""', "huruf ke-1: setelah unit: belum ada nilainya"],
    ['unit:A & kecamatan:"Tarakan', "huruf ke-20: tanda petik setelah kecamatan: belum ditutup"],
    ["unit:A &", "pada huruf ke-9 masih perlu"],
    ["unit:A & | unit:B", 'huruf ke-10: di depan "|" harus ada'],
    ["unit:A tag:b", 'huruf ke-8: di antara "unit:A" dan "tag:b" perlu &'],
    ["(unit:A | unit:B", "huruf ke-1: kurung ini belum ditutup"],
    ["unit:A)", "huruf ke-7: kurung tutup ini tidak punya kurung buka"],
    ["()", 'huruf ke-2: di depan ")" harus ada'],
    ["unit:A, unit:B", 'huruf ke-7: "," tidak dikenal'],
    ["unit:A; DROP TABLE", 'huruf ke-7: ";" tidak dikenal'],
    [`unit:${"a".repeat(200)}`, "nilai unit terlalu panjang"],
    ["a".repeat(1_001), "terlalu panjang"],
    [`${"(".repeat(100)}semua${")".repeat(100)}`, "bersusun terlalu dalam"],
    [`${"!".repeat(100)}semua`, "bersusun terlalu dalam"],
    [Array.from({ length: 51 }, (_, n) => `tag:${n}`).join("|"), "lebih dari 50 bagian"],
  ])("%.60s is refused with the place and a way on", (text, expected) => {
    const audience = parseAudience(text);
    expect("problem" in audience ? audience.problem : sayAudience(audience)).toContain(expected);
  });

  it("is the same when what was written down is read again, whatever it is (2,000 of seed 6)", () => {
    const random = createRandom(6);
    const value = () =>
      random.pick(["BKPSDM", "Tarakan Barat", 'a "b"', "x\\y", "eselon-4", "Jum'at", "(c) & d|!", "ﬁ", "dan"]);
    const make = (depth: number): Audience => {
      const kind = random.pick([
        "all",
        "unit",
        "district",
        "tag",
        ...(depth > 0 ? (["not", "and", "or"] as const) : []),
      ] as const);
      if (kind === "all") return { kind };
      if (kind === "not") return { kind, of: make(depth - 1) };
      if (kind === "and" || kind === "or") return { kind, of: [make(depth - 1), make(depth - 1)] };
      return { kind, value: value() };
    };
    for (let n = 0; n < 2_000; n += 1) {
      const once = said(sayAudience(make(4)));
      expect(said(once)).toBe(once);
    }
  });

  it("is a sentence or an audience for any rubbish (20,000 of seed 7)", () => {
    const random = createRandom(7);
    const pieces = [
      "unit",
      ":",
      '"',
      "“",
      "'",
      "&",
      "|",
      "!",
      "(",
      ")",
      " ",
      "dan",
      "atau",
      "semua",
      "tag:x",
      "\\",
      "\ud800",
      "é",
      "\n",
      ",",
    ];
    for (let n = 0; n < 20_000; n += 1) {
      const text = Array.from({ length: random.between(0, 12) }, () => random.pick(pieces)).join("");
      const audience = parseAudience(text);
      if ("problem" in audience) expect(audience.problem).toMatch(/^[A-Z].*\.$/s);
      else expect(said(sayAudience(audience))).toBe(sayAudience(audience));
    }
  });
});
