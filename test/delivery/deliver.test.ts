import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/chat/message.ts";
import { type Deliver, startDeliver } from "../../src/delivery/deliver.ts";
import { SendError, type SendFailure } from "../../src/delivery/send-error.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createOutbox } from "../../src/stores/outbox-sqlite.ts";
import { createQueue } from "../../src/stores/queue-sqlite.ts";
import { says, silentLog } from "../support/conversation.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let db: Database;
let now = 0;
let deliver: Deliver | undefined;
const clock = () => now;
const timing = { everyMs: 5, leaseMs: 1_000, retry: { firstMs: 1, mostMs: 2 } };

beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  now = 1_000_000;
});
afterEach(async () => {
  await deliver?.stop();
  deliver = undefined;
  await db.destroy();
  removeFolder(folder);
});

async function put(address: string): Promise<void> {
  await db
    .insertInto("deliveries")
    .values({ address, reply: JSON.stringify(says("kabar")), due_at: now })
    .execute();
}

const left = async () => (await db.selectFrom("deliveries").select("address").execute()).map(({ address }) => address);

function start(push: (address: string, reply: Reply) => Promise<void>): void {
  deliver = startDeliver({ outbox: createOutbox(db, clock), push, log: silentLog, timing });
}

/** A channel that fails in these ways, one after the other, and then takes everything. */
function failing(...failures: SendFailure[]) {
  const sent: string[] = [];
  return {
    sent,
    async push(address: string) {
      const failure = failures.shift();
      now += 10;
      if (failure !== undefined) throw new SendError(failure, { retryAfterMs: failure === "throttled" ? 5 : 0 });
      sent.push(address);
    },
  };
}

describe("what waits in the outbox", () => {
  it("is sent, each to its address, and forgotten", async () => {
    const { sent, push } = failing();
    for (const address of ["telegram:1", "telegram:2", "telegram:3"]) await put(address);
    start(push);
    await expect.poll(left).toEqual([]);
    expect(sent.sort()).toEqual(["telegram:1", "telegram:2", "telegram:3"]);
  });

  it.each(["throttled", "offline", "unknown", "misconfigured", "expired"] as const)(
    "is tried again after %s",
    async (failure) => {
      const { sent, push } = failing(failure, failure);
      await put("telegram:1");
      start(push);
      await expect
        .poll(() => {
          now += 10;
          return sent;
        })
        .toEqual(["telegram:1"]);
      await expect.poll(left).toEqual([]);
    },
  );

  it.each(["gone", "rejected"] as const)("is given up after %s", async (failure) => {
    const { sent, push } = failing(failure);
    await put("telegram:1");
    start(push);
    await expect.poll(left).toEqual([]);
    expect(sent).toEqual([]);
  });

  it("is sent through one channel while another waits for its connection", async () => {
    const connection = Promise.withResolvers<void>();
    const sent: string[] = [];
    for (let at = 0; at < 30; at += 1) await put(`whatsapp:${at}@lid`);
    await put("telegram:1");
    start(async (address) => {
      if (address.startsWith("whatsapp:")) await connection.promise;
      sent.push(address);
    });
    await expect.poll(() => sent).toEqual(["telegram:1"]);
    await put("telegram:2");
    await expect.poll(() => sent).toEqual(["telegram:1", "telegram:2"]);
    connection.resolve();
    await expect.poll(left).toEqual([]);
    expect(sent).toHaveLength(32);
  });

  it.each([
    ["throttled", 1],
    ["offline", 1],
    ["misconfigured", 1],
    ["unknown", 0],
  ] as const)("is given up only after weeks while it is only refused for now: %s", async (failure, kept) => {
    await put("telegram:1");
    await db.updateTable("deliveries").set({ attempts: 2_000 }).execute();
    const tried = Promise.withResolvers<void>();
    start(async () => {
      tried.resolve();
      throw new SendError(failure);
    });
    await tried.promise;
    await deliver?.stop();
    expect(await left()).toHaveLength(kept);
  });

  it("is shown to officers as undelivered when it never will arrive", async () => {
    const queue = createQueue(db, clock);
    const asked = { text: "boleh like?", reason: "tanya_petugas", situation: undefined, on: "2031-02-03" } as const;
    const ids = [
      await queue.add({ ...asked, address: "telegram:1" }),
      await queue.add({ ...asked, address: "telegram:2" }),
    ];
    for (const id of ids) await queue.answer(id ?? 0, "Boleh.", "ana", "2031-02-03", says("Boleh."));
    start(async (address) => {
      if (address === "telegram:1") throw new SendError("gone");
    });
    await expect.poll(left).toEqual([]);
    expect((await queue.undelivered("2031-02-03")).map(({ id }) => id)).toEqual([ids[0]]);
    expect(await queue.undelivered("2031-02-04")).toEqual([]);
  });

  it("is kept when the process ends while sending, and offered again when its lease is over", async () => {
    await put("telegram:1");
    const outbox = createOutbox(db, clock);
    const [taken] = await outbox.take("telegram", 10, 1_000);
    expect(taken?.attempts).toBe(0);
    expect(await outbox.take("telegram", 10, 1_000)).toEqual([]);
    now += 1_001;
    const [again] = await outbox.take("telegram", 10, 1_000);
    expect(again?.attempts).toBe(1);
    // Whoever had it first has been overtaken: what they report changes nothing.
    if (taken !== undefined) await outbox.done(taken);
    expect(await left()).toEqual(["telegram:1"]);
    if (again !== undefined) await outbox.done(again);
    expect(await left()).toEqual([]);
  });

  it("is taken once by two processes on the same database", async () => {
    for (let at = 0; at < 40; at += 1) await put(`telegram:${at}`);
    const other = await openDatabase(folder);
    const [a, b] = await Promise.all([
      createOutbox(db, clock).take("telegram", 40, 1_000),
      createOutbox(other, clock).take("telegram", 40, 1_000),
    ]);
    await other.destroy();
    expect(new Set([...(a ?? []), ...(b ?? [])].map(({ id }) => id)).size).toBe((a?.length ?? 0) + (b?.length ?? 0));
  });
});
