import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBroadcastsOffice } from "../../src/broadcasts-office.ts";
import { createEventsOffice } from "../../src/events-office.ts";
import type { EventBody } from "../../src/reminders/event.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
let now: number;
const clock = () => new Date(now);
let office: TestOffice;
let budi: Voice;

async function open(options: Parameters<typeof openTestOffice>[0] = {}): Promise<void> {
  office = await openTestOffice({ clock, ...options });
  budi = await office.officer("budi", "penyetuju");
  const people = createPeople(office.service.database, clock);
  for (let at = 0; at < 21; at += 1) await people.subscribe(`telegram:${20_000 + at}`, ["events", "broadcasts"], "v1");
}
beforeEach(() => {
  now = Date.parse("2024-10-08T00:00:00Z");
});
afterEach(() => office.close());

const ana = { name: "ana", approves: true };
const body: EventBody = {
  title: "Sosialisasi netralitas",
  place: "Aula Balai Kota",
  startsAt: "2024-10-17T08:00",
  endsAt: "2024-10-17T12:00",
  zone: "WIT",
  mode: "luring",
  audience: "semua",
  reminders: ["P7D", "PT1H"],
};
const parts = () => ({ database: office.service.database, settings: office.settings, clock });

async function submitted(more: Partial<EventBody> = {}, by = ana): Promise<number> {
  const events = createEventsOffice(parts());
  const outcome = await events.add({ ...body, ...more }, by);
  if (outcome.kind !== "added") throw new Error(JSON.stringify(outcome.problems));
  expect(await events.submit(outcome.added.id, by)).toBe(true);
  // So that it is not taken for part of an answer.
  if (by.name !== "budi") await budi.hears(`Menunggu persetujuan: acara ${outcome.added.id}`);
  return outcome.added.id;
}
const stateOf = async (id: number) => (await createEventsOffice(parts()).find(id))?.state;

describe("what an approver is shown", () => {
  it("is the very text, the audience with its number, the times and who made it", async () => {
    await open();
    const id = await submitted();
    const { text, choices } = await budi.says(`/setujui acara ${id}`);
    for (const words of [
      "🔔 Sosialisasi netralitas",
      "Kamis, 17 Oktober 2024, pukul 08.00–12.00 WIT",
      "Sasaran: semua. Penerima sekarang: 21 orang. Dibuat oleh ana.",
      "Kamis, 10 Oktober 2024, pukul 08.00 WIT (7 hari sebelum)",
    ])
      expect(text).toContain(words);
    expect(choices).toEqual(["Setujui", "Nanti"]);
    expect((await budi.chooses("Setujui")).text).toContain("Disetujui: acara untuk 21 orang");
    expect(await stateOf(id)).toBe("approved");
    expect((await budi.says(`/setujui acara ${id}`)).choices).toEqual([]);
  });

  it("says of one's own what lets it go: another officer, a second time later, or nothing more", async () => {
    const own = { name: "budi", approves: true };
    await open();
    expect((await budi.says(`/setujui acara ${await submitted({}, own)}`)).text).toContain("petugas lain yang harus");
    const few = await submitted({ audience: "tag:lurah" }, own);
    expect((await budi.says(`/setujui acara ${few}`)).text).not.toContain("buatan Anda sendiri");
    await office.close();
    await open({ environment: { FOUR_EYES: "delay" } });
    const { text } = await budi.says(`/setujui acara ${await submitted({}, own)}`);
    expect(text).toContain("setujui dua kali, berselang 30 menit");
    expect(text).not.toContain("petugas lain");
  });

  it("is a broadcast in the same way, listed beside events and proposals", async () => {
    await open();
    await submitted();
    const broadcasts = openBroadcastsOffice(parts());
    const made = await broadcasts.add({ text: "Apel *pagi* besok pukul 07.00.", audience: "semua" }, ana);
    if (made.kind !== "added") throw new Error("not added");
    await broadcasts.submit(made.added.id, ana);
    const list = await budi.says("setujui");
    expect(list.text).toContain("2 menunggu");
    const review = await budi.chooses(labelWith(list, "📣 Apel pagi"));
    expect(review.text).toContain("📢 Kesbangpol Contoh");
    expect(review.text).toContain("Segera sesudah disetujui");
    expect((await budi.chooses("Setujui")).text).toContain("Disetujui: siaran untuk 21 orang");
    expect((await budi.says("/setujui")).text).toContain("1 menunggu");
  });

  it("is not agreed to by whoever made it, nor by whoever may not", async () => {
    await open();
    const id = await submitted({}, { name: "budi", approves: true });
    const own = await budi.says(`/setujui acara ${id}`);
    expect(own.text).toContain("buatan Anda sendiri");
    expect((await budi.chooses("Setujui")).text).toContain("petugas lain yang harus menyetujui");
    const clerk = await office.officer("cici", "petugas");
    expect((await clerk.says(`/setujui acara ${id} ya 0000000000000000`)).text).toContain("tidak mencakup");
    expect(await stateOf(id)).toBe("pending");
  });

  it("is not agreed to when it is not what lies there now", async () => {
    await open();
    const id = await submitted();
    await budi.says(`/setujui acara ${id}`);
    await createEventsOffice(parts()).change(id, { ...body, title: "Judul lain" }, ana);
    const { text } = await budi.chooses("Setujui");
    expect(text).toContain("belum disetujui");
    expect(text).toContain("🔔 Judul lain");
    expect(await stateOf(id)).toBe("pending");
    expect((await budi.says(`/setujui acara ${id} ya`)).text).toContain("Inilah yang diterima");
  });
});

