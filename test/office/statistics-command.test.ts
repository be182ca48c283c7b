import { loadImage } from "@napi-rs/canvas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Count } from "../../src/office/counts.ts";
import { createCounts } from "../../src/stores/counts-sqlite.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";

const WEEK = "2026-W47";
const clock = () => new Date("2026-11-19T03:00:00Z");
const LIKE = "boleh like postingan caleg?";
const TIP = "Lapor! Kepala BKD kota ngelike dan share semua postingan calon petahana, tautannya sudah saya simpan.";

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ clock, countEveryMs: 20 });
});
afterEach(() => office.close());

const counts = () => createCounts(office.service.database);
const rows = async () =>
  (await counts().read([WEEK])).map(({ kind, key, count }) => `${kind} ${key} ${count}`.replace("  ", " "));

/** Asks something that is counted, and returns what is counted once that is. */
async function afterMarker(): Promise<string[]> {
  await office.person().says("berapa harga beras hari ini?");
  await expect.poll(rows).toContainEqual(expect.stringContaining("di_luar_cakupan"));
  return (await rows()).filter((row) => !row.includes("di_luar_cakupan"));
}

describe("talking with the bot", () => {
  it("counts the answer by topic, in the week of the office", async () => {
    await office.person().says(LIKE);
    await office.person().says(LIKE);
    expect(await afterMarker()).toEqual(["topic media-sosial 2", "verdict dilarang 2"]);
  });

  it("counts a group like anybody, and nothing of which group", async () => {
    await office.stage.group?.().says(LIKE);
    expect(await afterMarker()).toEqual(["topic media-sosial 1", "verdict dilarang 1"]);
  });

  it("counts 👍 and 👎 once for each answer", async () => {
    const [ani, budi] = [office.person(), office.person()];
    await ani.says(LIKE);
    for (const label of ["👍", "👎"]) await ani.chooses(label);
    await ani.says("/nilai ya");
    await budi.says(LIKE);
    await budi.chooses("👎");
    await budi.says("/nilai tidak");
    const opinions = (await afterMarker()).filter((row) => row.startsWith("opinion"));
    expect(opinions).toEqual([
      expect.stringMatching(/^opinion-down \S+ 1$/),
      expect.stringMatching(/^opinion-up \S+ 1$/),
    ]);
  });

  it("counts nothing of reports, of how to report, of files and of commands", async () => {
    const ani = office.person();
    expect((await ani.says(TIP)).text).toContain("/lapor");
    await ani.says("/nilai ya");
    await ani.says("/lapor");
    await ani.says("bagaimana cara melapor pelanggaran netralitas ke bawaslu?");
    await ani.chooses("👍");
    await ani.sendsFile?.(LIKE);
    await ani.says("/topik");
    await ani.says("/pasal 280 uu pemilu");
    await office.stage.group?.().says(TIP);
    expect(await afterMarker()).toEqual([]);
  });
});

describe("/statistik", () => {
  async function fill(): Promise<void> {
    const week = (key: string, count: number, kind: Count["kind"]): Count => ({ week: WEEK, kind, key, count });
    await counts().add([
      week("media-sosial", 12, "topic"),
      week("grup-wa", 3, "topic"),
      week("dilarang", 15, "verdict"),
      week("", 6, "unanswered"),
      week("menyukai-unggahan", 7, "opinion-up"),
      week("menyukai-unggahan", 2, "opinion-down"),
    ]);
  }

  it.each(["admin", "petugas", "penyetuju", "pembaca"] as const)(
    "shows the week and a picture to a %s",
    async (role) => {
      const ana = await office.officer("ana", role);
      await fill();
      const { text, files } = await ana.says("/statistik");
      expect(text).toContain("📊 Statistik pekan 16–22 November 2026");
      expect(text).toContain("1. Media sosial: 12");
      expect(text).not.toMatch(/Grup WA|grup-wa/);
      expect(text).toContain("Pertanyaan: ≥ 18.");
      expect(text).toContain("Belum terjawab: 6 (paling banyak 34%).");
      expect(text).toContain("👍 ≥ 7 · 👎 <5");
      expect(files).toMatchObject([
        { name: "statistik-2026-11-22.png", shownAs: "picture", caption: "Topik 26 Oktober – 22 November 2026" },
      ]);
      expect((await loadImage(Buffer.from(files[0]?.bytes ?? []))).width).toBe(1080);
    },
  );

  it("says so when hardly anything was asked", async () => {
    const ana = await office.officer("ana", "admin");
    expect((await ana.says("/statistik")).text).toContain("Belum ada topik");
  });

  it("does not exist for a stranger, a group or whoever was revoked", async () => {
    const ana = await office.officer("ana", "admin");
    await createOfficers(office.service.database).revoke("ana");
    await fill();
    for (const voice of [office.person(), office.stage.group?.(), ana]) {
      const heard = await voice?.says("/statistik");
      expect(heard?.text).toBe("Perintah /statistik tidak ada. Ketik /bantuan untuk melihat yang ada.");
      expect(heard?.files).toEqual([]);
    }
  });
});
