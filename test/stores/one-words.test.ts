import { sql } from "kysely";
import { expect, it } from "vitest";
import { openBroadcastsOffice } from "../../src/broadcasts-office.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { oneWords } from "../../src/stores/migrations/0011-one-words.ts";
import { subscribe } from "../support/crowd.ts";
import { newFolder, removeFolder } from "../support/process.ts";

it("counts what one officer let go before this was written down", async () => {
  const folder = newFolder();
  const settings = { OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT", FOUR_EYES: "strict" } as const;
  const clock = () => new Date("2026-11-29T01:00:00Z");
  const ana = { name: "ana", approves: true };
  const database = await openDatabase(folder);
  const approve = async (audience: string, by = ana) => {
    const office = openBroadcastsOffice({ database, settings, clock });
    const made = await office.add({ text: "Apel.", audience }, ana);
    return made.kind === "added" ? office.approve(made.added.id, by) : made;
  };
  try {
    await subscribe(database, 15, { unit: "Dinas Satu" });
    await subscribe(database, 15, { unit: "Dinas Dua", from: 800_001 });
    await approve('unit:"Dinas Satu"');
    await approve("semua", { name: "budi", approves: true });
    await sql`drop table one_words`.execute(database);
    await sql`alter table mailings drop column paused_by`.execute(database);
    await oneWords.up(database);
    expect(await approve('unit:"Dinas Dua"')).toMatchObject({ kind: "second-needed", together: 30 });
    expect(await approve('unit:"Dinas Satu"')).toMatchObject({ kind: "approved" });
  } finally {
    await database.destroy();
    removeFolder(folder);
  }
});
