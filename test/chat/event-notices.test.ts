import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEventsOffice } from "../../src/events-office.ts";
import type { EventBody } from "../../src/reminders/event.ts";
import { readSettings } from "../../src/settings.ts";
import { subscribe } from "../support/crowd.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";

const START = Date.parse("2026-11-30T00:00:00Z");
const body: EventBody = {
  title: "Sosialisasi netralitas",
  place: "Aula kecamatan",
  startsAt: "2026-11-30T09:00",
  endsAt: "2026-11-30T11:00",
  zone: "WIT",
  mode: "luring",
  audience: "semua",
  reminders: ["PT1H"],
};

describe("the officers of an event", () => {
  let now = START;
  let office: TestOffice;
  let ana: Voice;
  const acting = { name: "ana", approves: true };

  beforeEach(async () => {
    now = START - 3 * 3_600_000;
    office = await openTestOffice({ clock: () => new Date(now) });
    ana = await office.officer("ana", "admin");
  });
  afterEach(() => office.close());

  const events = () =>
    createEventsOffice({
      settings: readSettings({ OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT", QUIET_HOURS: "off" }),
      database: office.service.database,
      clock: () => new Date(now),
    });

  it("hear once that it is over, and get the report at one tap", async () => {
    const person = office.person();
    await person.says("/langganan semua");
    await events().add(body, acting);
    expect(await events().approve(1, acting)).toMatchObject({ kind: "approved", recipients: 1 });
    now = START - 3_600_000;
    await person.hears("🔔 Sosialisasi netralitas");
    now = START + 2 * 3_600_000;
    await ana.hears("Acara selesai: acara 1");
    await ana.hears("1 terkirim.");
    const report = await ana.chooses("📄 Laporan");
    expect(report.files.map(({ name }) => name.split(".").at(-1)).sort()).toEqual(["csv", "pdf"]);
  });

  it("hear once more, a day before it begins, that nobody agreed to it yet", async () => {
    const budi = await office.officer("budi", "penyetuju");
    now = START - 3 * 86_400_000;
    await events().add(body, acting);
    await events().submit(1, acting);
    await budi.hears("Menunggu persetujuan: acara 1");
    now = START - 86_400_000;
    await budi.hears("Belum disetujui: acara 1");
    await ana.hears("Belum disetujui: acara 1");
    expect(await events().approve(1, { name: "budi", approves: true })).toMatchObject({ kind: "approved" });
    now = START + 2 * 3_600_000;
    await ana.hears("Acara selesai: acara 1");
    const told = budi.inbox?.().filter(({ text }) => text.includes("Belum disetujui"));
    expect(told).toHaveLength(1);
  });

  it("hear that it is held when it would reach more than its maker's word is good for", async () => {
    const budi = await office.officer("budi", "penyetuju");
    await events().add(body, acting);
    expect(await events().approve(1, acting)).toMatchObject({ kind: "approved", recipients: 0 });
    await subscribe(office.service.database, 21);
    now = START - 3_600_000;
    await ana.hears("Ditahan: acara 1");
    await budi.hears("21 orang");
  });
});
