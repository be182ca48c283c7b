import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { subscribe } from "../support/crowd.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import type { Heard, Voice } from "../support/stage.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
const now = Date.parse("2024-10-08T00:00:00Z");
const EVENT_KEPT = "Formulir acara «Rapat koordinasi» tetap tersimpan. Ketik /acara_baru untuk melanjutkan.";
const BROADCAST_KEPT = "Draf siaran Anda tetap tersimpan. Ketik /siaran untuk melanjutkan.";

let office: TestOffice;
let ana: Voice;
beforeEach(async () => {
  office = await openTestOffice({ clock: () => new Date(now) });
  ana = await office.officer("ana", "admin");
});
afterEach(() => office.close());

async function says(...lines: string[]): Promise<Heard> {
  let heard: Heard = { text: "", choices: [], files: [] };
  for (const line of lines) heard = await ana.says(line);
  return heard;
}
const kept = () => office.service.database.selectFrom("forms").select("body").execute();

describe("a form that a command ends", () => {
  it.each(["/topik", "/acara", "/siaran daftar", "/tidak_ada", "BERHENTI"])(
    "is said to be kept, with the way back, below the reply to %s",
    async (command) => {
      await says("/acara_baru", "Rapat koordinasi");
      const left = await ana.says(command);
      expect(left.text).toContain(EVENT_KEPT);
      expect((await ana.says(command)).text).not.toContain("tersimpan");
      expect((await says("/acara_baru")).text).toContain("«Rapat koordinasi»");
    },
  );

  it("is said to be kept of a broadcast too, also where its own list ends it", async () => {
    await says("/siaran", "Apel besok pagi.");
    expect((await ana.says("/bantuan")).text).toContain(BROADCAST_KEPT);
    expect((await says("/siaran", "/siaran daftar")).text).toContain(BROADCAST_KEPT);
    expect((await ana.says("/siaran")).text).toContain("Untuk siapa?");
  });

  it("is not spoken of where nothing was filled in, where it was the end of it, or where the reply offers to go on", async () => {
    await subscribe(office.service.database, 1);
    expect((await says("/acara_baru", "/topik")).text).not.toContain("tersimpan");
    expect((await says("/siaran", "/topik")).text).not.toContain("tersimpan");
    const offers = await says("/acara_baru", "Rapat koordinasi", "/acara_baru");
    expect(offers.choices).toContain("Lanjutkan");
    expect(offers.text).not.toContain("tetap tersimpan");
    await says("/isi buang ya", "/siaran", "Apel besok pagi.", "semua", "sekarang");
    await ana.chooses("Kirim");
    const sent = await ana.chooses("Ya, kirim");
    expect(sent.text).toContain("dilepas");
    expect(sent.text).not.toContain("tersimpan");
  });
});

describe.each(["batal", "/batal", "/Batal@netral_bot"])("the word %s", (word) => {
  it("ends the form of an event or a broadcast, which is kept, and is no unknown command", async () => {
    expect((await says("/acara_baru", "Rapat koordinasi", word)).text).toContain("tersimpan");
    expect((await says("/acara_baru")).text).toContain("«Rapat koordinasi»");
    expect((await says("/siaran", "Apel besok pagi.", word)).text).toContain("Ketik /siaran untuk melanjutkan");
    expect((await says("/siaran")).text).toContain("Untuk siapa?");
  });
});

describe("what is written into a form and is not meant for it", () => {
  it("is asked about before a question becomes a title, and taken for one at a tap", async () => {
    const asked = await says("/acara_baru", "boleh gak asn like postingan caleg?");
    expect(asked.text).toContain("Ini judul, atau pertanyaan?");
    expect(asked.choices).toEqual(["Judul", "Pertanyaan"]);
    expect(JSON.stringify(await kept())).not.toContain("caleg");
    const next = await ana.chooses("Judul");
    expect(next.text).toContain("Judul: boleh gak asn like postingan caleg?");
    expect(next.text).toContain("Di mana tempatnya?");
  });

  it("is answered as a question at a tap, and the form goes on where it was", async () => {
    await says("/acara_baru", "Rapat koordinasi", "pns boleh foto bareng caleg?");
    const answer = await ana.chooses("Pertanyaan");
    expect(answer.text).toContain("dilarang");
    expect(answer.text).toContain("Formulir acaranya menunggu. Ketik /acara_baru");
    expect((await ana.chooses("Lanjutkan formulir")).text).toContain("Di mana tempatnya?");
    expect(JSON.stringify(await kept())).not.toContain("caleg");
  });

  it.each([
    ["/acara_baru", "kepala dinas saya menyuruh kami memilih nomor 2", "Laporan"],
    ["/acara_baru", "atasan saya ikut kampanye", "Laporan"],
    ["/siaran", "pak kadis kumpulkan kami di rumahnya untuk memenangkan anaknya", "Laporan"],
  ])("is a report and never kept before somebody says that it is none: %s", async (command, text, label) => {
    const asked = await says(command, text);
    expect(asked.text).toContain("atau laporan?");
    expect(JSON.stringify(await kept())).not.toContain(text);
    const answer = await ana.chooses(label);
    expect([answer.text, ...answer.choices].join(" ")).toMatch(/lapor/i);
    expect(answer.text).toContain("menunggu. Ketik");
    expect(JSON.stringify(await kept())).not.toContain(text);
  });

  it("is asked about in a broadcast as well, at every step, and nothing is lost", async () => {
    await subscribe(office.service.database, 2);
    const asked = await says("/siaran", "Apakah ASN boleh hadir kampanye?");
    expect(asked.choices).toEqual(["Teks siaran", "Pertanyaan"]);
    expect((await ana.chooses("Teks siaran")).text).toContain("Untuk siapa?");
    expect((await ana.says("boleh like postingan caleg?")).choices).toEqual(["Sasaran", "Pertanyaan"]);
    const answer = await ana.chooses("Pertanyaan");
    expect(answer.text).toContain("Siarannya menunggu.");
    expect(answer.text).not.toContain("tetap tersimpan");
    expect((await ana.chooses("Lanjutkan siaran")).text).toContain("Untuk siapa?");
    expect((await says("semua", "sekarang")).text).toContain("Apakah ASN boleh hadir kampanye?");
  });

  it("is asked for once more after a restart, for it lay in memory alone", async () => {
    const asked = await says("/acara_baru", "boleh like postingan caleg?");
    await office.restart();
    const again = await ana.chooses(labelWith(asked, "Judul"));
    expect(again.text).toContain("Tulis sekali lagi");
    expect(again.text).toContain("Apa judul acaranya?");
  });

  it.each([
    ["Sosialisasi netralitas ASN menjelang pemilihan", "Kantor Camat Tarakan Barat"],
    ["Rapat koordinasi netralitas perangkat daerah", "Aula Kejaksaan Negeri"],
    ["Sosialisasi larangan mendukung pasangan calon", "Kantor Bupati"],
  ])("leaves ordinary fields alone: %s, %s", async (title, place) => {
    expect((await says("/acara_baru", title)).text).toContain("Di mana tempatnya?");
    expect((await ana.says(place)).text).toContain("peta");
    await says("/isi lewati", "/isi peta lewati");
    expect((await ana.says("besok jam 9 sampai 11")).text).toContain("Bagaimana caranya?");
  });
});
