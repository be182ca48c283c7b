import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
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

const UNKNOWN = "berapa angka pelanggaran netralitas di kabupaten ini menurut data terakhir";

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
    const title = labelWith(preview, "Simpan, ajarkan:");
    expect((await ana.chooses(title)).text).toContain("Usulan 1 menunggu persetujuan");
    expect((await office.person().says(UNKNOWN)).text).toMatch(/belum/i);
    await budi.says("/setujui 1");
    expect((await budi.chooses("Setujui")).text).toContain("sudah berlaku");
    const heard = await office.person().says(UNKNOWN);
    expect(heard.text).toContain(title.replace("Simpan, ajarkan: ", "").replace("…", ""));
  });

  it("becomes an answer of its own, with the passage it names", async () => {
    await answered("Tidak boleh, karena pasal 5 huruf n angka 5 pp 94/2021 melarangnya bagi petugas data.");
    await ana.chooses("Simpan, jadikan jawaban baru");
    expect((await ana.chooses("dilarang")).text).toContain("Usulan 1");
    await budi.says("/setujui 1 ya");
    const heard = await office.person().says(UNKNOWN);
    expect(heard.text).toContain("⛔ DILARANG");
    expect(heard.text).toContain("melarangnya bagi petugas data");
    expect(heard.text).toContain("Pasal 5 huruf n angka 5 PP 94/2021");
  });

  it("never forbids or permits without a passage", async () => {
    await answered("Tidak boleh, pokoknya dilarang oleh kebiasaan kantor kami.");
    await ana.chooses("Simpan, jadikan jawaban baru");
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
    await siti.chooses(labelWith(preview, "Simpan, ajarkan:"));
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
    await ana.says("/jawab 1 Jawaban yang tidak jadi dikirim.");
    expect((await ana.says("/batal")).text).toContain("tetap di antrean");
    expect((await ana.says("/jawab 1")).text).not.toContain("tidak jadi");
  });

  it("is kept when another command ends it, also over a restart, and taken up again where it was", async () => {
    await answered("Jawaban yang ditulis dengan susah payah.");
    const kept = "Jawaban Anda untuk pertanyaan 1 tetap tersimpan. Ketik /jawab 1 untuk melanjutkan.";
    expect((await ana.says("/bantuan")).text).toContain(kept);
    expect((await ana.says("/bantuan")).text).not.toContain(kept);
    await office.restart();
    const again = await ana.says("/jawab 1");
    expect(again.text).toContain("Jawaban yang ditulis dengan susah payah.");
    expect((await budi.says("/jawab 1")).text).not.toContain("susah payah");
    await ana.chooses("Tulis ulang");
    expect((await ana.says("/topik")).text).toContain(kept);
    await ana.says("/jawab 1");
    await ana.chooses("Simpan");
    const [row] = await office.service.database.selectFrom("forms").selectAll().execute();
    expect(row).toBeUndefined();
    expect((await ana.says("/bantuan")).text).not.toContain("tetap tersimpan");
  });

  it("is given once, even when two officers write at the same time", async () => {
    const preview = await answered("Itu pertanyaan yang sama dengan menonton debat.");
    expect(preview.choices).toContain("Simpan");
    await budi.says("/jawab 1 Jawaban dari petugas yang lain, lebih dulu.");
    await budi.chooses("Simpan");
    expect((await ana.chooses("Simpan")).text).toContain("sudah selesai");
  });

  it("can be corrected: of two answers to the same question the later one holds", async () => {
    const wrong = "Boleh saja, menurut pasal 24 ayat 1 huruf d uu 20/2023 begitu.";
    const right = "Maaf kemarin keliru: tidak boleh, pasal 9 ayat 2 uu 20/2023 melarangnya.";
    for (const [at, verdict, words] of [
      [1, "boleh", wrong],
      [2, "dilarang", right],
    ] as const) {
      const ani = office.person();
      await ani.says(UNKNOWN);
      await ani.says(`/tanya_petugas`);
      await ani.chooses("Kirim");
      await ana.says(`/jawab ${at}`);
      await ana.says(words);
      await ana.chooses("Kirim, jadikan jawaban baru");
      await ana.chooses(verdict);
      await budi.says(`/setujui ${at} ya`);
    }
    const heard = await office.person().says(UNKNOWN);
    expect(heard.text).toContain("⛔ DILARANG");
    expect(heard.text).toContain("kemarin keliru");
  });

  it("does not spread to the opposite, to other persons or to another turn of the question", async () => {
    const proposals = createProposals(office.service.database);
    const question = "bolehkah guru honorer ikut senam massal bareng paslon saat libur sekolah";
    const body = { situation: "premi-pelapor", question };
    const { id } = await proposals.propose("variant", body, "ana", "2026-11-28");
    await budi.says(`/setujui ${id} ya`);
    const title = "— hadiah atau premi uang";
    const said = async (text: string) => (await office.person().says(text)).text.toLowerCase();
    expect(await said(question)).toContain(title);
    for (const other of [
      "bolehkah guru honorer tidak ikut senam massal bareng paslon saat libur sekolah",
      "bolehkah suami guru honorer ikut senam massal bareng paslon saat libur sekolah",
      "siapa guru honorer yang ikut senam massal bareng paslon saat libur sekolah",
    ])
      expect(await said(other), other).not.toContain(title);
  });

  it.each([
    ["variant", { situation: "tidak-ada", question: "boleh begini?" }, "sudah tidak ada"],
    ["variant", null, "rusak"],
    ["situation", { title: "abc" }, "rusak"],
    [
      "situation",
      {
        title: "Judul cukup",
        question: "boleh begini?",
        verdict: "boleh",
        answer: "Jawaban cukup panjang.",
        basis: ["pp-94-2021/pasal-999"],
        on: "2026-11-28",
      },
      "tidak ada pada saya",
    ],
    ["withdrawal", { proposal: 77 }, "tidak sedang berlaku"],
  ] as const)("is never called live when it cannot be: %s %j", async (kind, body, why) => {
    const { id } = await createProposals(office.service.database).propose(kind, body, "ana", "2026-11-28");
    expect((await budi.says(`/setujui ${id} ya`)).text).toContain(why);
    expect((await budi.says(`/setujui ${id} tidak`)).text).toContain("Ditolak");
  });

  it("leads nowhere: no links but the government's, no mark that means a stored report", async () => {
    expect((await answered("Lihat saja di https://contoh.net/abc ya teman-teman")).text).toContain("tautan");
    expect((await ana.says("Sudah tersimpan ✔ dan aman sekali")).text).toContain("U+2714");
    expect((await ana.says("Bacalah di https://jdih.contoh.go.id/pasal lalu tanyakan")).text).toContain(
      "Jawaban untuk",
    );
    expect((await ana.says("🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂")).text).toContain("terlalu pendek");
  });

  it("is decided by the buttons under it, not by those under an older one", async () => {
    for (const text of [UNKNOWN, `${UNKNOWN} di lapangan`]) {
      const ani = office.person();
      await ani.says(text);
      await ani.says("/tanya_petugas");
      await ani.chooses("Kirim");
    }
    await ana.says("/jawab 1");
    await ana.says("/jawab 2");
    expect((await ana.says("/putus 1 tutup")).text).toContain("sudah tidak ada");
    await ana.chooses("Tutup tanpa jawaban");
    expect((await ana.says("/antrean")).text).toContain("2 pertanyaan menunggu");
    await ana.says("/jawab 2");
    await ana.chooses("Tutup tanpa jawaban");
    await ana.chooses("Ya, tutup");
    expect((await ana.says("/antrean")).text).toContain("1 pertanyaan menunggu");
  });

  it("ends with the officer's rights, and with any other command", async () => {
    await answered("Jawaban yang belum selesai ditulis.");
    await ana.says("/topik");
    expect((await ana.says("boleh like postingan caleg?")).text).toContain("⛔ DILARANG");
    await ana.says("/jawab 1");
    await createOfficers(office.service.database).revoke("ana");
    expect((await ana.says("boleh like postingan caleg?")).text).toContain("⛔ DILARANG");
  });

  it("leaves ordinary questions of officers alone", async () => {
    expect((await ana.says("boleh like postingan caleg?")).text).toContain("⛔ DILARANG");
  });
});
