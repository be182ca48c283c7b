import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventBody } from "../../src/reminders/event.ts";
import { openReports } from "../../src/reports.ts";
import { events } from "../support/events.ts";
import { type EventsStage, openEventsStage } from "../support/events-stage.ts";

const ana = { name: "ana", approves: false };
const budi = { name: "budi", approves: true };

let stage: EventsStage;
let id: number;
/** An event of thirty people, approved, a week and more ahead. */
beforeEach(async () => {
  stage = await openEventsStage();
  await stage.subscribe(30);
  const outcome = await stage.office.add(events.ambon, ana);
  id = outcome.kind === "added" ? outcome.added.id : 0;
  await stage.office.approve(id, budi);
});
afterEach(() => stage.close());

const change = (fields: Partial<EventBody>) => stage.office.change(id, { ...events.ambon, ...fields }, ana);
const texts = (sent: Array<{ text: string }>) => [...new Set(sent.map(({ text }) => text))];
const later = { startsAt: "2024-10-17T09:00", endsAt: "2024-10-17T12:00" };

describe("a change before anybody was told", () => {
  it("of time, place or link needs nobody's word, plans anew and corrects nobody", async () => {
    expect(await change({ ...later, place: "Aula" })).toMatchObject({ told: 0, needsApproval: false });
    expect(await stage.mailings()).toEqual([
      "reminder P7D dropped 2024-10-03T08:00",
      "reminder P1D dropped 2024-10-09T08:00",
      "reminder PT1H dropped 2024-10-10T07:00",
      "reminder P7D planned 2024-10-10T08:00",
      "reminder P1D planned 2024-10-16T08:00",
      "reminder PT1H planned 2024-10-17T08:00",
    ]);
    stage.at("2024-10-10T08:00");
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toEqual([expect.stringContaining("Kamis, 17 Oktober 2024, pukul 09.00–12.00 WIT")]);
  });

  it.each<[string, Partial<EventBody>]>([
    ["the title", { title: "Rapat lain" }],
    ["the note", { note: "Bawa surat tugas" }],
    ["the audience", { audience: "unit:BKPSDM" }],
    ["the reminders", { reminders: ["P1D"] }],
    ["who speaks", { speakers: ["KPU Kota"] }],
    ["a place that is a slogan", { place: "Rumah pemenangan paslon" }],
    ["a place that asks for money", { place: "Aula. Bayar iuran ke rekening 1234 567 890" }],
    ["a place that leads elsewhere", { place: "Aula, daftar di contoh.link/masuk" }],
    ["a place that is a message", { place: `Aula ${"dan seterusnya ".repeat(10)}` }],
  ])("of %s waits for approval, and sends nothing meanwhile", async (_, fields) => {
    expect(await change(fields)).toMatchObject({ kind: "changed", needsApproval: true });
    expect(await stage.office.find(id)).toMatchObject({ state: "pending", approvedBy: undefined });
    stage.at("2024-10-03T08:00");
    expect(await stage.send()).toEqual([]);
  });

  it("moves the entry in the calendar of whoever looked it up, once it is approved anew", async () => {
    expect((await stage.office.find(id))?.sequence).toBe(0);
    await change({ title: "Rapat lain" });
    await stage.office.approve(id, budi);
    expect((await stage.office.find(id))?.sequence).toBe(1);
  });

  it("of nothing changes nothing", async () => {
    expect(await change({})).toMatchObject({ kind: "changed", told: 0, needsApproval: false });
    expect(await stage.mailings()).toHaveLength(3);
  });

  it("into the past is refused", async () => {
    stage.at("2024-10-01T08:00");
    expect(await change({ startsAt: "2024-09-30T08:00", endsAt: "2024-09-30T09:00" })).toMatchObject({
      kind: "bad",
      problems: [{ field: "startsAt" }],
    });
    expect(await stage.mailings()).toHaveLength(3);
  });

  it("does not lose the reminder that fell due while it waited for approval", async () => {
    stage.at("2024-10-03T07:50");
    await change({ title: "Rapat lain" });
    stage.at("2024-10-03T08:10");
    await stage.office.approve(id, budi);
    expect(texts(await stage.send())).toEqual([expect.stringContaining("🔔 Rapat lain")]);
  });
});

