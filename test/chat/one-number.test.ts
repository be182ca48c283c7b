import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEventsOffice } from "../../src/events-office.ts";
import { createProposals } from "../../src/stores/proposals-sqlite.ts";
import { subscribe } from "../support/crowd.ts";
import { events } from "../support/events.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
let now: number;
const clock = () => new Date(now);
let office: TestOffice;
let ana: Voice;
beforeEach(async () => {
  now = Date.parse("2024-10-08T00:00:00Z");
  office = await openTestOffice({ on: whatsappStage, clock });
  ana = await office.officer("ana", "admin");
});
afterEach(() => office.close());

const by = { name: "ana", approves: true };
const office_ = () => createEventsOffice({ settings: office.settings, database: office.service.database, clock });

/** Titles of two events, the later one made first so that places in lists are no numbers of events. */
async function twoEvents(): Promise<void> {
  await office_().add(
    { ...events.ambon, title: "Rapat kedua", startsAt: "2024-10-12T08:00", endsAt: "2024-10-12T09:00" },
    by,
  );
  await office_().add({ ...events.ambon, title: "Rapat pertama" }, by);
}

describe("lists on WhatsApp", () => {
  it("show one number before each event, and it means what it shows", async () => {
    await twoEvents();
    const list = await ana.says("/acara");
    expect(list.choices.slice(0, 2)).toEqual([
      "Rapat pertama — Kamis, 10 Oktober 2024 (konsep)",
      "Rapat kedua — Sabtu, 12 Oktober 2024 (konsep)",
    ]);
    expect((await ana.says("1")).text).toContain("Acara 2: Rapat pertama");
  });

  it("do so of broadcasts and proposals", async () => {
    await subscribe(office.service.database, 1);
    for (const text of ["Apel pertama.", "Apel kedua."]) {
      for (const line of ["/siaran", text, "semua", "besok 08.00", "/siaran kirim ya"]) await ana.says(line);
    }
    const list = await ana.says("/siaran daftar");
    expect(list.choices[0]).toBe("Apel kedua. (menunggu waktunya)");
    expect((await ana.says("1")).text).toContain("Siaran 2: Apel kedua.");
    const stage = {
      election: "pilkada-contoh",
      region: "nasional",
      stage: "kampanye",
      from: "2024-10-01",
      to: "2024-11-01",
    };
    await createProposals(office.service.database).propose("stage", stage, "budi", "2024-10-08");
    const waiting = await ana.says("/setujui");
    expect(waiting.choices[0]).not.toMatch(/^\d/);
  });
});

describe("a notice to an officer on WhatsApp", () => {
  it("is answered by its number days later and after a restart, the newest first", async () => {
    const budi = await office.officer("budi", "penyetuju");
    await subscribe(office.service.database, 30);
    await twoEvents();
    await office_().submit(1, by);
    await budi.hears("Kapan saja: ketik /setujui acara 1");
    await settled();
    now += 3 * 86_400_000;
    await office.restart();
    expect((await budi.says("1")).text).toContain("Rapat kedua");
    await office_().change(
      2,
      { ...events.ambon, title: "Rapat pertama", startsAt: "2024-10-14T08:00", endsAt: "2024-10-14T09:00" },
      by,
    );
    await office_().submit(2, by);
    await budi.hears("ketik /setujui acara 2");
    await settled();
    now += 3_600_000;
    await office.restart();
    expect((await budi.says("Periksa lalu setujui")).text).toContain("Rapat pertama");
    now += 31 * 86_400_000;
    await office.restart();
    expect((await budi.says("1")).text).toContain("Pilihan itu sudah tidak ada");
  });

  it("is forgotten with the officer's rights", async () => {
    const budi = await office.officer("budi", "penyetuju");
    await subscribe(office.service.database, 30);
    await twoEvents();
    await office_().submit(1, by);
    await budi.hears("Menunggu persetujuan");
    await settled();
    const told = () => office.service.database.selectFrom("officers").select(["name", "told"]).execute();
    expect(await told()).toContainEqual({ name: "budi", told: expect.stringContaining("/setujui acara 1") });
    expect(await told()).toContainEqual({ name: "ana", told: null });
    const { createOfficers } = await import("../../src/stores/officers-sqlite.ts");
    await createOfficers(office.service.database).revoke("budi");
    expect(await told()).toContainEqual({ name: "budi", told: null });
  });

  /** The platform has what was pushed when the outbox is empty. */
  async function settled(): Promise<void> {
    const { database } = office.service;
    await expect.poll(() => database.selectFrom("deliveries").select("id").execute()).toEqual([]);
  }
});