describe("words that a neutral office does not send", () => {
  it("are shown to the approver, who lets them go only with a reason", async () => {
    await open();
    const id = await submitted({ note: "Ayo coblos nomor 2!" });
    const review = await budi.says(`/setujui acara ${id}`);
    expect(review.text).toContain("⚠️");
    expect(review.choices).toEqual(["Loloskan dengan alasan", "Nanti"]);
    expect((await budi.chooses("Loloskan dengan alasan")).text).toContain("Tulis alasannya");
    expect((await budi.says("ya")).text).toContain("Tulis alasan 10 sampai");
    const really = await budi.says("Kutipan dalam materi tentang pelanggaran");
    expect(really.text).toContain("«Kutipan dalam materi tentang pelanggaran»");
    expect(really.text).toContain("untuk 21 orang");
    expect(really.choices).toEqual(["Ya, loloskan", "Tulis ulang alasan", "Batal"]);
    expect(await stateOf(id)).toBe("pending");
    expect((await budi.chooses("Ya, loloskan")).text).toContain("Disetujui");
    expect((await createEventsOffice(parts()).find(id))?.override).toBe("Kutipan dalam materi tentang pelanggaran");
  });

  async function reasoned(reason: string): Promise<number> {
    const id = await submitted({ note: "Ayo coblos nomor 2!" });
    await budi.says(`/setujui acara ${id}`);
    await budi.chooses("Loloskan dengan alasan");
    await budi.says(reason);
    return id;
  }

  it("are let go for the reason written last, or not at all", async () => {
    await open();
    const id = await reasoned("Contoh yang dibahas, bukan ajakan.");
    expect((await budi.chooses("Tulis ulang alasan")).text).toContain("Tulis alasannya");
    expect((await budi.says("Kutipan dari putusan pengawas")).text).toContain("«Kutipan dari putusan pengawas»");
    expect((await budi.says("Kutipan.")).text).toContain("Tulis alasan 10 sampai");
    await budi.says("ya");
    expect(await stateOf(id)).toBe("pending");
    await budi.says("Kutipan dari putusan pengawas");
    expect((await budi.chooses("Batal")).text).toContain("tetap menunggu");
    expect(await stateOf(id)).toBe("pending");
    await budi.says(`/setujui acara ${id}`);
    await budi.chooses("Loloskan dengan alasan");
    await budi.says("Contoh yang dibahas, bukan ajakan.");
    await budi.chooses("Ya, loloskan");
    expect((await createEventsOffice(parts()).find(id))?.override).toBe("Contoh yang dibahas, bukan ajakan.");
  });

  it("are not let go by a tap on something else than was shown", async () => {
    await open();
    const id = await reasoned("Contoh yang dibahas, bukan ajakan.");
    await createEventsOffice(parts()).change(id, { ...body, note: "Ayo coblos nomor 3!" }, ana);
    expect((await budi.chooses("Ya, loloskan")).text).toContain("belum disetujui");
    expect(await stateOf(id)).toBe("pending");
  });

  it("are not let go by a tap whose reason is not known any more, which is asked for again", async () => {
    await open();
    const id = await reasoned("Contoh yang dibahas, bukan ajakan.");
    now += 31 * 60_000;
    expect((await budi.chooses("Ya, loloskan")).text).toContain("Tulis alasannya");
    expect(await stateOf(id)).toBe("pending");
    await budi.says("Kutipan dari putusan pengawas");
    expect((await budi.chooses("Ya, loloskan")).text).toContain("Disetujui");
  });

  it("are not let go by a reason for something else than was shown", async () => {
    await open();
    const id = await submitted({ note: "Ayo coblos nomor 2!" });
    await budi.says(`/setujui acara ${id}`);
    await budi.chooses("Loloskan dengan alasan");
    await createEventsOffice(parts()).change(id, { ...body, note: "Ayo coblos nomor 3!" }, ana);
    expect((await budi.says("Kutipan dalam materi tentang pelanggaran")).text).toContain("belum disetujui");
    expect(await stateOf(id)).toBe("pending");
  });
});

