import { describe, expect, it } from "vitest";
import { plainText } from "../../src/chat/message.ts";
import type { EventBody } from "../../src/reminders/event.ts";
import { sayEvent } from "../../src/reminders/say-event.ts";
import { events } from "../support/events.ts";

const officeName = "Kesbangpol Contoh";
const said = (body: EventBody, kind: "reminder" | "correction" | "cancellation", told: EventBody[] = []) =>
  plainText(sayEvent({ id: 7, body }, kind, { officeName, told }));

describe("an event as people get it", () => {
  it("says when and where in words, by the clock of the venue", () => {
    const text = said(events.ambon, "reminder");
    expect(text).toContain("🔔 Sosialisasi netralitas bagi seluruh pegawai kota");
    expect(text).toContain("Waktu: Kamis, 10 Oktober 2024, pukul 08.00–12.00 WIT");
    expect(text).toContain("Tempat: Lapangan Contoh");
    expect(text).toContain("Narasumber: KPU Kota, Bawaslu Kota");
    expect(text).toContain("Kesbangpol Contoh. Tidak mau pengingat acara lagi? Ketik /berhenti");
    expect(text).not.toMatch(/besok|hari ini|undefined/i);
  });

  it("says of an end that nobody knows that it is open", () => {
    const open: EventBody = { ...events.ambon, endsAt: "2024-10-10T10:00", openEnd: true };
    expect(said(open, "reminder")).toContain("Waktu: Kamis, 10 Oktober 2024, pukul 08.00 WIT s.d. selesai");
    expect(said(open, "reminder")).not.toContain("10.00");
    const days: EventBody = { ...open, endsAt: "2024-10-11T10:00" };
    expect(said(days, "reminder")).toContain("pukul 08.00 WIT s.d. Jumat, 11 Oktober 2024, selesai");
    expect(said(open, "correction", [events.ambon])).toContain(
      "Waktu: Kamis, 10 Oktober 2024, pukul 08.00 WIT s.d. selesai (sebelumnya",
    );
  });

  it("asks nobody whether they come once it has begun", () => {
    const { choices } = sayEvent({ id: 7, body: events.ambon }, "correction", { officeName, hasBegun: true });
    expect(choices.map(({ action }) => action)).toEqual(["/kalender 7"]);
  });

  it("offers to reply and to keep it in a calendar, each in few bytes", () => {
    const { choices } = sayEvent({ id: 7, body: events.ambon }, "reminder", { officeName });
    expect(choices.map(({ action }) => action)).toEqual(["/hadir 7", "/wakil 7", "/absen 7", "/kalender 7"]);
  });

  it("says that a link comes later", () => {
    const { link: _, ...noLink } = events.samarinda;
    expect(said(noLink, "reminder")).toContain("Tautan: menyusul");
    expect(said(events.samarinda, "reminder")).toContain("Tautan: https://rapat.contoh.go.id/netral");
  });

  it("says of a change what it was before, and all of it again", () => {
    const moved: EventBody = {
      ...events.ambon,
      startsAt: "2024-10-11T09:00",
      endsAt: "2024-10-11T12:00",
      place: "Aula",
    };
    const text = said(moved, "correction", [events.ambon]);
    expect(text).toContain("⚠️ Perubahan:");
    expect(text).toContain(
      "• Waktu: Jumat, 11 Oktober 2024, pukul 09.00–12.00 WIT (sebelumnya: Kamis, 10 Oktober 2024, pukul 08.00–12.00 WIT)",
    );
    expect(text).toContain("• Tempat: Aula (sebelumnya: Lapangan Contoh)");
    expect(text.match(/Aula/g)).toHaveLength(2);
    expect(text).not.toContain("• Judul");
  });

  it("names everything that different people were told before", () => {
    const told = [events.ambon, { ...events.ambon, place: "Aula" }];
    const text = said({ ...events.ambon, place: "Gedung C" }, "correction", told);
    expect(text).toContain("• Tempat: Gedung C (sebelumnya: Lapangan Contoh; lalu Aula)");
  });

  it("says of a cancellation what was told, and leaves nothing to reply to", () => {
    const text = said({ ...events.ambon, place: "Aula" }, "cancellation", [events.ambon]);
    expect(text).toContain("❌ Dibatalkan:");
    expect(text).toContain("Kamis, 10 Oktober 2024, pukul 08.00–12.00 WIT di Lapangan Contoh tidak jadi diadakan");
    const { choices } = sayEvent({ id: 7, body: events.ambon }, "cancellation", { officeName });
    expect(choices.map(({ action }) => action)).toEqual(["/kalender 7"]);
  });
});
