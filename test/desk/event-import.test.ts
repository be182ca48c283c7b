import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createEventStore } from "../../src/stores/events-sqlite.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
beforeEach(async () => {
  folder = newFolder();
  const database = await openDatabase(folder);
  await createOfficers(database).invite("ana", "petugas", hashInvitationCode("ana"), new Date());
  await database.destroy();
});
afterEach(() => removeFolder(folder));

async function importFile(content: string | Uint8Array, name = "acara.csv", ...args: string[]) {
  const file = join(folder, name);
  writeFileSync(file, content);
  const environment = { DATA_DIR: folder, OFFICE_ZONE: "WITA" };
  return runInside(runDesk, ["event", "import", file, "--as", "ana", ...args], { environment });
}

/** The bodies that lie in the office now. */
async function bodies() {
  const database = await openDatabase(folder);
  const events = await createEventStore(database, () => new Date("2020-01-01T00:00:00Z")).list();
  const audit = createAudit(database, () => new Date());
  const [{ ok }, entries] = [await audit.verify(), await audit.list(100)];
  await database.destroy();
  expect(ok).toBe(true);
  expect(entries.filter(({ action }) => action === "event-made")).toHaveLength(events.length);
  return events.map(({ body }) => body);
}

const list = [
  "Judul;Tempat;Tanggal;Jam;Sasaran;Narasumber;Pengingat;Zona",
  'Sosialisasi;"Aula ""Besar""";kamis 10 oktober 2030;08.00-12.00;unit:BKPSDM;KPU Kota | Bawaslu Kota;P3D, PT2H;WIT',
  "Rapat;Ruang 2;11/10/2030;13.00;;;;",
].join("\r\n");