describe("an office with one officer", () => {
  it("hears after submitting that it confirms itself, now and later, and not that others were told", async () => {
    await open({ environment: { FOUR_EYES: "delay" } });
    const own = { name: "budi", approves: true };
    const made = await createEventsOffice(parts()).add(body, own);
    if (made.kind !== "added") throw new Error("not added");
    const event = await budi.says(`/acara ${made.added.id} kirim`);
    const written = await openBroadcastsOffice(parts()).add({ text: "Apel pagi.", audience: "semua" }, own);
    if (written.kind !== "added") throw new Error("not added");
    const broadcast = await budi.says(`/siaran ${written.added.id} ajukan`);
    for (const { text, choices } of [event, broadcast]) {
      expect(text).toContain("setujui sekarang");
      expect(text).toContain("sekali lagi sesudah 30 menit");
      expect(text).not.toContain("diberi tahu");
      expect(choices).toContain("Setujui sekarang");
    }
    const list = await budi.says("/setujui");
    expect(list.text).toContain("disetujui dua kali, berselang 30 menit");
    expect(list.text).not.toContain("tidak bisa menyetujui");
    await budi.says(`/setujui siaran ${written.added.id}`);
    expect((await budi.chooses("Setujui")).text).toContain("Konfirmasi pertama dicatat");
  });

  it("hears that others were told where whoever submits may not agree", async () => {
    await open({ environment: { FOUR_EYES: "delay" } });
    const cici = await office.officer("cici", "petugas");
    const made = await createEventsOffice(parts()).add(body, { name: "cici", approves: false });
    if (made.kind !== "added") throw new Error("not added");
    expect((await cici.says(`/acara ${made.added.id} kirim`)).text).toContain("Petugas lain diberi tahu");
  });

  it("is told when to confirm again, and what it let go so is marked", async () => {
    await open({ environment: { FOUR_EYES: "delay" } });
    const id = await submitted({}, { name: "budi", approves: true });
    await budi.says(`/setujui acara ${id}`);
    expect((await budi.chooses("Setujui")).text).toContain("mulai pukul 09.30 WIT");
    now += 29 * 60_000;
    await budi.says(`/setujui acara ${id}`);
    expect((await budi.chooses("Setujui")).text).toContain("mulai pukul 09.30 WIT");
    now += 60_000;
    await budi.says(`/setujui acara ${id}`);
    expect((await budi.chooses("Setujui")).text).toContain("satu petugas");
    expect(await stateOf(id)).toBe("approved");
  });
});

