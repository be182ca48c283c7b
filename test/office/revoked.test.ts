import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { subscribe } from "../support/crowd.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import { runInside } from "../support/run-inside.ts";
import type { SentDocument, Voice } from "../support/stage.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

let office: TestOffice;

const environment = () => ({ DATA_DIR: office.folder, OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT" });
const desk = (...args: string[]) => runInside(runDesk, args, { environment: environment() });

async function revoke(name: string): Promise<string> {
  const told = await desk("officer", "revoke", name);
  expect(told).toMatchObject({ code: 0, stderr: "" });
  return told.stdout;
}

const database = () => office.service.database;
const rows = (table: "forms" | "attachments" | "mailings" | "mailing_deliveries") =>
  database().selectFrom(table).selectAll().execute();

async function say(voice: Voice, ...lines: string[]) {
  for (const line of lines) await voice.says(line);
}

const ANSWER = "Cukup dilihat saja, jangan disukai.";
const pdf: SentDocument = { name: "undangan.pdf", mime: "application/pdf", bytes: Buffer.from("%PDF-1.7 undangan") };

describe.each([telegramStage, whatsappStage])("an officer whose rights are taken away while they use $name", (on) => {
  beforeAll(async () => {
    office = await openTestOffice({ on });
  });
  afterAll(() => office.close());

  it("is refused with the very next button, message and file, in the middle of whatever they were doing", async () => {
    await subscribe(database(), 30);
    const [ana, budi] = [await office.officer("ana", "admin"), await office.officer("budi", "admin")];

    // A broadcast of somebody else waits for a word, and its button is on the screen.
    await say(budi, "/siaran", "Apel besok pukul 08.00.", "semua", "sekarang");
    await budi.chooses("Ajukan");
    await ana.hears("Menunggu persetujuan: siaran 1");
    expect((await ana.says("/setujui siaran 1")).choices).toContain("Setujui");
    await revoke("ana");
    expect((await ana.chooses("Setujui")).text).toContain("tidak ada");
    expect((await ana.says("/setujui siaran 1")).text).toContain("tidak ada");
    expect(await rows("mailings")).toEqual([]);

    // In the form of an event.
    await office.officer("citra", "petugas").then(async (citra) => {
      await say(citra, "/acara_baru", "Rapat koordinasi");
      await revoke("citra");
      expect((await citra.says("Aula kantor")).text).not.toContain("Rapat koordinasi");
      expect((await citra.says("/acara_baru")).text).toContain("tidak ada");
    });

    // In the form of a broadcast, one tap before it goes; and with a file for it.
    await office.officer("dewi", "petugas").then(async (dewi) => {
      await say(dewi, "/siaran", "Apel lusa.", "semua");
      await dewi.says("sekarang");
      await revoke("dewi");
      const refused = await dewi.chooses("Ajukan");
      expect(refused.text).not.toContain("diberi tahu");
      await dewi.sendsFile?.("", pdf);
    });
    expect(await rows("forms")).toHaveLength(0);
    expect(await rows("attachments")).toEqual([]);
    expect(await rows("mailing_deliveries")).toEqual([]);
  });

  it("is refused in the middle of an answer to somebody, who gets none from them", async () => {
    const [ani, ana] = [office.person(), await office.officer("ana", "petugas")];
    await ani.says("boleh like postingan caleg?");
    await ani.chooses("Tanya petugas");
    await ani.chooses("Kirim");
    await ana.says("/jawab 1");
    const offered = await ana.says(ANSWER);
    await revoke("ana");
    expect((await ana.chooses(labelWith(offered, "Kirim"))).text).not.toContain(ANSWER);
    expect((await ana.says("/jawab 1")).text).toContain("tidak ada");
    const asked = await database().selectFrom("asked").select(["state", "answer"]).execute();
    expect(asked).toEqual([{ state: "open", answer: null }]);
    expect(await desk("queue", "answer", "1", "--as", "ana", "--text", ANSWER)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("ana is no longer an officer"),
    });
  });
});

describe("taking an officer's rights away", () => {
  afterEach(() => office.close());

  it("shows what they made or let go and has not happened yet, with the command that ends each, and keeps it", async () => {
    office = await openTestOffice();
    await subscribe(database(), 3);
    const ana = await office.officer("ana", "admin");
    await say(ana, "/siaran", "Apel pekan depan.", "semua", "besok jam 08.00");
    await ana.chooses("Kirim");
    await ana.chooses("Ya, jadwalkan");
    await say(ana, "/siaran", "Draf yang lain.", "semua", "sekarang");
    const event = { title: "Rapat", place: "Aula", startsAt: "2099-10-10T08:00", endsAt: "2099-10-10T10:00" };
    const input = JSON.stringify({ ...event, mode: "luring", audience: "semua", reminders: ["P1D"] });
    await runInside(runDesk, ["event", "add", "-", "--as", "ana"], { input, environment: environment() });
    const told = await revoke("ana");
    expect(told.split("\n").slice(0, 4)).toEqual([
      "ana is no longer an officer",
      "ana made or agreed to what follows, and it goes on unless somebody ends it:",
      "event 1  draft  Rapat  (desk event cancel 1 --as NAME)",
      "broadcast 1  approved  Apel pekan depan.  (desk broadcast stop 1 --as NAME)",
    ]);
    expect(await rows("forms")).toEqual([]);
    await office.officer("budi", "admin");
    expect((await desk("broadcast", "stop", "1", "--as", "budi")).code).toBe(0);
    expect((await desk("event", "cancel", "1", "--as", "budi")).code).toBe(0);
    expect((await desk("officer", "invite", "--name", "ana", "--role", "admin")).code).toBe(0);
    expect(await revoke("ana")).toBe("ana is no longer an officer\n");
  });

  it("takes back what waits to be sent to their phone, and a first confirmation that nobody is to complete", async () => {
    // Nothing is delivered meanwhile.
    const delivery = { everyMs: 3_600_000, leaseMs: 60_000, retry: { firstMs: 50, mostMs: 200 } };
    office = await openTestOffice({ environment: { FOUR_EYES: "delay" }, delivery });
    await subscribe(database(), 30);
    const [ana, budi] = [await office.officer("ana", "admin"), await office.officer("budi", "admin")];
    await say(ana, "/siaran", "Apel besok.", "semua", "besok jam 08.00");
    await ana.chooses("Ajukan");
    await ana.chooses("Setujui sekarang");
    await ana.chooses("Setujui");
    await say(budi, "/siaran", "Apel lusa.", "semua", "besok jam 08.00");
    await budi.chooses("Ajukan");
    const waiting = () => database().selectFrom("deliveries").select("address").execute();
    expect((await waiting()).map(({ address }) => address)).toContain(ana.address);
    const confirmed = () => database().selectFrom("broadcasts").select("confirmed_at").where("id", "=", 1).execute();
    expect(await confirmed()).not.toEqual([{ confirmed_at: null }]);
    await revoke("ana");
    expect((await waiting()).map(({ address }) => address)).not.toContain(ana.address);
    expect(await confirmed()).toEqual([{ confirmed_at: null }]);
    const audit = JSON.parse((await desk("audit", "list", "--json")).stdout);
    expect(audit[0]).toMatchObject({
      who: "desk",
      action: "officer-revoked",
      subject: "officer ana",
      detail: { role: "admin", voided: 1 },
    });
    expect((await budi.says("/setujui siaran 1")).text).toContain("⚠️ ana bukan petugas lagi.");
    expect((await budi.says("/setujui siaran 2")).text).not.toContain("bukan petugas lagi");
  });

  it("lets whoever lost a phone go on from another one, and the old one stays out", async () => {
    office = await openTestOffice();
    const lost = await office.officer("ana", "petugas");
    await revoke("ana");
    const found = await office.officer("ana", "petugas");
    expect((await found.says("/antrean")).text).toContain("Antrean kosong");
    expect((await lost.says("/antrean")).text).toContain("tidak ada");
  });
});
