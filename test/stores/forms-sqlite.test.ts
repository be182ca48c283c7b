import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createForms } from "../../src/stores/forms-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

const clock = () => new Date(1_000);

describe("the form an officer has not sent yet", () => {
  it("is there after a restart, one of each kind for each officer", async () => {
    const forms = createForms(database, clock);
    const { id } = await forms.save("ana", "event", { step: "title" });
    await forms.save("ana", "event", { step: "place", title: "Sosialisasi" });
    await forms.save("ana", "broadcast", { text: "Halo" });
    await database.destroy();
    database = await openDatabase(folder);
    const again = createForms(database, clock);
    expect(await again.find("ana", "event")).toEqual({
      id,
      body: { step: "place", title: "Sosialisasi" },
      savedAt: 1_000,
    });
    expect((await again.find("ana", "broadcast"))?.body).toEqual({ text: "Halo" });
    expect(await again.find("budi", "event")).toBeUndefined();
  });

  it("takes its files along when it is given up", async () => {
    const forms = createForms(database, clock);
    const { id } = await forms.save("ana", "event", {});
    const file = { event: null, broadcast: null, name: "undangan.pdf", mime: "application/pdf", sha256: "0" };
    await database
      .insertInto("attachments")
      .values({ form: id, ...file, bytes: Buffer.from("x") })
      .execute();
    await forms.drop("ana", "event");
    expect(await forms.find("ana", "event")).toBeUndefined();
    expect(await database.selectFrom("attachments").selectAll().execute()).toEqual([]);
  });
});
