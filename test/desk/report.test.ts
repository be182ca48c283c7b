import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import type { Report } from "../../src/reminders/report.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import {
  bodyOf,
  insertBroadcast,
  insertEvent,
  insertGroup,
  insertMailing,
  insertReplies,
} from "../support/reported.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
let db: Database;
beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
});
afterEach(async () => {
  await db.destroy();
  removeFolder(folder);
});

const environment = () => ({ DATA_DIR: folder, OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT" });
const desk = (...args: string[]) => runInside(runDesk, args, { environment: environment() });

async function reported(...args: string[]): Promise<Report> {
  return JSON.parse((await desk(...args, "--json")).stdout) as Report;
}

/** Ambon's event after it: two units of the roster, one that it does not know, and people without a unit. */
async function ambon(body = bodyOf()): Promise<number> {
  const event = await insertEvent(db, body);
  await insertGroup(db, { unit: "BKPSDM", district: "Sirimau", tags: ["eselon-4"], expected: 20 });
  await insertGroup(db, { unit: "BKPSDM", district: "Sirimau", tags: [], expected: 10 });
  await insertGroup(db, { unit: "Dinas Pangan", district: "Nusaniwe", tags: [], expected: 5 });
  await insertMailing(db, { event }, { label: "P7D", due: "2024-10-03T08:00" }, [
    ["BKPSDM", "accepted", 8],
    [undefined, "accepted", 2],
  ]);
  await insertMailing(db, { event }, { label: "P1D", due: "2024-10-09T08:00" }, [
    ["BKPSDM", "accepted", 12],
    ["bkpsdm", "failed", 2, "gone"],
    ["Dinas Pangan", "accepted", 3, undefined, true],
    ["Dinas Pangan", "failed", 1, "tries"],
    ["Kecamatan Lain", "unknown", 1],
    [undefined, "suppressed", 2, "unsubscribed"],
  ]);
  await insertMailing(db, { event }, { label: "PT1H", due: "2024-10-10T07:00", state: "dropped", reason: "late" });
  await insertReplies(db, event, [
    ["BKPSDM", "hadir", 9],
    ["BKPSDM", "tidak", 1],
    ["Dinas Pangan", "diwakili", 2],
    [undefined, "hadir", 1],
  ]);
  return event;
}

describe("desk event report", () => {
  it("tells who let it go, what became of each mailing and of each unit", async () => {
    await ambon();
    const report = await reported("event", "report", "1");
    expect(report).toMatchObject({
      kind: "acara",
      id: 1,
      title: "Sosialisasi Netralitas ASN",
      officeName: "Kesbangpol Contoh",
    });
    expect(Object.fromEntries(report.facts.map(({ name, value }) => [name, value]))).toEqual({
      Waktu: "Kamis, 10 Oktober 2024, pukul 08.00–12.00 WIT",
      Tempat: "Aula Balai Kota, luring (tatap muka)",
      "Nomor surat": "800/12/2024",
      Sasaran: "semua pelanggan (5.214 orang saat dibuat, diubah, atau disetujui terakhir)",
      Keadaan: "selesai diadakan",
      Dibuat: "oleh ana, Selasa, 1 Oktober 2024, pukul 09.00 WIT",
      Disetujui: "oleh budi, Selasa, 1 Oktober 2024, pukul 10.00 WIT",
    });
    expect(report.mailings).toMatchObject([
      { name: "Pengingat 7 hari sebelum", when: "3 Oktober 2024, 08.00 WIT", state: "selesai", accepted: 10 },
      {
        name: "Pengingat 1 hari sebelum",
        accepted: 15,
        resent: 3,
        unknown: 1,
        pending: 0,
        failed: [
          { reason: "tidak dapat dihubungi lagi", count: 2 },
          { reason: "gagal berkali-kali", count: 1 },
        ],
        suppressed: [{ reason: "berhenti berlangganan", count: 2 }],
      },
    ]);
    expect(report.missed).toEqual(["1 jam sebelum"]);
    expect(report.units).toEqual([
      { unit: "BKPSDM", expected: 30, accepted: 12, failed: 2, hadir: 9, diwakili: 0, tidak: 1 },
      { unit: "Dinas Pangan", expected: 5, accepted: 3, failed: 1, hadir: 0, diwakili: 2, tidak: 0 },
      { unit: "Kecamatan Lain", accepted: 0, failed: 1, hadir: 0, diwakili: 0, tidak: 0 },
      // Both stopped between the two reminders: the first reached them.
      { accepted: 2, failed: 0, hadir: 1, diwakili: 0, tidak: 0 },
    ]);
  });

  it("says what one officer did alone, and why something was let through", async () => {
    await insertEvent(db, bodyOf(), { approved_by: "ana", alone: 1, override: "nama lomba" });
    await insertEvent(db, bodyOf(), { approved_by: "ana" });
    const factsOf = async (id: string) =>
      (await reported("event", "report", id)).facts.map(({ value }) => value).join("\n");
    expect(await factsOf("1")).toMatch(/oleh ana, .*\(satu petugas, dikonfirmasi dua kali\)\nnama lomba$/);
    expect(await factsOf("2")).toMatch(/oleh ana, .*\(satu petugas; sampai 20 orang itu cukup\)$/);
  });

  it("counts as missed what nobody got, and not what was withdrawn for a change or went out in the end", async () => {
    const event = await insertEvent(db, bodyOf({ reminders: ["P14D", "P7D", "P1D"] }));
    const dropped = (label: string, reason: string) =>
      insertMailing(db, { event }, { label, due: "2024-10-01T10:00", state: "dropped", reason });
    await dropped("P14D", "late");
    await dropped("P14D", "late");
    await dropped("P7D", "late");
    await insertMailing(db, { event }, { label: "P7D", due: "2024-10-03T08:00" }, [["BKPSDM", "accepted", 1]]);
    await dropped("P1D", "changed");
    const report = await reported("event", "report", "1");
    expect(report.missed).toEqual(["14 hari sebelum"]);
    expect(report.mailings.map(({ name }) => name)).toEqual(["Pengingat 7 hari sebelum"]);
  });

  it("counts a unit's deliveries of the mailing that reached the most there, whoever stopped since", async () => {
    const event = await insertEvent(db);
    await insertMailing(db, { event }, { label: "P7D", due: "2024-10-03T08:00" }, [
      ["Dinas Pangan", "accepted", 1],
      ["BKPSDM", "accepted", 2],
      ["BKPSDM", "failed", 1, "tries"],
    ]);
    await insertMailing(db, { event }, { label: "P1D", due: "2024-10-09T08:00" }, [
      ["BKPSDM", "accepted", 3],
      ["BKPSDM", "accepted", 2],
      ["Dinas Lain", "unknown", 1],
    ]);
    const { units } = await reported("event", "report", "1");
    expect(units.map(({ unit, accepted, failed }) => [unit, accepted, failed])).toEqual([
      ["BKPSDM", 5, 0],
      ["Dinas Lain", 0, 1],
      ["Dinas Pangan", 1, 0],
    ]);
  });

  it("expects only whom the audience means", async () => {
    const audience = "(unit:bkpsdm | kecamatan:Nusaniwe) & !tag:eselon-4";
    await ambon(bodyOf({ audience }));
    const { units, facts } = await reported("event", "report", "1");
    expect(units.map(({ unit, expected }) => [unit, expected])).toEqual([
      ["BKPSDM", 10],
      ["Dinas Pangan", 5],
      ["Kecamatan Lain", undefined],
      [undefined, undefined],
    ]);
    expect(facts.find(({ name }) => name === "Sasaran")?.value).toMatch(
      /^\(unit bkpsdm atau kecamatan Nusaniwe\) dan bukan tag eselon-4 \(5\.214 orang/,
    );
  });

  it("writes a table that a spreadsheet opens and runs nothing of, and one page", async () => {
    const event = await ambon(bodyOf({ title: '=HYPERLINK("http://contoh.id";"klik")' }));
    await insertReplies(db, event, [["@SUM(A1)", "hadir", 1]]);
    const [csv, pdf] = [join(folder, "laporan.csv"), join(folder, "laporan.pdf")];
    expect(await desk("event", "report", "1", "--csv", csv, "--pdf", pdf)).toMatchObject({
      code: 0,
      stdout: `${csv} is written\n${pdf} is written\n`,
    });
    const table = readFileSync(csv, "utf8");
    expect(table).toMatch(/^\ufeffbagian;butir;keterangan;nilai\r\n/);
    expect(table).toContain(`ringkasan;Acara;;"'=HYPERLINK(""http://contoh.id"";""klik"")"\r\n`);
    expect(table).toContain("unit;'@SUM(A1);hadir;1\r\n");
    expect(table).toContain("unit;BKPSDM;pegawai menurut daftar;30\r\n");
    expect(table).toContain(
      "kiriman;Pengingat 1 hari sebelum (9 Oktober 2024, 08.00 WIT);gagal: gagal berkali-kali;1\r\n",
    );
    expect(table).toContain("terlewat;Pengingat 1 jam sebelum;waktunya sudah lewat;\r\n");
    expect(table.split("\r\n").some((line) => /(^|;)"?[=+@-]/.test(line))).toBe(false);
    const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(pdf))), {
      mergePages: true,
    });
    expect(totalPages).toBe(1);
    expect(text.replace(/\s+/g, " ")).toContain("BKPSDM 9 0 1 30");
  });

  it("names nobody but officers, in no form", async () => {
    await ambon();
    const [csv, pdf] = [join(folder, "laporan.csv"), join(folder, "laporan.pdf")];
    const shown = [
      (await desk("event", "report", "1")).stdout,
      (await desk("event", "report", "1", "--json")).stdout,
      (await desk("event", "report", "1", "--csv", csv, "--pdf", pdf)).stdout,
      readFileSync(csv, "utf8"),
      (await extractText(await getDocumentProxy(new Uint8Array(readFileSync(pdf))), { mergePages: true })).text,
    ];
    for (const text of shown) expect(text).not.toMatch(/telegram|\b(77|88)\d|Rahasia|KODE/);
  });

  it("changes nothing", async () => {
    await ambon();
    const whole = async () =>
      JSON.stringify([
        await db.selectFrom("events").selectAll().execute(),
        await db.selectFrom("mailing_deliveries").selectAll().execute(),
        await db.selectFrom("audit").selectAll().execute(),
      ]);
    const before = await whole();
    await desk("event", "report", "1");
    expect(await whole()).toBe(before);
  });

  it.each([
    [["event", "report", "7"], "there is no acara 7"],
    [["event", "report", "x"], "there is no acara x"],
    [["broadcast", "report", "1"], "there is no siaran 1"],
    [["event", "report", "1", "--pdf", "/tidak/ada/x.pdf"], "folder that exists"],
  ])("%j ends with 2 and a sentence", async (args, sentence) => {
    await insertEvent(db);
    const { code, stderr, stdout } = await desk(...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(existsSync("/tidak/ada")).toBe(false);
  });
});

describe("desk broadcast report", () => {
  it("is called by how it begins, and tells of deliveries alone", async () => {
    const broadcast = await insertBroadcast(db, `*Penting* ${"jaga netralitas ".repeat(20)}`, "unit:BKPSDM");
    await insertGroup(db, { unit: "BKPSDM", district: undefined, tags: [], expected: 4 });
    await insertGroup(db, { unit: "Dinas Pangan", district: undefined, tags: [], expected: 5 });
    await insertMailing(db, { broadcast }, { kind: "broadcast", due: "2024-10-02T08:00", state: "open" }, [
      ["BKPSDM", "accepted", 2],
      ["BKPSDM", "pending", 1],
      ["BKPSDM", "sending", 1],
      ["BKPSDM", "failed", 1, "rejected"],
    ]);
    const report = await reported("broadcast", "report", "1");
    expect(report.title).toMatch(/^Penting jaga netralitas .*…$/);
    expect(report.mailings).toMatchObject([{ name: "Siaran", state: "sedang dikirim", accepted: 2, pending: 2 }]);
    expect(report.units).toMatchObject([{ unit: "BKPSDM", expected: 4, accepted: 2, failed: 1 }]);
    expect((await desk("broadcast", "report", "1")).stdout).toContain("BKPSDM: terkirim 2 dari 4\n");
    const csv = join(folder, "siaran.csv");
    await desk("broadcast", "report", "1", "--csv", csv);
    expect(readFileSync(csv, "utf8")).not.toContain("hadir");
  });
});
