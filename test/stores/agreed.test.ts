import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase } from "../../src/stores/database.ts";
import { createEventStore } from "../../src/stores/events-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { bodyOf, insertEvent } from "../support/reported.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

it("what was approved of events is known of those too that an earlier version made", async () => {
  const before = await openDatabase(folder);
  await insertEvent(before, bodyOf());
  const changed = await insertEvent(before, bodyOf({ title: "Judul baru" }), { state: "pending" });
  const draft = await insertEvent(before, bodyOf(), { state: "draft" });
  const told = JSON.stringify([bodyOf({ place: "Aula" }), bodyOf()]);
  await before.updateTable("events").set({ approved_by: null }).where("id", "in", [changed, draft]).execute();
  await before.updateTable("events").set({ told }).where("id", "=", changed).execute();
  await before.schema.alterTable("events").dropColumn("agreed").execute();
  await sql`delete from kysely_migration where name >= '0009'`.execute(before);
  await before.destroy();
  const database = await openDatabase(folder);
  const events = await createEventStore(database, () => new Date("2024-10-02T00:00:00Z")).list();
  expect(events.map(({ agreed }) => agreed)).toEqual([bodyOf(), bodyOf(), undefined]);
  await database.destroy();
});
