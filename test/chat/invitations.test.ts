import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEventsOffice } from "../../src/events-office.ts";
import type { EventBody } from "../../src/reminders/event.ts";
import type { Topic } from "../../src/reminders/people.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { createRsvps } from "../../src/stores/rsvps-sqlite.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
let now: number;
const clock = () => new Date(now);
let office: TestOffice;
beforeEach(async () => {
  now = Date.parse("2024-10-08T00:00:00Z");
  office = await openTestOffice({ clock });
});
afterEach(() => office.close());

const events = () => createEventsOffice({ database: office.service.database, settings: office.settings, clock });
const rsvps = () => createRsvps(office.service.database, clock);
const by = { name: "ana", approves: true };

const body: EventBody = {
  title: "Sosialisasi netralitas",
  place: "Aula Balai Kota",
  map: "https://maps.contoh.id/aula",
  startsAt: "2024-10-10T08:00",
  endsAt: "2024-10-10T12:00",
  zone: "WIT",
  mode: "luring",
  audience: "semua",
  reminders: ["P1D"],
};

/** An event that was let go; gives its number. */
async function approved(more: Partial<EventBody> = {}): Promise<number> {
  const outcome = await events().add({ ...body, ...more }, by);
  if (outcome.kind !== "added") throw new Error(JSON.stringify(outcome.problems));
  expect((await events().approve(outcome.added.id, by)).kind).toBe("approved");
  return outcome.added.id;
}

async function subscriber(unit?: string, topics: readonly Topic[] = ["events"]): Promise<Voice> {
  const voice = office.person();
  const people = createPeople(office.service.database, clock);
  await people.subscribe(voice.address, topics, "v1");
  if (unit !== undefined) await people.setUnit(voice.address, unit);
  return voice;
}

describe("/acara for people", () => {
  it("lists what is coming for them, and shows one at a tap, with its buttons", async () => {
    const ani = await subscriber("BKPSDM");
    await approved();
    await approved({ title: "Rapat BKPSDM", audience: "unit:BKPSDM" });
    await approved({ title: "Rapat dinas lain", audience: "unit:Dinsos" });
    const heard = await ani.says("acara");
    expect(heard.text).toContain("2 acara");
    expect(heard.choices.join()).not.toContain("dinas lain");
    const one = await ani.chooses(labelWith(heard, "Sosialisasi netralitas"));
    expect(one.text).toContain("Kamis, 10 Oktober 2024, pukul 08.00–12.00 WIT");
    expect(one.text).toContain("https://maps.contoh.id/aula");
    for (const label of ["Hadir", "Diwakili", "Tidak hadir", "kalender"]) labelWith(one, label);
  });

  it("tells others only what is open to everybody, and no more of it than its title, day and place in the calendar", async () => {
    const id = await approved({ mode: "daring", link: "https://zoom.contoh.id/rahasia" });
    await approved({ title: "Rapat tertutup", audience: "unit:Dinsos" });
    const guest = office.person();
    const heard = await guest.says("/acara");
    expect(heard.text).toContain("1 acara");
    const one = await guest.says(`/acara ${id}`);
    expect(one.text).toContain("Sosialisasi netralitas — Kamis, 10 Oktober 2024");
    expect(one.text).not.toContain("zoom");
    expect(one.text).toContain("/langganan");
    expect((await guest.says(`/hadir ${id}`)).text).toContain("/langganan");
    expect((await guest.says(`/acara ${id + 1}`)).text).toContain("bukan untuk Anda");
    expect(await rsvps().perUnit(id)).toEqual([]);
  });

  it("says nothing of what is not let go yet", async () => {
    const ani = await subscriber();
    const outcome = await events().add(body, by);
    if (outcome.kind !== "added") throw new Error("bad");
    expect((await ani.says("/acara")).text).toContain("Belum ada acara");
    expect((await ani.says(`/acara ${outcome.added.id}`)).text).toContain("tidak ada");
    expect((await ani.says(`/hadir ${outcome.added.id}`)).text).toContain("tidak ada");
  });

  it("says nothing of what nobody agreed to, waiting or cancelled", async () => {
    const ani = await subscriber();
    const outcome = await events().add(body, by);
    if (outcome.kind !== "added") throw new Error("bad");
    const { id } = outcome.added;
    await events().submit(id, by);
    expect((await ani.says(`/undangan ${id}`)).text).toContain("tidak ada");
    await events().cancel(id, by);
    for (const word of ["/undangan", "/hadir", "/kalender"])
      expect((await ani.says(`${word} ${id}`)).text).toContain("tidak ada");
  });
});

