import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProposals } from "../../src/stores/proposals-sqlite.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";

let office: TestOffice;
let ana: Voice;
let budi: Voice;
beforeEach(async () => {
  office = await openTestOffice();
  ana = await office.officer("ana", "petugas");
  budi = await office.officer("budi", "penyetuju");
});
afterEach(() => office.close());

const UNKNOWN = "apakah juru parkir kantor wajib pakai helm proyek saat debat paslon di gedung sate";

/** Somebody sends a question, and Ana writes an answer to it. */
async function answered(words: string) {
  const ani = office.person();
  await ani.says(UNKNOWN);
  await ani.chooses("Kirim");
  await ana.says("/jawab 1");
  return ana.says(words);
}

describe("an officer's answer", () => {
  it("becomes a way of asking a situation, live when a second officer says so", async () => {
    const preview = await answered("Itu pertanyaan yang sama dengan menonton debat.");
    const title = labelWith(preview, "Kirim, ajarkan:");
    expect((await ana.chooses(title)).text).toContain("Usulan 1 menunggu persetujuan");
    expect((await office.person().says(UNKNOWN)).text).toContain("belum");
    await budi.says("/setujui 1");
    expect((await budi.chooses("Setujui")).text).toContain("sudah berlaku");
    const heard = await office.person().says(UNKNOWN);
    expect(heard.text).toContain(title.replace("Kirim, ajarkan: ", "").replace("…", ""));
  });

  it("becomes an answer of its own, with the passage it names", async () => {
    await answered("Tidak boleh, karena pasal 5 huruf n angka 5 pp 94/2021 melarangnya bagi petugas parkir.");
    await ana.chooses("Kirim, jadikan jawaban baru");
    expect((await ana.chooses("dilarang")).text).toContain("Usulan 1");
    await budi.says("/setujui 1 ya");
    const heard = await office.person().says(UNKNOWN);
    expect(heard.text).toContain("⛔ DILARANG");
    expect(heard.text).toContain("melarangnya bagi petugas parkir");
    expect(heard.text).toContain("Pasal 5 huruf n angka 5 PP 94/2021");
  });

  it("never forbids or permits without a passage", async () => {
    await answered("Tidak boleh, pokoknya dilarang oleh kebiasaan kantor kami.");
    await ana.chooses("Kirim, jadikan jawaban baru");
    expect((await ana.chooses("dilarang")).text).toContain("perlu dasar");
    expect((await budi.says("/setujui")).text).toContain("Tidak ada usulan");
  });

  it("may be to let a stage of an election count, shown with its days before it does", async () => {
    const body = { election: "pilkada-2030", region: "kota-ambon", stage: "kampanye", from: "2030-09-01" };
    const rest = { until: "2030-10-31", source: "https://kpu.contoh.go.id/jadwal" };
    await createProposals(office.service.database).propose("stage", { ...body, ...rest }, "ana", "2026-11-28");
    const { text } = await budi.says("/setujui 1");
    expect(text).toContain("tahap kampanye pilkada-2030 kota-ambon: 1 September 2030 sampai 31 Oktober 2030");
    expect(text).toContain("Sumber: https://kpu.contoh.go.id/jadwal");
    expect((await budi.chooses("Setujui")).text).toContain("sudah berlaku");
  });

  it("is not approved by whoever proposed it, in any door", async () => {
    const siti = await office.officer("siti", "admin");
    const ani = office.person();
    await ani.says(UNKNOWN);
    await ani.chooses("Kirim");
    await siti.says("/jawab 1");
    const preview = await siti.says("Itu pertanyaan yang sama dengan menonton debat.");
    await siti.chooses(labelWith(preview, "Kirim, ajarkan:"));
    expect((await siti.says("/setujui 1 ya")).text).toContain("usulan Anda sendiri");
    expect((await ana.says("/setujui 1 ya")).text).toContain("tidak mencakup");
    expect((await budi.says("/setujui 1 tidak")).text).toContain("Ditolak");
    expect((await budi.says("/setujui 1 ya")).text).toContain("sudah diputuskan");
  });

  it("can be written again, or given up, without losing the question", async () => {
    await answered("Jawaban yang masih keliru sekali.");
    await ana.chooses("Tulis ulang");
    const again = await ana.says("Jawaban yang sudah benar sekarang.");
    expect(again.text).toContain("sudah benar");
    expect((await ana.chooses("Batal")).text).toContain("tetap di antrean");
    expect((await ana.says("/antrean")).text).toContain("1 pertanyaan menunggu");
    await ana.says("/jawab 1");
    expect((await ana.says("batal")).text).toContain("tetap di antrean");
  });

  it("is given once, even when two officers write at the same time", async () => {
    const preview = await answered("Itu pertanyaan yang sama dengan menonton debat.");
    expect(preview.choices).toContain("Simpan");
    await budi.says("/jawab 1 Jawaban dari petugas yang lain, lebih dulu.");
    await budi.chooses("Simpan");
    expect((await ana.chooses("Simpan")).text).toContain("sudah selesai");
  });

  it("leaves ordinary questions of officers alone", async () => {
    expect((await ana.says("boleh like postingan caleg?")).text).toContain("⛔ DILARANG");
  });
});