describe("desk event import of a CSV", () => {
  it("makes drafts of what offices keep in their lists", async () => {
    const { code, stdout } = await importFile(list);
    expect([code, stdout]).toEqual([
      0,
      "2 events new, 0 there already\n  1  Sosialisasi (unit:BKPSDM)\n  2  Rapat (semua)\n",
    ]);
    expect(await bodies()).toMatchObject([
      {
        ...{ title: "Sosialisasi", place: 'Aula "Besar"', startsAt: "2030-10-10T08:00", endsAt: "2030-10-10T12:00" },
        ...{ zone: "WIT", audience: "unit:BKPSDM", reminders: ["P3D", "PT2H"], speakers: ["KPU Kota", "Bawaslu Kota"] },
      },
      { startsAt: "2030-10-11T13:00", endsAt: "2030-10-11T15:00", zone: "WITA", audience: "semua", mode: "luring" },
    ]);
  });

  it("takes a day beside a start and an end, words as people write them, and names the columns it did not look at", async () => {
    const { code, stdout } = await importFile(
      "Nama Acara,Tempat,Tanggal,Jam Mulai,Jam Selesai,Cara,Sasaran Peserta,Pengingat,Anggaran\n" +
        'Rapat,Aula,10/10/2030,08.00,12.00,tatap muka,unit:BKPSDM,"H-7, H-1, 2 jam",5 juta\n' +
        "Apel,Lapangan,2030-10-11,07:30,,,,,",
    );
    expect([code, stdout]).toEqual([
      0,
      "2 events new, 0 there already\nnot looked at: Anggaran\n  1  Rapat (unit:BKPSDM)\n  2  Apel (semua)\n",
    ]);
    expect(await bodies()).toMatchObject([
      {
        ...{ startsAt: "2030-10-10T08:00", endsAt: "2030-10-10T12:00", mode: "luring" },
        ...{ audience: "unit:BKPSDM", reminders: ["P7D", "P1D", "PT2H"] },
      },
      { startsAt: "2030-10-11T07:30", endsAt: "2030-10-11T09:30", audience: "semua" },
    ]);
  });

  it("changes nothing when it is imported again, and says so by line", async () => {
    await importFile(list);
    const { code, stdout } = await importFile(
      `${list}\nBaru;Aula;12/10/2030;09.00;;;;\nBARU;Aula;12/10/2030;09.00;;;;`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain("1 events new, 3 there already\n  baris 2: sudah ada");
    expect(stdout).toContain("baris 5: sudah ada");
    expect(await bodies()).toHaveLength(3);
  });

  it("writes nothing with --dry-run", async () => {
    const { code, stdout } = await importFile(list, "acara.csv", "--dry-run", "--json");
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { added: 2, same: [], past: [], ids: [], ignored: [], problems: [], written: false },
    ]);
    expect(await bodies()).toEqual([]);
  });

  it("leaves out what is over already, and says so by line", async () => {
    const old = `${list}\nTahun lalu;Aula;10/10/2024;09.00;;;;`;
    const { code, stdout } = await importFile(old);
    expect([code, stdout]).toEqual([
      0,
      "2 events new, 0 there already, 1 over and left out\n" +
        "  baris 4: acara ini sudah lewat, jadi tidak diimpor; periksa tahunnya\n  1  Sosialisasi (unit:BKPSDM)\n  2  Rapat (semua)\n",
    ]);
    expect(await bodies()).toHaveLength(2);
    const again = await importFile(old, "acara.csv", "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, same: [2, 3], past: [4] });
  });

  it("imports nothing when one line is wrong, and names each of them", async () => {
    const wrong = `${list}\nTanpa waktu;Aula;;;;;;\n;Aula;12/10/2030;09.00;;;;\nLain;Aula;12/10/2030;09.00;unit;;;`;
    const { code, stderr } = await importFile(wrong);
    expect(code).toBe(2);
    expect(stderr).toContain("nothing was imported");
    expect(stderr).toContain("baris 4: ");
    expect(stderr).not.toMatch(/baris [123]:/);
    const { stderr: rest } = await importFile(wrong.replace("Tanpa waktu;Aula;;;", "Isi;Aula;13/10/2030;09.00;"));
    expect(rest).toContain("baris 5: title: Judul belum ada");
    expect(rest).toContain("baris 6: audience: ");
    expect(await bodies()).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["headings without a title", "Tempat;Tanggal\nAula;10/10/2030", 'baris 1: Tidak ada kolom "judul"'],
    ["headings without a time", "Judul;Tempat\nRapat;Aula", 'baris 1: Tidak ada kolom "mulai"'],
    ["a heading twice", "Judul;Acara;Tanggal\na;b;c", 'baris 1: Kolom "Acara" ada dua kali'],
    ["no lines", "Judul;Tanggal", "belum ada barisnya"],
    ["nothing", "", "Berkas ini kosong"],
    ["an open quote", 'Judul;Tanggal\n"Rapat;10/10/2030', "tidak pernah ditutup"],
    ["a year that nobody means", "Judul;Tempat;Mulai\nRapat;Aula;9999-12-31T23:59", "baris 2:"],
    ["a day that is none", "Judul;Tempat;Tanggal;Jam\nRapat;Aula;31/02/2030;09.00", "baris 2:"],
    ["more cells than headings", "Judul;Tempat;Tanggal;Jam\nRapat;Aula;10/10/2030;09.00;lebih", "lebih banyak kolom"],
    ["a formula for a time", "Judul;Tempat;Tanggal;Jam\nRapat;Aula;=NOW();09.00", "baris 2:"],
    [
      "too many",
      `Judul;Tempat;Mulai\n${"Rapat;Aula;2030-10-10 09:00\n".repeat(1_001)}`,
      "baris 1002: Berkas ini memuat",
    ],
  ])("says what is wrong with %s", async (_, content, words) => {
    const { code, stderr } = await importFile(content);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(await bodies()).toEqual([]);
  });

  it("reads what Excel writes: UTF-16, Windows-1252, exact times", async () => {
    const text = "Judul\tTempat\tMulai\tSelesai\nRapat é\tAula\t2030-10-10 08:00\t2030-10-10 11:30\n";
    expect((await importFile(Buffer.from(`\uFEFF${text}`, "utf16le"))).code).toBe(0);
    expect((await importFile(Buffer.from(text.replace("2030-10-10 08", "2030-10-10 07"), "latin1"))).code).toBe(0);
    expect(await bodies()).toMatchObject([
      { title: "Rapat é", startsAt: "2030-10-10T07:00", endsAt: "2030-10-10T11:30" },
      { title: "Rapat é", startsAt: "2030-10-10T08:00" },
    ]);
  });
});