describe("a change after people were told", () => {
  beforeEach(async () => {
    stage.at("2024-10-03T08:00");
    await stage.send();
  });

  it("sends one correction to exactly those, at night too, and plans the rest anew", async () => {
    await stage.subscribe(5, { from: 800_001 });
    stage.at("2024-10-05T23:30");
    expect(await change({ ...later, place: "Aula" })).toMatchObject({ told: 30, needsApproval: false });
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toHaveLength(1);
    expect(sent[0]?.text).toContain("Tempat: Aula (sebelumnya: Lapangan Contoh)");
    expect(sent[0]?.text).toContain(
      "Waktu: Kamis, 17 Oktober 2024, pukul 09.00–12.00 WIT (sebelumnya: Kamis, 10 Oktober",
    );
    expect(await stage.send()).toEqual([]);
    expect((await stage.office.find(id))?.sequence).toBe(1);
    stage.at("2024-10-10T08:00");
    expect(await stage.send()).toHaveLength(35);
  });

  it("made twice before the first correction went out sends one, from what they knew to what is right now", async () => {
    await change({ place: "Aula" });
    expect(await change({ place: "Gedung C" })).toMatchObject({ told: 30 });
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toEqual([expect.stringContaining("Tempat: Gedung C (sebelumnya: Lapangan Contoh)\n")]);
    expect(await stage.send()).toEqual([]);
  });

  it("made while the first correction goes out tells everybody what is right now, and what they may know", async () => {
    await change({ place: "Aula" });
    expect(await stage.send(10)).toHaveLength(10);
    expect(await change({ place: "Gedung C" })).toMatchObject({ told: 30 });
    const sent = await stage.send();
    expect(new Set(sent.map(({ address }) => address)).size).toBe(30);
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toEqual([expect.stringContaining("Gedung C (sebelumnya: Lapangan Contoh; lalu Aula)")]);
  });

  it("made after the first correction arrived starts from that one", async () => {
    await change({ place: "Aula" });
    await stage.send();
    await change({ place: "Gedung C" });
    expect(texts(await stage.send())).toEqual([expect.stringContaining("Gedung C (sebelumnya: Aula)")]);
    expect((await stage.office.find(id))?.sequence).toBe(2);
  });

  it("that was taken back before anybody heard of it corrects nobody", async () => {
    await change({ place: "Aula" });
    expect(await change({})).toMatchObject({ told: 0 });
    expect(await stage.send()).toEqual([]);
    stage.at("2024-10-09T08:00");
    expect(texts(await stage.send())).toEqual([expect.stringContaining("Tempat: Lapangan Contoh")]);
  });

  it("does not correct whoever unsubscribed since", async () => {
    await change({ place: "Aula" });
    await stage.database
      .updateTable("subscribers")
      .set({ active: 0 })
      .where("address", "=", "telegram:900001")
      .execute();
    expect(await stage.send()).toHaveLength(29);
  });

  it("that needs approval corrects when it has it", async () => {
    await change({ title: "Rapat lain", place: "Aula" });
    expect(await stage.send()).toEqual([]);
    await stage.office.change(id, { ...events.ambon, title: "Rapat besar", place: "Aula" }, ana);
    expect(await stage.office.approve(id, budi)).toMatchObject({ kind: "approved" });
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(sent[0]?.text).toContain(
      "• Judul: Rapat besar (sebelumnya: Sosialisasi netralitas bagi seluruh pegawai kota)\n• Tempat: Aula (sebelumnya",
    );
  });

  it("of the reminders alone corrects nobody and goes on", async () => {
    await change({ reminders: ["P7D", "PT2H"] });
    stage.at("2024-10-03T09:00");
    await stage.office.approve(id, budi);
    expect(await stage.send()).toEqual([]);
    stage.at("2024-10-10T06:00");
    expect(await stage.send()).toHaveLength(30);
  });

  it("of the reminders alone does not lose the one that fell due before its approval", async () => {
    stage.at("2024-10-09T07:50");
    await change({ reminders: ["P1D", "PT2H"] });
    stage.at("2024-10-09T08:10");
    await stage.office.approve(id, budi);
    expect(texts(await stage.send())).toEqual([expect.stringContaining("🔔")]);
    stage.at("2024-10-10T06:00");
    expect(await stage.send()).toHaveLength(30);
  });

  it("names in the report the reminder that the event moved past, until it is moved back before it", async () => {
    const missed = async () => {
      const read = openReports({
        ...{ database: stage.database, officeName: "Kesbangpol Contoh", zone: "WIT" },
        clock: () => new Date("2024-10-03T10:00:00+09:00"),
      });
      return (await read("acara", id))?.missed;
    };
    stage.at("2024-10-03T10:00");
    expect(await missed()).toEqual([]);
    await change({ startsAt: "2024-10-04T08:00", endsAt: "2024-10-04T12:00" });
    expect(await missed()).toEqual(["1 hari sebelum"]);
    await change({ startsAt: "2024-10-04T09:00", endsAt: "2024-10-04T12:00" });
    expect(await missed()).toEqual(["1 hari sebelum"]);
    await change(later);
    expect(await missed()).toEqual([]);
  });

  it("moves an event nearer across its reminders without repeating them", async () => {
    stage.at("2024-10-03T10:00");
    await change({ startsAt: "2024-10-04T08:00", endsAt: "2024-10-04T12:00" });
    expect(texts(await stage.send())).toEqual([expect.stringContaining("⚠️ Perubahan")]);
    stage.at("2024-10-04T07:00");
    expect(await stage.send()).toHaveLength(30);
    stage.at("2024-10-09T08:00");
    expect(await stage.send()).toEqual([]);
  });
});

