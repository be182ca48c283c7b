import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/chat/message.ts";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { emptyLog } from "../../src/stores/empty-log.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { createOutbox } from "../../src/stores/outbox-sqlite.ts";
import { createQueue } from "../../src/stores/queue-sqlite.ts";
import { findLeaks, placesIn } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const address = (n: number) => `whatsapp:14400334455667${n}@lid`;
const reply: Reply = { blocks: [{ kind: "text", text: "Boleh." }], choices: [] };
const asked = { text: "boleh like?", reason: "tanya_petugas", situation: undefined } as const;

let folder: string;
let service: Database;
/** The command line: a second one that is open at the same time, so that closing it clears nothing. */
let desk: Database;
beforeEach(async () => {
  folder = newFolder();
  service = await openDatabase(folder);
  desk = await openDatabase(folder);
});
afterEach(async () => {
  await desk.destroy();
  await service.destroy();
  removeFolder(folder);
});

const found = (n: number) =>
  findLeaks([{ name: "address", value: address(n).replace(/\D/g, "") }], placesIn(folder)).length > 0;

async function waiting(n: number, on = "2031-02-03"): Promise<number> {
  const id = await createQueue(service, Date.now).add({ ...asked, on, address: address(n) });
  expect(found(n)).toBe(true);
  return id ?? 0;
}

async function invited(name: string, n: number): Promise<void> {
  const officers = createOfficers(desk);
  await officers.invite(name, "petugas", hashInvitationCode(`${name}${n}`), new Date("2031-02-04"));
  await officers.redeem(hashInvitationCode(`${name}${n}`), address(n), new Date("2031-02-03"));
  expect(found(n)).toBe(true);
}

describe("an address stands in no file any more, while those of others do,", () => {
  it("when the question is taken back", async () => {
    const ids = [await waiting(1), await waiting(2), await waiting(3)];
    expect(await createQueue(service, Date.now).takeBack(ids[1] ?? 0, address(2))).toBe(true);
    expect([1, 2, 3].map(found)).toEqual([true, false, true]);
  });

  it("when nobody answered for too long", async () => {
    await waiting(1, "2031-01-01");
    await waiting(2, "2031-01-20");
    await createQueue(service, Date.now).forgetWaiting("2031-01-10");
    expect([1, 2].map(found)).toEqual([false, true]);
  });

  it("when nobody could be reached with the answer for too long", async () => {
    const queue = createQueue(service, Date.now);
    const old = await waiting(1, "2031-01-01");
    const young = await waiting(2, "2031-01-20");
    for (const id of [old, young]) await queue.answer(id, "Boleh.", "ana", "2031-01-20", reply);
    await queue.forgetWaiting("2031-01-10");
    expect([1, 2].map(found)).toEqual([false, true]);
    expect((await queue.undelivered("2031-01-01")).map(({ id }) => id)).toEqual([old]);
  });

  it("when the answer was delivered, whoever gave it", async () => {
    const [first] = [await waiting(1), await waiting(2)];
    await createQueue(desk, Date.now).answer(first ?? 0, "Boleh.", "ana", "2031-02-03", reply);
    const outbox = createOutbox(service, Date.now);
    const [delivery] = await outbox.take("whatsapp", 1, 1_000);
    if (delivery !== undefined) await outbox.done(delivery);
    expect([1, 2].map(found)).toEqual([false, true]);
  });

  it("when the officer is one no longer, or talks from elsewhere now", async () => {
    await invited("ana", 1);
    await invited("budi", 2);
    expect(await createOfficers(desk).revoke("ana")).toBe(true);
    expect([1, 2].map(found)).toEqual([false, true]);
    await invited("budi", 3);
    expect([2, 3].map(found)).toEqual([false, true]);
  });
});

describe("the office's database", () => {
  const modes = () =>
    Object.fromEntries(readdirSync(folder).map((file) => [file, statSync(join(folder, file)).mode & 0o777]));
  const forOwner = { "sinetral.db": 0o600, "sinetral.db-shm": 0o600, "sinetral.db-wal": 0o600 };

  it.skipIf(process.platform === "win32")("is for its owner alone, also where it was not before", async () => {
    expect(modes()).toEqual(forOwner);
    for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o644);
    const again = await openDatabase(folder);
    await again.destroy();
    expect(modes()).toEqual(forOwner);
  });

  it("as soon as another process has read to its end, and nobody waits for that", async () => {
    const id = await waiting(1);
    await desk.connection().execute(async (reader) => {
      await sql`begin`.execute(reader);
      await sql`select count(*) from asked`.execute(reader);
      const queue = createQueue(service, Date.now);
      expect(await queue.takeBack(id, address(1))).toBe(true);
      await emptyLog(service, 20);
      expect(found(1)).toBe(true);
      await sql`commit`.execute(reader);
    });
    await emptyLog(service, 20);
    await expect.poll(() => found(1)).toBe(false);
  });
});
