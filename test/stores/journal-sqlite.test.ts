import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatabaseUnusableError, openDatabase } from "../../src/stores/database.ts";
import { createJournal } from "../../src/stores/journal-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

describe("the journal", () => {
  it("keeps how often an update was begun and whether it was handled, over a restart", async () => {
    const first = await openDatabase(folder);
    const journal = createJournal(first, "1:a");
    await journal.begin([5, 6, 7]);
    await journal.begin([7]);
    await journal.begin([7]);
    await journal.replied(7);
    await journal.finish(6);
    await journal.finish(8);
    await journal.sending(5, 1);
    await journal.sending(7, 1);
    await journal.sending(7, -1);
    await first.destroy();
    const second = await openDatabase(folder);
    expect(await createJournal(second, "1:a").read()).toEqual([
      { number: 5, starts: 1, sends: 1, handled: false },
      { number: 6, starts: 1, sends: 0, handled: true },
      { number: 7, starts: 2, sends: 0, handled: false },
      { number: 8, starts: 0, sends: 0, handled: true },
    ]);
    await second.destroy();
  });

  it("forgets what is below a number, of one bot only", async () => {
    const db = await openDatabase(folder);
    const [one, other] = [createJournal(db, "1:a"), createJournal(db, "2:b")];
    await one.begin([1, 2, 3]);
    await other.begin([1]);
    await one.forgetBelow(3);
    expect((await one.read()).map(({ number }) => number)).toEqual([3]);
    expect((await other.read()).map(({ number }) => number)).toEqual([1]);
    await db.destroy();
  });
});

describe("the office's database", () => {
  it("says what to do when its file is damaged", async () => {
    writeFileSync(join(folder, "sinetral.db"), "this is no database".repeat(100));
    await expect(openDatabase(folder)).rejects.toThrow(DatabaseUnusableError);
    await expect(openDatabase(folder)).rejects.toThrow(/sinetral\.db .* Restore a backup/);
  });
});