describe("what an officer would let go in slices", () => {
  /** An event of each of two units with fifteen people; the first is let go by its maker alone. */
  async function slices(environment: Record<string, string> = {}): Promise<number> {
    await open({ environment });
    const people = createPeople(office.service.database, clock);
    for (let at = 0; at < 30; at += 1) {
      await people.subscribe(`telegram:${20_000 + at}`, ["events", "broadcasts"], "v1");
      await people.setUnit(`telegram:${20_000 + at}`, at < 15 ? "Dinas Satu" : "Dinas Dua");
    }
    const own = { name: "budi", approves: true };
    const [one, two] = [
      await submitted({ audience: 'unit:"Dinas Satu"' }, own),
      await submitted({ audience: 'unit:"Dinas Dua"' }, own),
    ];
    await budi.says(`/setujui acara ${one}`);
    expect((await budi.chooses("Setujui")).text).toContain("Disetujui: acara untuk 15 orang");
    await budi.says(`/setujui acara ${two}`);
    return two;
  }
  const together = "bersama kiriman Anda sejak kemarin menjangkau 30 orang";

  it("takes another officer, and it says why", async () => {
    const id = await slices();
    const { text } = await budi.chooses("Setujui");
    expect(text).toContain(together);
    expect(text).toContain("petugas lain");
    expect(await stateOf(id)).toBe("pending");
  });

  it("goes to the others where a draft is sent from the list of events, and it says why", async () => {
    await slices();
    const own = { name: "budi", approves: true };
    const made = await createEventsOffice(parts()).add({ ...body, audience: 'unit:"Dinas Dua"' }, own);
    if (made.kind !== "added") throw new Error("not added");
    const { text } = await budi.says(`/acara ${made.added.id} kirim`);
    expect(text).toContain(together);
    expect(text).toContain("Petugas lain diberi tahu");
    expect(await stateOf(made.added.id)).toBe("pending");
  });

  it("takes a second confirmation where the office has one officer", async () => {
    const id = await slices({ FOUR_EYES: "delay" });
    const { text } = await budi.chooses("Setujui");
    expect(text).toContain(together);
    expect(text).toContain("mulai pukul 09.30 WIT");
    now += 30 * 60_000;
    await budi.says(`/setujui acara ${id}`);
    expect((await budi.chooses("Setujui")).text).toContain("satu petugas");
  });
});

describe("a reminder that has come to reach more than one officer may", () => {
  it("is held, and goes out when a second one agrees", async () => {
    await open();
    const people = createPeople(office.service.database, clock);
    const join = async (from: number, to: number) => {
      for (let at = from; at < to; at += 1) await people.setUnit(`telegram:${20_000 + at}`, "BKPSDM");
    };
    await join(0, 5);
    const events = createEventsOffice(parts());
    const outcome = await events.add({ ...body, audience: "unit:BKPSDM" }, ana);
    if (outcome.kind !== "added") throw new Error("not added");
    const { id } = outcome.added;
    expect((await events.approve(id, ana)).kind).toBe("approved");
    await join(5, 21);
    now = Date.parse("2024-10-09T23:00:30Z");
    const { database } = office.service;
    const states = async () => {
      const rows = await database
        .selectFrom("mailings")
        .select(["label", "state"])
        .where("label", "=", "P7D")
        .execute();
      return rows.map(({ state }) => state);
    };
    await expect.poll(states).toEqual(["held"]);
    expect((await budi.says(`/setujui acara ${id}`)).text).toContain("Penerima sekarang: 21 orang");
    expect((await budi.chooses("Setujui")).text).toContain("Disetujui: acara untuk 21 orang");
    await expect.poll(states).not.toEqual(["held"]);
  });
});

describe("an event among officers", () => {
  it("can be seen, changed and cancelled, each step of it with two taps", async () => {
    await open();
    const id = await submitted();
    const view = await budi.says("/acara");
    const one = await budi.chooses(labelWith(view, "Sosialisasi netralitas — "));
    expect(one.text).toContain("menunggu persetujuan");
    expect(one.text).toContain("Jawaban: 0 hadir, 0 diwakili, 0 tidak");
    await budi.chooses(labelWith(one, "Ubah"));
    const preview = await budi.says("/isi tempat ubah");
    expect(preview.text).toContain("Aula Balai Kota");
    await budi.says("Hotel Baru");
    const saved = await budi.chooses("📨 Simpan perubahan");
    expect(saved.text).toContain("Perubahan");
    const again = await budi.says(`/acara ${id}`);
    expect(again.text).toContain("Hotel Baru");
    await budi.chooses(labelWith(again, "Batalkan"));
    expect((await budi.chooses("Ya, batalkan")).text).toContain("dibatalkan");
    expect((await budi.says(`/acara ${id} ubah`)).text).toContain("tidak bisa diubah");
    expect((await budi.says(`/acara ${id} batal ya`)).text).toContain("sudah dibatalkan");
  });
});
