import { extractText, getDocumentProxy } from "unpdf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { insertBroadcast, insertEvent, insertMailing, insertReplies } from "../support/reported.ts";

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ clock: () => new Date("2024-10-11T00:30:00Z") });
  const { database } = office.service;
  const event = await insertEvent(database);
  await insertMailing(database, { event }, { label: "P1D", due: "2024-10-09T08:00" }, [
    ["BKPSDM", "accepted", 4],
    ["BKPSDM", "failed", 1, "gone"],
  ]);
  await insertReplies(database, event, [["BKPSDM", "hadir", 3]]);
  const broadcast = await insertBroadcast(database, "Jaga netralitas.");
  await insertMailing(database, { broadcast }, { kind: "broadcast", due: "2024-10-02T08:00" }, [
    ["BKPSDM", "accepted", 4],
  ]);
});
afterEach(() => office.close());

describe("/laporan_acara and /laporan_siaran", () => {
  it.each(["admin", "petugas", "penyetuju"] as const)(
    "give a %s the report in words and as two files",
    async (role) => {
      const ana = await office.officer("ana", role);
      const { text, files } = await ana.says("/laporan_acara 1");
      expect(text).toContain("📊 Laporan acara 1: Sosialisasi Netralitas ASN");
      expect(text).toContain("Keadaan per Jumat, 11 Oktober 2024, pukul 09.30 WIT.");
      expect(text).toContain("Terkirim: 4 orang\nGagal atau belum pasti: 1 orang\nHadir 3, diwakili 0, tidak hadir 0");
      expect(files.map(({ name, shownAs }) => `${shownAs}: ${name}`)).toEqual([
        "file: laporan-acara-1-sosialisasi-netralitas-asn.pdf",
        "file: laporan-acara-1-sosialisasi-netralitas-asn.csv",
      ]);
      const [pdf, csv] = files;
      const read = await extractText(await getDocumentProxy(new Uint8Array(pdf?.bytes ?? [])), { mergePages: true });
      expect(read).toMatchObject({ totalPages: 1, text: expect.stringContaining("Sosialisasi Netralitas ASN") });
      expect(Buffer.from(csv?.bytes ?? []).toString()).toContain("unit;BKPSDM;hadir;3\r\n");
    },
  );

  it("tell of a broadcast by how it begins", async () => {
    const ana = await office.officer("ana", "petugas");
    const { text, files } = await ana.says("laporan_siaran 1");
    expect(text).toContain("📊 Laporan siaran 1: Jaga netralitas.");
    expect(text).not.toContain("Hadir");
    expect(files.map(({ name }) => name)).toEqual([
      "laporan-siaran-1-jaga-netralitas.pdf",
      "laporan-siaran-1-jaga-netralitas.csv",
    ]);
  });

  it("say what to do about a number that is none", async () => {
    const ana = await office.officer("ana", "petugas");
    expect((await ana.says("/laporan_acara")).text).toContain("/laporan_acara 12");
    expect((await ana.says("/laporan_siaran 9")).text).toBe(
      "Siaran 9 tidak ada. Ketik /siaran untuk melihat yang ada.",
    );
  });

  it("do not exist for strangers, and are not for whoever only reads", async () => {
    expect((await office.person().says("/laporan_acara 1")).text).toContain("Perintah /laporan_acara tidak ada");
    const eko = await office.officer("eko", "pembaca");
    const heard = await eko.says("/laporan_acara 1");
    expect(heard.files).toEqual([]);
    expect(heard.text).not.toContain("Sosialisasi");
  });
});
