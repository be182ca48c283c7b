import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { asksAboutReports } from "../../src/tips/asks-about-reports.ts";

const asked = `siapa yang baca laporan saya?
laporan saya dibaca siapa aja
siapa saja yang tahu kalau saya lapor
apa saya ketahuan kalau lapor
apa kepala dinas saya bisa tau kalo sy ngadu
apakah atasan saya bisa tahu siapa yang melapor
kalau saya melapor lewat bot ini siapa yang menerima
apakah bot ini aman
bot ini nyimpen nomor saya ga
apakah nomor saya terlihat
aman ga lapor disini
gimana cara lapor lewat bot
bisa lapor di sini?
bagaimana cara melihat balasan laporan saya
kok laporan saya belum dijawab
kode laporan saya hilang
kodenya hilang gimana
saya mau hapus laporan saya`.split("\n");

const others = `siapa yang lapor saya
siapa yang melaporkan saya ke sini
bot ini pasti tahu siapa yang ngelaporin saya
saya camat, siapa pelapor saya
nomor tiket aduannya sy pegang, bisa buat ngintip nama pengirim?
laporan saya ke bawaslu kok belum dijawab
bagaimana cara melapor ke bawaslu
apakah bisa lapor anonim
cek status laporan netralitas gmn
kalau sy lapor trus dituntut balik pencemaran nama baik gmn?
udah bukan rahasia umum lagi pns disini main
pak camat bagi amplop, siapa yang baca ini?`.split("\n");

it.each(asked)("is asked about the reports that are taken here: %s", (text) => {
  expect(asksAboutReports(text)).toBe(true);
});

it.each(others)("is no question about them: %s", (text) => {
  expect(asksAboutReports(text)).toBe(false);
});

it("is hardly any of the labelled messages, and no report among them", () => {
  const names = ["dev", "fresh", "own", "faq", "guard-new", "guards-dev", "guards-fresh", "guards-held"];
  const all = names.flatMap((name) => readFileSync(`test/questions/${name}.jsonl`, "utf8").trim().split("\n"));
  const taken = all.map((line) => JSON.parse(line) as { q: string }).filter(({ q }) => asksAboutReports(q));
  expect(taken.map(({ q }) => q)).toEqual([
    "identitasku disimpan bot?",
    "nama sy bakal dirahasiain ga kalo ngelapor",
    "identitas pelapor dirahasiakan gak sih kalo ngadu soal camat?",
  ]);
});
