import { describe, expect, it } from "vitest";
import { withFields } from "../../src/reminders/event-times.ts";
import { readEvent } from "../../src/reminders/read-event.ts";
import { events } from "../support/events.ts";

const read = (changed: object) => readEvent({ ...events.ambon, ...changed }, { zone: "WIB" });

function problems(changed: object) {
  const outcome = read(changed);
  return outcome.kind === "bad" ? outcome.problems : [];
}

describe("what an officer writes of an event", () => {
  it.each(Object.entries(events))("is read as it stands: %s", (_, body) => {
    expect(readEvent(body, { zone: "WIB" })).toMatchObject({ kind: "read", body });
  });

  it("has its moments by the clock of the venue", () => {
    expect(read({})).toMatchObject({
      startsAt: Date.parse("2024-10-09T23:00Z"),
      endsAt: Date.parse("2024-10-10T03:00Z"),
    });
  });

  it("gets the usual for what is left out or empty", () => {
    const { title, place, startsAt, audience } = events.ambon;
    const outcome = readEvent(
      { title, place, startsAt, audience, link: "", note: null, speakers: [] },
      { zone: "WITA" },
    );
    expect(outcome).toMatchObject({
      kind: "read",
      body: { endsAt: "2024-10-10T10:00", zone: "WITA", mode: "luring", reminders: ["P7D", "P1D", "PT1H"] },
    });
    expect(outcome).not.toHaveProperty("body.link");
    expect(outcome).not.toHaveProperty("body.speakers");
  });

  it.each([
    [{ startsAt: "2024-10-10 08:00:30" }, { startsAt: "2024-10-10T08:00:30" }],
    [{ startsAt: "2024-02-29T08:00" }, { startsAt: "2024-02-29T08:00" }],
    [{ startsAt: "2024-12-31T23:00", endsAt: undefined }, { endsAt: "2025-01-01T01:00" }],
    [
      { zone: "wita", mode: "Hybrid" },
      { zone: "WITA", mode: "hybrid" },
    ],
    [{ title: "  Rapat \n besar\u200b " }, { title: "Rapat besar" }],
    [{ reminders: ["p1d"] }, { reminders: ["P1D"] }],
    [{ reminders: [] }, { reminders: [] }],
  ])("is tolerant of how it is written: %j", (changed, expected) => {
    const outcome = read({ ...("startsAt" in changed ? { endsAt: undefined } : {}), ...changed });
    expect(outcome).toMatchObject({ kind: "read", body: expected });
  });

  it.each([
    ["selesai", "2024-10-10T10:00"],
    ["s.d. selesai", "2024-10-10T10:00"],
    ["2024-10-11 sampai selesai", "2024-10-11T10:00"],
  ])("may leave the end open: %s", (endsAt, counted) => {
    expect(read({ endsAt })).toMatchObject({ kind: "read", body: { endsAt: counted, openEnd: true } });
  });

  it("has an end again when somebody says one, and moves without one", () => {
    const open = { ...events.ambon, endsAt: "2024-10-10T10:00", openEnd: true as const };
    const again = readEvent(withFields(open, { endsAt: "2024-10-10T12:00" }), { zone: "WIB" });
    expect(again).not.toHaveProperty("body.openEnd", true);
    expect(readEvent(withFields(open, { startsAt: "2024-10-10T13:00" }), { zone: "WIB" })).toMatchObject({
      body: { endsAt: "2024-10-10T15:00", openEnd: true },
    });
  });

  it.each([
    ["title", undefined, 'Judul belum ada. Tulis misalnya "Sosialisasi netralitas ASN".'],
    ["title", 5, "Judul harus berupa tulisan."],
    ["title", "x".repeat(201), "Judul terlalu panjang: paling banyak 200 huruf."],
    ["title", "Terkirim ✔", "Judul memuat tanda centang U+2714, yang hanya untuk laporan. Hapus tandanya."],
    ["place", "  ", 'Tempat belum ada. Tulis misalnya "Aula Kantor Wali Kota".'],
    ["map", "di sana", expect.stringContaining("bukan alamat web")],
    ["link", "javascript:alert(1)", expect.stringContaining("bukan alamat web")],
    ["startsAt", "10/10/2024 08.00", expect.stringContaining('"2024-10-10T08:00"')],
    ["startsAt", "2023-02-29T08:00", expect.stringContaining("Tidak ada waktu seperti itu")],
    ["startsAt", "9999-12-31T23:59", expect.stringContaining("Tidak ada waktu seperti itu")],
    ["endsAt", "9999-12-31T23:59", expect.stringContaining("Tidak ada waktu seperti itu")],
    ["startsAt", undefined, expect.stringContaining("Waktunya belum ada")],
    ["endsAt", "2024-10-10T08:00", expect.stringContaining("selesai sebelum dimulai")],
    ["endsAt", "2025-10-10T08:00", expect.stringContaining("31 hari")],
    ["zone", "WIS", "Zona waktu harus salah satu dari WIB, WITA, WIT."],
    ["mode", "zoom", "Cara harus salah satu dari luring, daring, hybrid."],
    ["speakers", "KPU", expect.stringContaining("berupa daftar")],
    ["audience", undefined, expect.stringContaining("Sasaran belum ada")],
    ["audience", "unit:", expect.stringContaining("huruf ke-")],
    ["reminders.1", ["P1D", "1 hari"], expect.stringContaining("P7D untuk 7 hari")],
    ["reminders", "P1D", expect.stringContaining("berupa daftar")],
    ["note", "x".repeat(4_000), expect.stringContaining("Ringkas catatan")],
    ["tempat", "Aula", expect.stringContaining("Yang dikenal: title, place")],
  ])("is asked for again when %s cannot be used: %j", (field, value, problem) => {
    expect(problems({ [field.split(".")[0] ?? ""]: value })).toEqual([{ field, problem }]);
  });

  it.each([
    [{ startsAt: "2024-10-10T08:00:30", endsAt: "2024-10-10T12:00" }, "2024-10-11T09:00", "2024-10-11T12:59:30"],
    [{ startsAt: "2024-10-10T22:00", endsAt: "2024-10-11T02:00" }, "2024-12-31 21:00", "2025-01-01T01:00"],
  ])("keeps its length when only its start moves: %j", (times, startsAt, endsAt) => {
    expect(withFields({ ...events.ambon, ...times }, { startsAt })).toMatchObject({ startsAt, endsAt });
  });

  it("names everything that is wrong at once", () => {
    expect(problems({ title: 1, zone: "X", audience: "" }).map(({ field }) => field)).toEqual([
      "title",
      "zone",
      "audience",
    ]);
  });

  it.each([null, 5, "acara", []])("says what a file must hold: %j", (input) => {
    expect(readEvent(input, { zone: "WIB" })).toMatchObject({ kind: "bad", problems: [{ field: "acara" }] });
  });
});
