import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainText, type Reply } from "../../src/chat/message.ts";
import { type Mail, mailTexts, startMail } from "../../src/delivery/mail.ts";
import { SendError, type SendFailure } from "../../src/delivery/send-error.ts";
import type { NewMailing } from "../../src/reminders/mailing.ts";
import { createAttachments } from "../../src/stores/attachments-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { insertMailing } from "../../src/stores/mailing-rows.ts";
import { createMailings } from "../../src/stores/mailings-sqlite.ts";
import { silentLog } from "../support/conversation.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newMailing, subscribe } from "../support/subscribers.ts";

let folder: string;
let db: Database;
let mail: Mail | undefined;
let ahead = 0;
const now = () => Date.now() + ahead;
const timing = {
  everyMs: 5,
  leaseMs: 60_000,
  retry: { firstMs: 1, mostMs: 2 },
  rest: { firstMs: 1, mostMs: 5 },
};

beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  ahead = 0;
});
afterEach(async () => {
  await mail?.stop();
  mail = undefined;
  await db.destroy();
  removeFolder(folder);
});

async function people(count: number, channel = "telegram"): Promise<void> {
  for (let n = 1; n <= count; n += 1) await subscribe(db, `${channel}:${n}`);
}

async function plan(told: Partial<NewMailing> = {}): Promise<void> {
  await db.transaction().execute((trx) => insertMailing(trx, newMailing({ dueAt: now(), ...told })));
}

const states = async () =>
  (await db.selectFrom("mailing_deliveries").select("state").orderBy("id").execute()).map(({ state }) => state);

type Push = (address: string, reply: Reply, id: string) => Promise<void>;

function start(push: Push, tick?: () => Promise<void>): void {
  mail = startMail({
    mailings: createMailings(db, now),
    channels: ["telegram", "whatsapp"],
    push,
    files: createAttachments(db),
    ...(tick === undefined ? {} : { tick }),
    log: silentLog,
    now,
    timing,
  });
}

/** A channel that fails in these ways, one after the other, and then takes everything. */
function failing(...failures: SendFailure[]) {
  const sent: string[] = [];
  const push: Push = async (address, reply, id) => {
    const failure = failures.shift();
    if (failure !== undefined) throw new SendError(failure);
    sent.push(`${address} ${id} ${plainText(reply)}`);
  };
  return { sent, push };
}

describe("a mailing that is due", () => {
  it("is opened, sent to each person and ended", async () => {
    await people(5);
    await plan();
    const { sent, push } = failing();
    start(push);
    await expect.poll(states).toEqual(Array(5).fill("accepted"));
    expect(sent.sort()).toEqual([1, 2, 3, 4, 5].map((n) => `telegram:${n} mailing ${n} apel pagi`));
    await expect.poll(() => db.selectFrom("mailings").select("state").execute()).toEqual([{ state: "done" }]);
  });

  it("has at most three messages under way in each channel, and settles each by itself", async () => {
    await people(6);
    await people(6, "whatsapp");
    await plan();
    const ends: Array<() => void> = [];
    start(
      (address) => new Promise((resolve) => void (address.startsWith("telegram") ? ends.push(resolve) : resolve())),
    );
    await expect.poll(async () => (await states()).filter((state) => state === "accepted")).toHaveLength(6);
    expect(ends).toHaveLength(3);
    expect((await states()).filter((state) => state === "sending")).toHaveLength(3);
    ends[1]?.();
    await expect.poll(() => ends.length).toBe(4);
    expect((await states()).filter((state) => state === "accepted")).toHaveLength(7);
    const finish = setInterval(() => {
      for (const end of ends) end();
    }, 1);
    await expect.poll(async () => new Set(await states())).toEqual(new Set(["accepted"]));
    clearInterval(finish);
  });

  it.each(["offline", "throttled", "expired", "misconfigured"] as const)("arrives once after %s", async (failure) => {
    await people(1);
    await plan({ broadcast: 1 });
    const { sent, push } = failing(failure, failure, failure, failure, failure);
    start(push);
    await expect.poll(states).toEqual(["accepted"]);
    expect(sent).toEqual(["telegram:1 mailing 1 apel pagi"]);
  });

  it("says of what is sent once more that it may have arrived, under another id", async () => {
    await people(1);
    await plan();
    await db
      .updateTable("mailings")
      .set({ due_at: now() - 10_000 })
      .execute();
    const { sent, push } = failing("unknown");
    start(push);
    await expect
      .poll(async () => (await db.selectFrom("mailing_deliveries").select("resent").execute())[0]?.resent)
      .toBe(1);
    ahead = 5_000;
    await expect.poll(states).toEqual(["accepted"]);
    expect(sent).toEqual([`telegram:1 mailing 1 again ${mailTexts.resent}\n\napel pagi`]);
  });

  it("goes with the files of its event", async () => {
    await people(2);
    await plan();
    const file = { name: "surat.pdf", mime: "application/pdf", sha256: "ab", bytes: Buffer.from("%PDF-") };
    await db
      .insertInto("attachments")
      .values({ event: 1, broadcast: null, ...file })
      .execute();
    const files: unknown[] = [];
    start(async (_, reply) => void files.push(reply.files));
    await expect.poll(states).toEqual(["accepted", "accepted"]);
    expect(files).toEqual([[file], [file]]);
  });

  it("does not reach whoever unsubscribes in the middle of it", async () => {
    await people(20);
    await plan();
    const reached: string[] = [];
    start(async (address) => {
      reached.push(address);
      if (reached.length === 5) await db.updateTable("subscribers").set({ active: 0 }).where("id", ">=", 10).execute();
    });
    await expect.poll(async () => (await states()).filter((state) => state === "suppressed")).not.toEqual([]);
    await expect.poll(async () => (await states()).some((state) => ["pending", "sending"].includes(state))).toBe(false);
    expect(reached.filter((address) => Number(address.slice(9)) >= 10)).toEqual([]);
    expect(reached).toHaveLength(9);
  });
});