describe("a change while a reminder goes out", () => {
  beforeEach(async () => {
    stage.at("2024-10-03T08:00");
    await stage.send(10);
  });

  it("sends the old text to nobody any more, and the right one once to everybody", async () => {
    expect(await change({ place: "Aula" })).toMatchObject({ told: 30 });
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toEqual([expect.stringContaining("Tempat: Aula (sebelumnya: Lapangan Contoh)")]);
    expect(await stage.states()).toEqual({ accepted: 40, suppressed: 20 });
  });

  it("that is taken back goes on with the reminder where it was", async () => {
    await change({ place: "Aula" });
    await change({});
    const sent = await stage.send();
    expect(sent).toHaveLength(20);
    expect(texts(sent)).toEqual([expect.stringContaining("🔔")]);
    expect(await stage.states()).toEqual({ accepted: 30, suppressed: 30 });
  });

  it("of the audience alone lets the reminder go on", async () => {
    await change({ audience: "kecamatan:Utara" });
    stage.at("2024-10-03T09:00");
    await stage.office.approve(id, budi);
    expect(await stage.send()).toHaveLength(20);
    expect(await stage.send()).toEqual([]);
  });
});

describe("a change of what waits for approval", () => {
  it("ends a reminder whose text it makes wrong", async () => {
    stage.at("2024-10-03T08:00");
    await stage.send(10);
    await change({ audience: "semua & !tag:cuti" });
    await change({ audience: "semua & !tag:cuti", title: "Rapat lain" });
    expect(await stage.send()).toEqual([]);
    await stage.office.approve(id, budi);
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toEqual([expect.stringContaining("Judul: Rapat lain (sebelumnya: Sosialisasi")]);
  });
});

describe("before anybody has the reminder that is being sent", () => {
  it("a change replaces it for everybody", async () => {
    stage.at("2024-10-03T08:00");
    await stage.send(0);
    expect(await change({ place: "Aula" })).toMatchObject({ told: 0 });
    const sent = await stage.send();
    expect(sent).toHaveLength(30);
    expect(texts(sent)).toEqual([expect.stringMatching(/🔔.*Tempat: Aula\n/s)]);
    expect(await stage.send()).toEqual([]);
  });
});

describe("a cancellation", () => {
  it("before anybody was told ends everything quietly", async () => {
    expect(await stage.office.cancel(id, ana)).toEqual({ kind: "cancelled", told: 0 });
    stage.at("2024-10-09T08:00");
    expect(await stage.send()).toEqual([]);
    expect(await stage.office.cancel(id, ana)).toEqual({ kind: "already" });
    expect(await stage.office.approve(id, budi)).toEqual({ kind: "already" });
    expect(await change({ place: "Aula" })).toEqual({ kind: "cancelled" });
  });

  it("tells those who were told, once, what does not take place, and nobody else", async () => {
    stage.at("2024-10-03T08:00");
    await stage.send(10);
    expect(await stage.office.cancel(id, ana)).toEqual({ kind: "cancelled", told: 10 });
    const sent = await stage.send();
    expect(sent).toHaveLength(10);
    expect(texts(sent)).toEqual([expect.stringContaining("❌ Dibatalkan")]);
    stage.at("2024-10-10T07:00");
    expect(await stage.send()).toEqual([]);
    expect(await stage.office.find(id)).toMatchObject({ state: "cancelled", sequence: 1 });
  });

  it("names what people know, not a change they never heard of", async () => {
    stage.at("2024-10-03T08:00");
    await stage.send();
    await change({ title: "Rapat lain" });
    await stage.office.cancel(id, ana);
    expect(texts(await stage.send())).toEqual([
      expect.stringContaining("❌ Dibatalkan: Sosialisasi netralitas bagi seluruh pegawai kota"),
    ]);
  });

  it("reaches also whoever failed to hear of a change", async () => {
    stage.at("2024-10-03T08:00");
    await stage.send();
    await change({ place: "Aula" });
    await stage.send(10_000, "failed");
    expect(await stage.office.cancel(id, ana)).toEqual({ kind: "cancelled", told: 30 });
  });
});

describe("a change while the event goes on", () => {
  it("is told without asking anybody whether they come", async () => {
    stage.at("2024-10-10T07:00");
    await stage.send();
    stage.at("2024-10-10T09:00");
    expect(await change({ place: "Aula" })).toMatchObject({ kind: "changed", told: 30 });
    const corrections = await stage.database
      .selectFrom("mailings")
      .select("reply")
      .where("kind", "=", "correction")
      .execute();
    expect(corrections.map(({ reply }) => reply.includes("/hadir") || reply.includes("/absen"))).toEqual([false]);
    expect(corrections[0]?.reply).toContain("/kalender");
  });

  it("from an open end to a time, and back, is a change of time", async () => {
    stage.at("2024-10-09T08:00");
    await stage.send();
    expect(await change({ endsAt: "selesai" })).toMatchObject({ told: 30, needsApproval: false });
    const sent = await stage.send();
    expect(texts(sent)).toEqual([
      expect.stringContaining("Waktu: Kamis, 10 Oktober 2024, pukul 08.00 WIT s.d. selesai (sebelumnya"),
    ]);
    expect(await change({ endsAt: "2024-10-10T10:00" })).toMatchObject({ told: 30, needsApproval: false });
  });
});
