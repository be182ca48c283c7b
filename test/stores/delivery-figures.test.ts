import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewMailing } from "../../src/reminders/mailing.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { readWaitingFigures } from "../../src/stores/delivery-figures.ts";
import { insertMailing, openMailing } from "../../src/stores/mailing-rows.ts";
import { createMailings } from "../../src/stores/mailings-sqlite.ts";
import { enqueueNotice } from "../../src/stores/outbox-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newMailing, subscribe } from "../support/subscribers.ts";

const MINUTE = 60_000;
let folder: string;
let db: Database;
beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  await subscribe(db, "telegram:1001");
});
afterEach(async () => {
  await db.destroy();
  removeFolder(folder);
});

async function open(given: Partial<NewMailing>, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await openMailing(trx, await insertMailing(trx, newMailing(given)), now);
  });
}

describe("what waits to be sent", () => {
  it("is nothing in an empty outbox, and nothing of mailings that are still planned", async () => {
    await insertMailing(db, newMailing({ broadcast: 1, dueAt: 9 * MINUTE }));
    expect(await readWaitingFigures(db, MINUTE)).toEqual({ outbox: 0, open: [] });
  });

  it("tells for how long the oldest mailing of a kind has been going out, until nothing of it is left", async () => {
    await open({ broadcast: 1 }, MINUTE);
    await open({ broadcast: 2 }, 3 * MINUTE);
    const open4 = await readWaitingFigures(db, 4 * MINUTE);
    expect(open4.open).toEqual([{ kind: "broadcast", seconds: 180 }]);
    const mailings = createMailings(db, () => 4 * MINUTE);
    const [first] = await mailings.take("telegram", 1, 1_000);
    if (first !== undefined) await mailings.settle(first, { state: "accepted" });
    expect((await readWaitingFigures(db, 4 * MINUTE)).open).toEqual([{ kind: "broadcast", seconds: 60 }]);
    for (const each of await mailings.take("telegram", 9, 1_000)) await mailings.settle(each, { state: "accepted" });
    expect((await readWaitingFigures(db, 4 * MINUTE)).open).toEqual([]);
  });

  it("counts messages of no mailing until they are worth nothing any more", async () => {
    const reply = { blocks: [], choices: [] };
    await enqueueNotice(db, "telegram:1001", reply, 0);
    await enqueueNotice(db, "telegram:1002", reply, 0, 5 * MINUTE);
    expect((await readWaitingFigures(db, 4 * MINUTE)).outbox).toBe(2);
    expect((await readWaitingFigures(db, 6 * MINUTE)).outbox).toBe(1);
  });
});