const ics = (...lines: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const vevent = (...lines: string[]) => ["BEGIN:VEVENT", "SUMMARY:Rapat", "LOCATION:Aula", ...lines, "END:VEVENT"];

describe("desk event import of a calendar", () => {
  it.each<[string, string[], string, string, string]>([
    ["in UTC, by the office's clock", ["DTSTART:20301010T000000Z", "DTEND:20301010T033000Z"], "08:00", "11:30", "WITA"],
    ["in a zone by name", ["DTSTART;TZID=Asia/Jayapura:20301010T090000", "DURATION:PT1H30M"], "09:00", "10:30", "WIT"],
    ["in a zone as Outlook says it", ['DTSTART;TZID="SE Asia Standard Time":20301010T090000'], "09:00", "11:00", "WIB"],
    ["in no zone", ["DTSTART:20301010T090000"], "09:00", "11:00", "WITA"],
  ])("reads times %s", async (_, lines, from, until, zone) => {
    expect((await importFile(ics(...vevent(...lines)), "acara.ics")).code).toBe(0);
    expect(await bodies()).toMatchObject([{ startsAt: `2030-10-10T${from}`, endsAt: `2030-10-10T${until}`, zone }]);
  });

  it("reads folded and escaped text, a zone that the file explains, and no alarm's words", async () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Kantor",
      "BEGIN:STANDARD",
      "TZOFFSETTO:+0900",
      "END:STANDARD",
      "END:VTIMEZONE",
    ];
    const alarm = ["BEGIN:VALARM", "DESCRIPTION:alarm", "TRIGGER:-PT15M", "END:VALARM"];
    const lines = [
      "BEGIN:VEVENT",
      "SUMMARY:Rapat\\, be",
      " sar",
      ...alarm,
      "LOCATION:Aula\\; lantai 2",
      "DESCRIPTION:a\\nb",
    ];
    const file = ics(...zone, ...lines, "DTSTART;TZID=Kantor:20301010T090000", "END:VEVENT");
    expect((await importFile(file, "acara.ics", "--audience", "unit:BKPSDM")).code).toBe(0);
    expect(await bodies()).toMatchObject([
      { title: "Rapat, besar", place: "Aula; lantai 2", note: "a\nb", zone: "WIT", audience: "unit:BKPSDM" },
    ]);
  });

  it.each<[string, string, string]>([
    ["a whole day", ics(...vevent("DTSTART;VALUE=DATE:20301010")), "baris 6: Acara sepanjang hari"],
    ["what repeats", ics(...vevent("DTSTART:20301010T000000Z", "RRULE:FREQ=DAILY")), "baris 7: Acara berulang"],
    ["another zone", ics(...vevent("DTSTART;TZID=Europe/Paris:20301010T090000")), "baris 6: Zona waktunya bukan"],
    [
      "what was called off",
      ics(...vevent("DTSTART:20301010T000000Z", "STATUS:CANCELLED")),
      "baris 3: Acara ini dibatalkan",
    ],
    ["no time", ics(...vevent()), "baris 3: Waktu mulai"],
    ["no events", ics(), "Tidak ada acara"],
    ["no end", ics(...vevent("DTSTART:20301010T000000Z").slice(0, -1)), "baris 3: Acara ini tidak ditutup"],
    ["no calendar", "halo semua", "baris 1: Baris ini bukan bagian kalender"],
    [
      "no place",
      ics("BEGIN:VEVENT", "SUMMARY:a", "DTSTART:20301010T000000Z", "END:VEVENT"),
      "baris 3: place: Tempat belum ada",
    ],
  ])("says by line that it cannot use %s", async (_, content, words) => {
    const { code, stderr } = await importFile(content, "acara.ics");
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(await bodies()).toEqual([]);
  });
});