describe("a reply to an event", () => {
  it("is one tap, kept at once, changed by another, and the same when it is tapped twice", async () => {
    const ani = await subscriber("BKPSDM");
    const id = await approved();
    expect((await ani.says(`/hadir ${id}`)).text).toContain("Tercatat: Anda akan hadir");
    expect((await ani.says(`/hadir ${id}`)).text).toContain("Sudah tercatat");
    expect(await rsvps().perUnit(id)).toEqual([{ unit: "BKPSDM", hadir: 1, diwakili: 0, tidak: 0 }]);
    expect((await ani.chooses("Tidak hadir")).text).toContain("Apa alasannya");
    expect(await rsvps().perUnit(id)).toEqual([{ unit: "BKPSDM", hadir: 0, diwakili: 0, tidak: 1 }]);
    expect((await ani.says(`/acara ${id}`)).text).toContain("Jawaban Anda: Anda tidak hadir");
  });

  it("asks why not, which one tap leaves open and another answers", async () => {
    const [ani, budi, cici] = [await subscriber(), await subscriber(), await subscriber()];
    const id = await approved();
    await ani.says(`/absen ${id}`);
    expect((await ani.chooses("Tanpa alasan")).text).toContain("tanpa keterangan");
    expect(await rsvps().of(id, ani.address)).toEqual({ answer: "tidak", reason: undefined });
    await budi.says(`/absen ${id}`);
    await budi.chooses("Dinas luar");
    expect(await rsvps().of(id, budi.address)).toEqual({ answer: "tidak", reason: "Dinas luar" });
    await cici.says(`/absen ${id}`);
    expect((await cici.says("ada rapat anggaran di provinsi")).text).toContain("rapat anggaran");
    expect(await rsvps().of(id, cici.address)).toEqual({ answer: "tidak", reason: "ada rapat anggaran di provinsi" });
  });

  it("asks who comes instead, by office alone: a name is hidden", async () => {
    const ani = await subscriber();
    const id = await approved();
    expect((await ani.says(`/wakil ${id}`)).text).toContain("jabatannya saja");
    await ani.says("Kepala Subbagian Umum, Bapak Sutrisno");
    const kept = await rsvps().of(id, ani.address);
    expect(kept).toMatchObject({ answer: "diwakili", reason: expect.stringContaining("Kepala Subbagian Umum") });
    expect(kept?.reason).not.toContain("Sutrisno");
  });

  it.each(["pak camat suruh kami dukung paslon 2", "lurah kami bagi sembako", "boleh like postingan caleg"])(
    "keeps nothing that tells of somebody as the office of a deputy: %j",
    async (text) => {
      const ani = await subscriber();
      const id = await approved();
      await ani.says(`/wakil ${id}`);
      expect((await ani.says(text)).text).toContain("tidak dicatat sebagai alasan");
      expect(await rsvps().of(id, ani.address)).toEqual({ answer: "diwakili", reason: undefined });
    },
  );

  it.each(["Kabid Mutasi dan Promosi", "Kasubbag Evaluasi dan Pelaporan", "Staf Bagian Pendukung", "Plt. Lurah"])(
    "keeps the office of a deputy: %j",
    async (text) => {
      const ani = await subscriber();
      const id = await approved();
      await ani.says(`/wakil ${id}`);
      await ani.says(text);
      expect(await rsvps().of(id, ani.address)).toEqual({ answer: "diwakili", reason: text });
    },
  );

  it.each([
    "boleh like postingan caleg?",
    "saya disuruh ikut kampanye bupati",
    "pak camat tadi membagikan amplop calon di kantor",
  ])("takes no question and no report for a reason: %j", async (text) => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/absen ${id}`);
    expect((await ani.says(text)).text).not.toContain("Dicatat");
    expect(await rsvps().of(id, ani.address)).toEqual({ answer: "tidak", reason: undefined });
  });

  it("is understood in words where there is one event, and asked about where there are two", async () => {
    const ani = await subscriber();
    const id = await approved();
    expect((await ani.says("hadir")).text).toContain("Tercatat");
    const other = await approved({ title: "Rapat kedua" });
    const which = await ani.says("/absen");
    expect(which.text).toContain("Untuk acara yang mana?");
    expect((await ani.chooses(labelWith(which, "Rapat kedua"))).text).toContain("«Rapat kedua»");
    expect(await rsvps().of(id, ani.address)).toMatchObject({ answer: "hadir" });
    expect(await rsvps().of(other, ani.address)).toMatchObject({ answer: "tidak" });
  });

  it("is understood as people write it, from whoever is invited", async () => {
    const ani = await subscriber();
    const id = await approved();
    expect((await ani.says("Siap hadir pak")).text).toContain("Anda akan hadir");
    expect((await ani.says("izin tidak bisa hadir")).text).toContain("Apa alasannya");
    expect((await ani.says("hadir di kampanye?")).text).not.toContain("Dicatat");
    expect(await rsvps().of(id, ani.address)).toEqual({ answer: "tidak", reason: undefined });
    expect((await office.person().says("siap hadir")).text).not.toContain("acara");
  });

  it("is kept with the reason that was given in the same message, without names", async () => {
    const ani = await subscriber();
    const id = await approved();
    const absent = await ani.says("maaf tidak bisa hadir karena dinas luar");
    expect(absent.text).toContain("Tercatat: Anda tidak hadir");
    expect(absent.text).toContain("Dicatat: «dinas luar»");
    expect(await rsvps().of(id, ani.address)).toEqual({ answer: "tidak", reason: "dinas luar" });
    await ani.says("diwakili oleh Kasubbag Umum, Bapak Sutrisno");
    const kept = await rsvps().of(id, ani.address);
    expect(kept).toMatchObject({ answer: "diwakili", reason: expect.stringContaining("Kasubbag Umum") });
    expect(kept?.reason).not.toContain("Sutrisno");
  });

  it("is changed, and no reason, when it comes in the place of one", async () => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/absen ${id}`);
    expect((await ani.says("maaf, saya hadir")).text).toContain("Anda akan hadir");
    expect(await rsvps().of(id, ani.address)).toEqual({ answer: "hadir", reason: undefined });
  });

  it("is asked for where somebody only says that they read it, and never in a talk about something else", async () => {
    const ani = await subscriber();
    const id = await approved();
    const asked = await ani.says("Siap pak, terima kasih infonya 🙏");
    expect(asked.text).toContain("Belum tercatat apakah Anda hadir di «Sosialisasi netralitas»");
    await ani.chooses("Hadir");
    expect(await rsvps().of(id, ani.address)).toMatchObject({ answer: "hadir" });
    expect((await ani.says("👍")).text).not.toContain("Belum tercatat");
    const budi = await subscriber();
    await budi.says("bolehkah PNS memakai kaus partai?");
    expect((await budi.says("siap, terima kasih")).text).not.toContain("Belum tercatat");
    expect((await office.person().says("👍")).text).not.toContain("Belum tercatat");
  });

  it("is a question about the event, which whoever is invited is shown", async () => {
    const ani = await subscriber();
    await approved();
    const shown = await ani.says("jam berapa acaranya ya?");
    expect(shown.text).toContain("pukul 08.00–12.00 WIT");
    expect(shown.text).toContain("Aula Balai Kota");
    expect((await office.person().says("jam berapa acaranya ya?")).text).not.toContain("Aula");
  });

  it("is an ordinary word for whoever is invited nowhere", async () => {
    expect((await office.person().says("hadir")).text).not.toContain("acara");
  });

  it("is closed when the event has begun, was cancelled or is being changed", async () => {
    const ani = await subscriber();
    const [id, gone] = [await approved(), await approved({ title: "Rapat batal" })];
    await ani.says(`/hadir ${id}`);
    await events().cancel(gone, by);
    expect((await ani.says(`/hadir ${gone}`)).text).toContain("sudah dibatalkan");
    expect((await ani.says(`/kalender ${gone}`)).files[0]?.caption).toContain("menghapus acara itu");
    now = Date.parse("2024-10-09T23:00:00Z");
    expect((await ani.says(`/absen ${id}`)).text).toContain("sudah mulai");
    expect(await rsvps().of(id, ani.address)).toMatchObject({ answer: "hadir" });
  });

  it("is not offered once the event has begun, and whoever is late is thanked and told where to turn", async () => {
    const ani = await subscriber();
    const id = await approved();
    const thanks = "Terima kasih sudah mengabari. «Sosialisasi netralitas»";
    now = Date.parse("2024-10-09T23:30:00Z");
    const begun = await ani.says(`/acara ${id}`);
    expect(begun.text).toContain("sudah mulai");
    expect(begun.choices).toEqual([]);
    expect((await ani.says("izin tidak bisa hadir pak")).text).toContain(`${thanks} sudah mulai`);
    now = Date.parse("2024-10-10T04:00:00Z");
    const over = await ani.says(`/acara ${id}`);
    expect(over.text).toContain("sudah selesai");
    expect(over.choices).toEqual([]);
    expect((await ani.says(`/hadir ${id}`)).text).toContain(`${thanks} sudah selesai`);
    expect(await rsvps().perUnit(id)).toEqual([]);
  });

  it("means what is still ahead while something else goes on", async () => {
    const ani = await subscriber();
    await approved();
    const next = await approved({ title: "Rapat sore", startsAt: "2024-10-10T14:00", endsAt: "2024-10-10T15:00" });
    now = Date.parse("2024-10-09T23:30:00Z");
    expect((await ani.says("siap hadir")).text).toContain("«Rapat sore»");
    expect(await rsvps().of(next, ani.address)).toMatchObject({ answer: "hadir" });
  });

  it("keeps no sign of a stored report as a reason, and does not say it", async () => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/absen ${id}`);
    expect((await ani.says("rapat di provinsi ✔")).text).toContain("Dicatat: «rapat di provinsi».");
  });

  it("is closed while the event is being changed, and nobody hears what it is to be called, not even once it is off", async () => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/hadir ${id}`);
    const unsaid = { ...body, title: "Judul belum disetujui", place: "Hotel belum disetujui" };
    await events().change(id, unsaid, by);
    const heard = async (words: string, said: string) => {
      const { text } = await ani.says(words);
      expect(text).toContain(said);
      expect(text).not.toContain("belum disetujui");
    };
    for (const word of ["/undangan", "/acara", "/absen", "/kalender"])
      await heard(`${word} ${id}`, "sedang diperbarui");
    now = Date.parse("2024-10-09T23:00:00Z");
    await heard(`/absen ${id}`, "sudah mulai");
    await events().cancel(id, by);
    for (const word of ["/undangan", "/absen"]) await heard(`${word} ${id}`, "sudah dibatalkan");
  });

  it("is refused in a group, as is the list", async () => {
    const id = await approved();
    const group = office.stage.group?.();
    expect((await group?.says(`/hadir ${id}`))?.text).toContain("percakapan pribadi");
    expect((await group?.says("/acara"))?.text).toContain("percakapan pribadi");
    expect(await rsvps().perUnit(id)).toEqual([]);
  });

  it("shows officers why, by unit and without anybody", async () => {
    const id = await approved();
    for (const unit of ["BKPSDM", "BKPSDM", "Dinsos"]) {
      const person = await subscriber(unit);
      await person.says(`/absen ${id}`);
      await person.says("dinas luar kota");
    }
    const ana = await office.officer("ana", "admin");
    await ana.says(`/acara ${id}`);
    const heard = await ana.chooses("💬 Alasan");
    expect(heard.text).toContain("Tidak hadir, BKPSDM: dinas luar kota (2 orang)");
    expect(heard.text).toContain("Tidak hadir, Dinsos: dinas luar kota");
    expect((await (await subscriber()).says(`/acara ${id} alasan`)).text).not.toContain("dinas luar kota");
  });

  it("can still be given by whoever stopped the reminders, and counts for the unit they are of now", async () => {
    const ani = await subscriber("BKPSDM");
    const id = await approved();
    await ani.says(`/hadir ${id}`);
    await createPeople(office.service.database, clock).setUnit(ani.address, "Dinsos");
    await ani.says(`/absen ${id}`);
    expect(await rsvps().perUnit(id)).toEqual([{ unit: "Dinsos", hadir: 0, diwakili: 0, tidak: 1 }]);
  });
});

