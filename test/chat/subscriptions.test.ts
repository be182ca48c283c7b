import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../src/chat/message.ts";
import { consentWordings } from "../../src/chat/subscribe-texts.ts";
import { asksWhoWrites } from "../../src/chat/who-writes.ts";
import type { People, RosterGroup } from "../../src/reminders/people.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";

let office: TestOffice;
let people: People;
let now = new Date("2026-11-28T03:00:00Z");
beforeEach(async () => {
  now = new Date("2026-11-28T03:00:00Z");
  office = await openTestOffice({ clock: () => now });
  people = createPeople(office.service.database, () => now);
});
afterEach(() => office.close());

const group = (unit: string, more: Partial<RosterGroup> = {}): RosterGroup => ({
  unit,
  district: undefined,
  tags: [],
  expected: 10,
  ...more,
});
const bkpsdm = group("BKPSDM", { district: "Tarakan Barat", tags: ["eselon-4"] });
const count = () => people.count({ kind: "all" });

async function codeOf(unit: string): Promise<string> {
  return (await people.groups()).find((each) => each.unit === unit)?.code ?? "";
}

describe("somebody who subscribes", () => {
  it("agrees with a tap to words that are kept by their number, with the time", async () => {
    const ani = office.person();
    const heard = await ani.says("/langganan");
    expect(heard.text).toContain(consentWordings["1"]);
    expect(await people.at(ani.address)).toBeUndefined();
    await ani.chooses("Pengumuman saja");
    expect(await people.at(ani.address)).toMatchObject({
      active: true,
      topics: ["broadcasts"],
      consent: "1",
      consentedAt: now.getTime(),
    });
    await ani.says("/langganan");
    await ani.chooses("Kegiatan dan pengumuman");
    expect((await people.at(ani.address))?.topics).toEqual(["events", "broadcasts"]);
  });

  it("does so at once with /langganan semua, written in any way", async () => {
    for (const said of ["/langganan semua", "Langganan SEMUA", "/Langganan  Semua"]) {
      const ani = office.person();
      expect((await ani.says(said)).text).toContain(consentWordings["1"]);
      expect((await people.at(ani.address))?.active, said).toBe(true);
    }
  });

  it("chooses their unit from those the office knows, page by page, or by a piece of its name", async () => {
    await people.importRoster(
      [...Array.from({ length: 21 }, (_, n) => group(`Kelurahan ${String(n + 10)}`)), group("Dinas Kesehatan"), bkpsdm],
      "ana",
    );
    const ani = office.person();
    await ani.says("/langganan semua");
    const first = await ani.chooses("Pilih unit");
    expect(first.choices).toHaveLength(10);
    await ani.chooses("Lanjut");
    await ani.chooses("Lanjut");
    expect((await ani.chooses("Kelurahan 30")).text).toContain("Unit Anda sekarang Kelurahan 30");
    expect((await people.at(ani.address))?.unit).toBe("Kelurahan 30");
    const found = await ani.says("unit kesehatan");
    await ani.chooses(labelWith(found, "Kesehatan"));
    expect((await people.at(ani.address))?.unit).toBe("Dinas Kesehatan");
    expect((await ani.says("/unit tidak ada begitu")).text).toContain("Tidak ada unit");
    await ani.says("/unit");
    await ani.chooses("Tanpa unit");
    expect((await people.at(ani.address))?.unit).toBeUndefined();
  });

  it("may still ask what a unit may do", async () => {
    await people.importRoster([bkpsdm], "ana");
    const ani = office.person();
    await ani.says("/langganan semua");
    expect((await ani.says("unit saya dukung caleg boleh?")).text).not.toContain("Tidak ada unit");
  });

  it("is refused in a group, with a hint where to", async () => {
    const room = office.stage.group?.();
    for (const said of ["/langganan semua", "/profil", "/hapus", "/gabung BAKUR-TIMOL", "/start BAKUR-TIMOL", "STOP"])
      expect((await room?.says(said))?.text, said).toContain("percakapan pribadi");
    expect(await count()).toBe(0);
  });
});