describe("the loop", () => {
  it("takes up what a dead process was sending: an event's again with a mark, a broadcast's not", async () => {
    await people(1);
    await plan();
    await plan({ broadcast: 1 });
    const dead = createMailings(db, () => now() - 10_000);
    ahead = 10_000;
    await createMailings(db, now).openDue();
    await db.updateTable("mailing_deliveries").set({ due_at: 0 }).execute();
    expect(await dead.take("telegram", 2, 60_000)).toHaveLength(2);
    const { sent, push } = failing();
    start(push);
    await expect.poll(states).toEqual(["pending", "unknown"]);
    ahead += 5_000;
    await expect.poll(states).toEqual(["accepted", "unknown"]);
    expect(sent).toEqual([`telegram:1 mailing 1 again ${mailTexts.resent}\n\napel pagi`]);
  });

  it.each([86_400_000, -86_400_000])(
    "loses and doubles nothing when the clock jumps by %i ms while it sends",
    async (jump) => {
      await people(8);
      await plan();
      const sent: string[] = [];
      const first = Promise.withResolvers<void>();
      start(
        async (address) => {
          sent.push(address);
          if (sent.length === 3) {
            ahead = jump;
            // Long enough for the leases to be looked at.
            for (let at = 0; at < 5; at += 1) await createTicks().next;
            first.resolve();
          }
          await first.promise;
        },
        async () => onTick(),
      );
      await expect.poll(states).toEqual(Array(8).fill("accepted"));
      expect(new Set(sent).size).toBe(8);
      expect(sent).toHaveLength(8);
    },
  );

  it("settles what arrived even when the disk fails for a while", async () => {
    await people(1);
    await plan({ broadcast: 1 });
    const mailings = createMailings(db, now);
    let failures = 3;
    const { sent, push } = failing();
    mail = startMail({
      mailings: {
        ...mailings,
        async settle(...settling) {
          failures -= 1;
          if (failures >= 0) throw new Error("disk");
          return mailings.settle(...settling);
        },
      },
      channels: ["telegram"],
      push,
      files: async () => [],
      log: silentLog,
      now,
      timing,
    });
    await expect.poll(states).toEqual(["accepted"]);
    expect(sent).toHaveLength(1);
  });

  it("keeps what it cannot read the files of", async () => {
    await people(1);
    await plan({ broadcast: 1 });
    const { sent, push } = failing();
    let failures = 2;
    mail = startMail({
      mailings: createMailings(db, now),
      channels: ["telegram"],
      push,
      async files() {
        failures -= 1;
        if (failures >= 0) throw new Error("disk");
        return [];
      },
      log: silentLog,
      now,
      timing,
    });
    await expect.poll(states).toEqual(["accepted"]);
    expect(sent).toHaveLength(1);
  });

  it("gives back what the channel did not begin when it stops", async () => {
    await people(3);
    await plan({ broadcast: 1 });
    const stopped = Promise.withResolvers<void>();
    let taken = 0;
    start(async () => {
      taken += 1;
      await stopped.promise;
      throw new SendError("stopped");
    });
    await expect.poll(() => taken).toBe(3);
    const end = mail?.stop();
    stopped.resolve();
    await end;
    expect(await states()).toEqual(["pending", "pending", "pending"]);
  });
});

let ticked = Promise.withResolvers<void>();
function createTicks() {
  return { next: ticked.promise };
}
function onTick(): void {
  ticked.resolve();
  ticked = Promise.withResolvers<void>();
}