describe("the calendar", () => {
  it("comes as a file at one tap", async () => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/hadir ${id}`);
    const { files } = await ani.chooses("Tambah ke kalender");
    expect(files).toHaveLength(1);
    expect(files[0]?.name).toMatch(/\.ics$/);
    expect(Buffer.from(files[0]?.bytes ?? []).toString()).toContain("BEGIN:VCALENDAR");
  });
});

describe("a change that nobody agreed to", () => {
  const anew = {
    ...body,
    title: "Judul baru",
    place: "Tempat baru",
    startsAt: "2024-10-11T08:00",
    endsAt: "2024-10-11T09:00",
  };
  const NEW = /Judul baru|Tempat baru|11 Oktober/;
  const ics = async (voice: Voice, id: number) => {
    const { files } = await voice.says(`/kalender ${id}`);
    return Buffer.from(files[0]?.bytes ?? []).toString();
  };

  it("is seen neither while it waits nor once the event is cancelled, in chat or calendar", async () => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/hadir ${id}`);
    expect((await events().change(id, anew, by)).kind).toBe("changed");
    for (const said of [`/acara ${id}`, `/hadir ${id}`]) expect((await ani.says(said)).text).not.toMatch(NEW);
    await events().cancel(id, by);
    const file = await ics(ani, id);
    expect(file).toContain("METHOD:CANCEL");
    expect(file).toContain(`SUMMARY:${body.title}\r\n`);
    expect(file).toContain(`LOCATION:${body.place}\r\n`);
    expect(file).toContain("DTSTART:20241009T230000Z");
    expect(file).not.toMatch(NEW);
    expect((await ani.says(`/acara ${id}`)).text).not.toMatch(NEW);
  });

  it("is seen once it was approved, also by who knew the event before", async () => {
    const ani = await subscriber();
    const id = await approved();
    await ani.says(`/hadir ${id}`);
    await events().change(id, anew, by);
    await events().approve(id, by);
    expect(await ics(ani, id)).toContain("SUMMARY:Judul baru\r\n");
    await events().change(id, { ...anew, place: "Aula lain" }, by);
    await events().cancel(id, by);
    expect(await ics(ani, id)).toMatch(/SUMMARY:Judul baru\r\nLOCATION:Aula lain\r\n/);
  });
});

describe("old replies", () => {
  it("lose who gave them and why, and keep their number", async () => {
    const ani = await subscriber("BKPSDM");
    const id = await approved();
    await ani.says(`/absen ${id} 1`);
    await rsvps().forgetOver(Date.parse("2024-10-10T02:00:00Z"));
    expect(await rsvps().of(id, ani.address)).toMatchObject({ reason: "Dinas luar" });
    await rsvps().forgetOver(Date.parse("2024-10-11T00:00:00Z"));
    expect(await rsvps().of(id, ani.address)).toBeUndefined();
    expect(await rsvps().perUnit(id)).toEqual([{ unit: "BKPSDM", hadir: 0, diwakili: 0, tidak: 1 }]);
  });
});