describe("a code", () => {
  it("shows its unit and asks one tap, behind a link, a command or a word", async () => {
    await people.importRoster([bkpsdm], "ana");
    const code = await codeOf("BKPSDM");
    for (const said of [`/start ${code}`, `/gabung ${code.toLowerCase()}`, `gabung ${code.replace("-", " ")}`]) {
      const ani = office.person();
      const heard = await ani.says(said);
      expect(heard.text, said).toContain("BKPSDM, Kecamatan Tarakan Barat (eselon-4)");
      expect(heard.text).toContain(consentWordings["1"]);
      expect(await people.at(ani.address)).toBeUndefined();
      expect((await ani.chooses("Ya, gabung")).text).toContain("Anda bergabung sebagai BKPSDM");
      expect(await people.at(ani.address)).toMatchObject({ unit: "BKPSDM", tags: ["eselon-4"], active: true });
      expect((await ani.says(said)).text).toContain("sudah bergabung");
    }
    expect((await people.group(code))?.joined).toBe(3);
  });

  it("says which unit it replaces, and only a plain yes is needed", async () => {
    await people.importRoster([bkpsdm, group("Dinas Kesehatan")], "ana");
    const ani = office.person();
    await ani.says(`gabung ${await codeOf("BKPSDM")}`);
    await ani.says("iya");
    expect((await ani.says(`gabung ${await codeOf("Dinas Kesehatan")}`)).text).toContain("tercatat di BKPSDM");
    await ani.says("Ok");
    expect(await people.at(ani.address)).toMatchObject({ unit: "Dinas Kesehatan", district: undefined, tags: [] });
  });

  it("says how to join when the code was left out", async () => {
    expect((await office.person().says("gabung")).text).toContain("Kodenya ada di kartu");
  });

  it("that is wrong says so, and cannot be guessed by trying", async () => {
    await people.importRoster([bkpsdm], "ana");
    const guesser = office.person();
    const heard = await guesser.says("/gabung BAKUR-TIMOX");
    expect(heard.text).toContain('Kode "BAKUR-TIMOX" tidak dikenal');
    expect(heard.choices).toContain("Langganan");
    for (let at = 1; at < 10; at += 1) await guesser.says("gabung bakur-timol");
    const code = await codeOf("BKPSDM");
    expect((await guesser.says(`/start ${code}`)).text).toContain("Terlalu banyak percobaan");
    expect((await guesser.says(`/gabung ${code} ya`)).text).toContain("Terlalu banyak percobaan");
    now = new Date(now.getTime() + 3_600_000);
    expect((await guesser.says(`/gabung ${code}`)).text).toContain("BKPSDM");
  });

  it("is not what a question about joining means", async () => {
    expect((await office.person().says("gabung partai boleh?")).text).toContain("DILARANG");
    expect((await office.person().says("/start")).text).toContain("Selamat datang");
  });
});

describe("STOP", () => {
  const message = (address: string, text: string, more: Partial<Message> = {}): Message => ({
    channel: "telegram",
    address,
    id: `${text} ${Math.random()}`,
    kind: "text",
    text,
    place: "private",
    late: false,
    ...more,
  });

  it("takes effect however it is said, and again", async () => {
    const ani = office.person();
    for (const said of [
      "STOP",
      "berhenti",
      "stop.",
      "brenti",
      "unsubscribe",
      "Berhenti langganan",
      "/berhenti",
      "/stop",
    ]) {
      await ani.says("/langganan semua");
      expect((await ani.says(said)).text, said).toContain("sudah dihentikan");
      expect((await people.at(ani.address))?.active, said).toBe(false);
      expect((await ani.says(said)).text, said).toContain("sudah berhenti");
    }
    expect(await count()).toBe(0);
  });

  it("takes effect when it was sent while the service was away", async () => {
    await people.subscribe("telegram:77", ["events"], "1");
    const heard: string[] = [];
    await office.service.converse(message("telegram:77", "stop", { late: true }), async ({ blocks }) => {
      heard.push(JSON.stringify(blocks));
    });
    expect(heard[0]).toContain("sudah dihentikan");
    expect((await people.at("telegram:77"))?.active).toBe(false);
  });

  it("takes effect when somebody has written too much already", async () => {
    await people.subscribe("telegram:78", ["events"], "1");
    for (let at = 0; at < 40; at += 1)
      await office.service.converse(message("telegram:78", "/tentang"), async () => {});
    await office.service.converse(message("telegram:78", "STOP"), async () => {});
    expect((await people.at("telegram:78"))?.active).toBe(false);
  });

  it("is heard in the middle of an officer's answer", async () => {
    const officer = await office.officer("budi", "petugas");
    const ani = office.person();
    await ani.says("boleh like postingan caleg?");
    await ani.chooses("Tanya petugas");
    await ani.chooses("Kirim");
    await officer.says("/langganan semua");
    await officer.says("/jawab 1");
    expect((await officer.says("berhenti")).text).toContain("sudah dihentikan");
    expect((await people.at(officer.address))?.active).toBe(false);
  });

  it("leaves alone who never subscribed", async () => {
    const ani = office.person();
    expect((await ani.says("STOP")).text).toContain("tidak berlangganan apa pun");
    expect(await people.at(ani.address)).toBeUndefined();
  });

  it("may be written down until it is done", () => {
    now = new Date(now.getTime() + 3_600_000);
    expect(office.service.mayKeep(message("whatsapp:1@lid", "brenti dong"))).toBe(true);
  });
});

