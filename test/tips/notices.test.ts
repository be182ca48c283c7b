import { describe, expect, it } from "vitest";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { createStillClock } from "../stories/still-clock.ts";
import { openTestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders } from "../support/tip-readers.ts";
import { walk } from "../support/walk-imports.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

const ana = await newReader("ana");
const budi = await newReader("budi", { unit: "BKPSDM" });

describe("somebody who reports", () => {
  it("leaves the audit as it was, whatever reporters do", async () => {
    let now = Date.parse("2026-11-22T13:00:00+09:00");
    const office = await openTestOffice({
      clock: () => new Date(now),
      prepare: (folder) => putReaders(folder, [ana, budi]),
    });
    await office.officer("rina", "pembaca");
    const rows = () => office.service.database.selectFrom("audit").selectAll().execute();
    const before = await rows();
    await reportAndGiveUp(office.person(), (ms) => {
      now += ms;
    });
    expect(before.length).toBeGreaterThan(0);
    expect(await rows()).toEqual(before);
    await office.close();
  });
});

describe("what readers are written to", () => {
  it("cannot tell of reports, for nothing that it imports knows of any", () => {
    const reached = [...walk(["src/readers-told.ts"])];
    expect(reached.length).toBeGreaterThan(10);
    const knowing = reached.filter(([file]) => /^src\/(tips\/|stores\/tips-|tip-line|desk\/|build)/.test(file));
    expect(knowing.map(([file, by]) => `${by} -> ${file}`)).toEqual([]);
  });

  it.each([telegramStage, whatsappStage])(
    "is byte for byte the same on a day with reports and a day without, on $name",
    { timeout: 60_000 },
    async (on) => {
      const still = createStillClock(Date.parse("2026-11-22T13:00:00+09:00"), () => office.service);
      const office = await openTestOffice({
        on,
        clock: still.clock,
        prepare: (folder) => putReaders(folder, [ana, budi]),
      });
      const reader = await office.officer("rina", "pembaca");
      const audit = createAudit(office.service.database, still.clock);
      const acted = (await audit.verify()).entries;
      const got: string[][] = [];
      for (const day of ["2026-11-23", "2026-11-24", "2026-11-25"]) {
        const before = inbox(reader).length;
        still.moveTo(Date.parse(`${day}T07:00:00+09:00`));
        await still.settled();
        if (day === "2026-11-24") await reportAndGiveUp(office.person(), still.pass);
        expect(inbox(reader)).toHaveLength(before);
        for (const time of ["08:05", "15:05", "19:00"]) {
          still.moveTo(Date.parse(`${day}T${time}:00+09:00`));
          await still.settled();
        }
        got.push(inbox(reader).slice(before));
      }
      expect(got.map((each) => each.length)).toEqual([2, 2, 2]);
      expect(new Set(got.flat()).size).toBe(1);
      // Whoever reports is in no audit, so its head stands still as well.
      expect((await audit.verify()).entries).toBe(acted);
      await office.close();
    },
  );
});

const inbox = (voice: Voice) => (voice.inbox?.() ?? []).map(({ text }) => text);

/** One report that stays, with a look at its answers, and one that is given up. */
async function reportAndGiveUp(person: Voice, pass: (ms: number) => void): Promise<void> {
  const says = (text: string) => {
    pass(1_000);
    return person.says(text);
  };
  for (const word of ["/lapor", "YA"]) await says(word);
  const code = /^[a-z]+(?:-[a-z]+){7}$/m.exec((await says("LEWATI")).text)?.[0];
  expect((await says("Kejadiannya di aula kantor")).text).toContain("✔");
  await says("SELESAI");
  expect((await says(`/cek ${code}`)).text).toContain("Status laporan");
  await says("SELESAI");
  for (const word of ["/lapor", "YA", "LEWATI", "Yang ini saya batalkan", "BATAL"]) await says(word);
}
