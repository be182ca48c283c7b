import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import decodeQr from "qr/decode.js";
import { extractText, getDocumentProxy, renderPageAsImage } from "unpdf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { findLeaks, placesIn } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const desk = (...args: string[]) =>
  runInside(runDesk, args, { environment: { DATA_DIR: folder, OFFICE_NAME: "Kesbangpol Kota Tarakan" } });

async function inDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(folder);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

function file(text: string | Buffer, name = "pegawai.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const roster = [
  "nama;unit;kecamatan;tag",
  "Rahasiawati;BKPSDM;Tarakan Barat;eselon-4",
  "Budi;BKPSDM;Tarakan Barat;eselon-4",
  "Citra;Dinas Kesehatan;;",
].join("\r\n");

describe("desk people import", () => {
  it("takes a roster over, gives every group a code, and keeps nobody's name", async () => {
    const { code, stdout } = await desk("people", "import", file(roster), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      encoding: "utf-8",
      separator: "semicolon",
      lines: 3,
      people: 3,
      groups: 2,
      added: 2,
      changed: 0,
      same: 0,
      duplicates: [],
      ignored: [],
      problems: [],
      written: true,
    });
    const codes = JSON.parse((await desk("people", "codes", "--json")).stdout) as Array<Record<string, unknown>>;
    expect(codes.map(({ code, ...group }) => group)).toEqual([
      { unit: "BKPSDM", district: "Tarakan Barat", tags: ["eselon-4"], expected: 2, joined: 0 },
      { unit: "Dinas Kesehatan", district: null, tags: [], expected: 1, joined: 0 },
    ]);
    writeFileSync(join(folder, "pegawai.csv"), "");
    expect(findLeaks([{ name: "name", value: "Rahasiawati" }], placesIn(folder))).toEqual([]);
  });

  it("leaves everything as it was when one line is wrong, and names the line", async () => {
    await desk("people", "import", file(roster));
    const before = (await desk("people", "codes", "--json")).stdout;
    const broken = file(`${roster}\r\nDewi;;Tarakan Barat;\r\nEko;=1+1;;`);
    const { code, stdout, stderr } = await desk("people", "import", broken, "--json");
    expect(code).toBe(2);
    expect(stderr).toContain("nothing was imported");
    expect(stderr).toMatch(/baris 5: Unit kosong.*\n.*baris 6: Kolom ke-2 berisi rumus/);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ line: 5 }, { line: 6 }], written: false });
    expect((await desk("people", "codes", "--json")).stdout).toBe(before);
  });

  it("only looks with --dry-run", async () => {
    await desk("people", "import", file(roster));
    const more = file(`${roster}\r\nDewi;Disdik;;\r\nBudi;BKPSDM;Tarakan Barat;eselon-4\r\n`);
    const { stdout } = await desk("people", "import", more, "--dry-run");
    expect(stdout).toContain("1 groups new, 0 changed, 2 as before");
    expect(stdout).toContain("line 6 says the same as line 3");
    expect(stdout).toContain("nothing is written");
    expect((await desk("people", "codes")).stdout).not.toContain("Disdik");
  });

  it("stands in the audit without what is in the roster", async () => {
    await inDatabase((database) =>
      createOfficers(database).invite("ana", "petugas", hashInvitationCode("ana"), new Date()),
    );
    expect((await desk("people", "import", file(roster), "--as", "ana")).code).toBe(0);
    const [entry] = JSON.parse((await desk("audit", "list", "--json")).stdout) as unknown[];
    expect(entry).toMatchObject({ who: "ana", action: "roster-imported", detail: { groups: 2, added: 2 } });
    expect((await desk("people", "import", file(roster), "--as", "budi")).code).toBe(2);
  });

  it.each([
    ["that is missing", undefined, "cannot be read"],
    ["of Excel", "PK\u0003\u0004", "berkas Excel"],
    ["without the column unit", "nama\nAna", "Tidak ada kolom unit"],
  ])("refuses a file %s", async (_, text, sentence) => {
    const { code, stderr } = await desk("people", "import", text === undefined ? join(folder, "x.csv") : file(text));
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

describe("desk people count", () => {
  it("counts whom an audience means now, by what they want", async () => {
    await desk("people", "import", file(roster));
    await inDatabase(async (database) => {
      const people = createPeople(database, systemClock);
      const [first] = await people.groups();
      await people.join("telegram:1", first?.code ?? "", "1");
      await people.subscribe("telegram:2", ["events"], "1");
    });
    expect(JSON.parse((await desk("people", "count", "SEMUA", "--json")).stdout)).toEqual({
      audience: "semua",
      count: 2,
      events: 2,
      broadcasts: 1,
      nobodyOf: [],
    });
    const { stdout } = await desk("people", "count", "kecamatan:“tarakan barat” dan tag:eselon-4");
    expect(stdout).toBe('1  kecamatan:"tarakan barat" & tag:eselon-4  (events: 1, broadcasts: 1)\n');
    const slip = await desk("people", "count", "semua & !tag:honorer | unit:BKPSMD");
    expect(slip.stdout).toContain("2  (semua & !tag:honorer) | unit:BKPSMD");
    for (const part of ["tag:honorer", "unit:BKPSMD"]) expect(slip.stdout).toContain(`nobody is ${part} yet`);
  });

  it("says where an audience cannot be read", async () => {
    expect(await desk("people", "count", "unit:A dan")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("huruf ke-11"),
    });
  });
});

describe("desk people codes", () => {
  it("draws a sheet whose QR codes lead to the bot, with office, unit and code in letters", async () => {
    await desk("people", "import", file(roster));
    const pdf = join(folder, "kode.pdf");
    const args = ["--telegram", "@sinetral_tarakan_bot", "--whatsapp", "0812-3456-7890"];
    expect((await desk("people", "codes", "--pdf", pdf, ...args)).stdout).toContain("2 cards");
    const bytes = new Uint8Array(readFileSync(pdf));
    const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
    const [{ code = "" } = {}] = JSON.parse((await desk("people", "codes", "--json")).stdout) as Array<{
      code?: string;
    }>;
    for (const words of ["Kesbangpol Kota Tarakan", "BKPSDM", "Kecamatan Tarakan Barat · eselon-4", code])
      expect(text).toContain(words);
    expect(await qrCodesIn(bytes)).toEqual([
      `https://t.me/sinetral_tarakan_bot?start=${code}`,
      `https://wa.me/6281234567890?text=gabung%20${code}`,
    ]);
  });

  it.each([
    [["--pdf", "x.pdf"], "--pdf needs where"],
    [["--telegram", "sinetral_bot"], "go with --pdf"],
    [["--pdf", "x.pdf", "--telegram", "bot dinas"], "--telegram bot dinas"],
    [["--pdf", "x.pdf", "--whatsapp", "dinas"], "--whatsapp dinas"],
    [["--pdf", "x.pdf", "--telegram", "sinetral_bot"], "no roster yet"],
  ])("%j ends with 2 and a sentence", async (args, sentence) => {
    const { code, stderr } = await desk("people", "codes", ...args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
    expect(existsSync("x.pdf")).toBe(false);
  });
});

/** What the QR codes of the first card say, left to right, read off the drawn page. */
async function qrCodesIn(pdf: Uint8Array): Promise<string[]> {
  const canvasImport = () => import("@napi-rs/canvas");
  const page = await loadImage(Buffer.from(await renderPageAsImage(pdf, 1, { canvasImport, scale: 3 })));
  const pen = createCanvas(page.width, page.height).getContext("2d");
  pen.drawImage(page, 0, 0);
  const [width, height] = [Math.floor(page.width * 0.21), Math.floor(page.height / 4)];
  return [0.51, 0.73].map((left) =>
    decodeQr(pen.getImageData(Math.floor(page.width * left), Math.floor(page.height * 0.04), width, height)),
  );
}