describe("what is known of somebody", () => {
  it("is all there is and nothing more", async () => {
    await people.importRoster([bkpsdm], "ana");
    const budi = await office.officer("budi", "petugas");
    await budi.says(`/gabung ${await codeOf("BKPSDM")}`);
    await budi.chooses("Ya, gabung");
    await budi.says("boleh like postingan caleg?");
    await budi.chooses("Tanya petugas");
    await budi.chooses("Kirim");
    const { text } = await budi.says("profil");
    for (const line of [
      `Alamat obrolan: ${budi.address}`,
      "Langganan: undangan dan pengingat kegiatan, serta pengumuman",
      "Unit: BKPSDM",
      "Kecamatan: Tarakan Barat",
      "Kelompok: eselon-4",
      "Persetujuan: 28 November 2026, naskah ke-1",
      "Pertanyaan yang Anda kirim dan menunggu jawaban petugas: 1",
      'Petugas: "budi", peran petugas',
      "alamat obrolan ini tersimpan di kantor",
    ])
      expect(text).toContain(line);
    expect(text).not.toMatch(/like postingan|Jawaban undangan/);
  });

  it("is forgotten after one tap, but for the officer's own entry", async () => {
    const budi = await office.officer("budi", "petugas");
    await budi.says("/langganan semua");
    expect((await budi.says("/hapus")).text).toContain("Hapus semua");
    await budi.chooses("Jangan hapus");
    expect(await count()).toBe(1);
    await budi.says("/hapus");
    const { text } = await budi.chooses("Ya, hapus semua");
    expect(text).toContain("Yang masih ada");
    expect(text).toContain("pendaftaran Anda sebagai petugas");
    expect(await people.at(budi.address)).toBeUndefined();
    expect((await budi.says("/petugas")).text).toContain('"budi"');
    expect((await office.person().says("/hapus")).text).toContain("Tidak ada yang perlu dihapus");
  });
});

describe("the wording people agreed to", () => {
  it("is never changed; a new one gets the next number", () => {
    const prints = Object.entries(consentWordings).map(([version, words]) => {
      return [version, createHash("sha256").update(words).digest("hex").slice(0, 12)];
    });
    expect(Object.fromEntries(prints)).toEqual({ "1": "48a899c98d34" });
  });
});

describe("whoever asks who writes to them", () => {
  it.each([
    "ini siapa?",
    "siapa ini",
    "Maaf ini nomor siapa ya",
    "dapat nomor saya dari mana?",
    "kok tahu nomor saya",
    "kenapa saya dikirimi pesan ini?",
    "ini resmi atau penipuan?",
  ])("by %j hears it", (text) => {
    expect(asksWhoWrites(text)).toBe(true);
  });
  it.each(["siapa calonnya", "nomor berapa calonnya", "kenapa saya dikirim ke kampanye?", "ini boleh?", "halo"])(
    "never by %j",
    (text) => {
      expect(asksWhoWrites(text)).toBe(false);
    },
  );

  it.each([
    ["hapus data saya", "Hapus semua yang tersimpan tentang Anda?"],
    ["saya mau langganan lagi", "Anda berlangganan"],
    ["data saya apa saja", "Yang tersimpan tentang Anda"],
    ["undangan saya", "Belum ada acara"],
  ])("or wishes %j hears what the command says", async (text, said) => {
    const ani = office.person();
    await ani.says("/langganan semua");
    expect((await ani.says(text)).text).toContain(said);
  });

  it("is told whose bot it is, since when they subscribe, and how to stop", async () => {
    const ani = office.person();
    expect((await ani.says("ini siapa?")).text).toContain("Anda tidak berlangganan");
    await ani.says("/langganan semua");
    const heard = await ani.says("dapat nomor saya dari mana?");
    expect(heard.text).toContain("bot Kesbangpol Contoh");
    expect(heard.text).toContain("berlangganan sejak 28 November 2026");
    await ani.chooses("Berhenti");
    expect((await people.at(ani.address))?.active).toBe(false);
  });
});

it("the menu and the help list what people can say", async () => {
  const help = await office.person().says("/bantuan");
  for (const command of ["/langganan", "/berhenti", "/profil"]) {
    expect(help.text).toContain(command);
    expect(office.service.menu.map((entry) => entry.command)).toContain(command);
  }
});
