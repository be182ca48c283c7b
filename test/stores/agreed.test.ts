import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase } from "../../src/stores/database.ts";
import { createEventStore } from "../../src/stores/events-sqlite.ts";
import { agreed } from "../../src/stores/migrations/0009-agreed.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { bodyOf, insertEvent } from "../support/reported.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

it("what was approved of events is known of those too that an earlier version made", async () => {
  const database = await openDatabase(folder);
  await insertEvent(database, bodyOf());
  const changed = await insertEvent(database, bodyOf({ title: "Judul baru" }), { state: "pending" });
  const draft = await insertEvent(database, bodyOf(), { state: "draft" });
  const told = JSON.stringify([bodyOf({ place: "Aula" }), bodyOf()]);
  await database.updateTable("events").set({ approved_by: null }).where("id", "in", [changed, draft]).execute();
  await database.updateTable("events").set({ told }).where("id", "=", changed).execute();
  await database.schema.alterTable("events").dropColumn("agreed").execute();
  await agreed.up(database);
  const events = await createEventStore(database, () => new Date("2024-10-02T00:00:00Z")).list();
  expect(events.map((event) => event.agreed)).toEqual([bodyOf(), bodyOf(), undefined]);
  await database.destroy();
});
