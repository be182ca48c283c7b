import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainText } from "../../src/chat/message.ts";
import { readHead } from "../../src/office/audit-words.ts";
import type { Role } from "../../src/office/officer.ts";
import { createReadersNotice, noticeHour } from "../../src/reminders/readers-notice.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createOutbox } from "../../src/stores/outbox-sqlite.ts";
import { createNoticeBoard } from "../../src/stores/readers-notices-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let database: Database;
let now = 0;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

/** WIB is 7 hours ahead. */
const at = (day: string, time: string) => {
  now = Date.parse(`${day}T${time}:00+07:00`);
};
/** A process that looks at the clock; each has a memory of its own. */
const process = (db = database) =>
  createReadersNotice({ board: createNoticeBoard(db, () => now), zone: "WIB", now: () => now });

async function officer(name: string, role: Role, more: { address?: string | null; revoked?: number } = {}) {
  const { address = `telegram:${name}`, revoked = 0 } = more;
  const others = { code_hash: null, code_until: null, told: null, told_at: null };
  await database
    .insertInto("officers")
    .values({ name, role, address, revoked, ...others })
    .execute();
}

const waiting = async () => (await database.selectFrom("deliveries").select("address").orderBy("id").execute()).length;

describe("the notice to readers of reports", () => {
  it("goes to each reader who talks with the bot, and to nobody else", async () => {
    await officer("ana", "pembaca");
    await officer("budi", "pembaca", { address: "whatsapp:1@lid" });
    await officer("cici", "pembaca", { address: null });
    await officer("dodi", "pembaca", { revoked: 1 });
    for (const role of ["admin", "petugas", "penyetuju"] as const) await officer(role, role);
    at("2026-11-29", "08:00");
    await process()();
    const rows = await database.selectFrom("deliveries").selectAll().orderBy("id").execute();
    expect(rows.map(({ address }) => address)).toEqual(["telegram:ana", "whatsapp:1@lid"]);
    expect(new Set(rows.map(({ reply }) => reply)).size).toBe(1);
  });

  it("comes at 08:00 and 15:00 of the office's zone, once for each, over restarts and from two processes", async () => {
    await officer("ana", "pembaca");
    const second = await openDatabase(folder);
    const [one, other] = [process(), process(second)];
    const counts: number[] = [];
    for (const time of ["07:59", "08:00", "08:00", "09:59", "10:00", "14:59", "15:01", "16:59", "17:00", "23:59"]) {
      at("2026-11-29", time);
      for (const looks of [one, other, process()]) await looks();
      counts.push((await createOutbox(database, () => now).take("telegram", 9, 1)).length);
      await database.deleteFrom("deliveries").execute();
    }
    await second.destroy();
    expect(counts).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
  });

  it("is not made up for when two hours have gone, and not sent then though it waited", async () => {
    await officer("ana", "pembaca");
    const outbox = createOutbox(database, () => now);
    at("2026-11-29", "10:00");
    await process()();
    expect(await waiting()).toBe(0);
    at("2026-11-29", "15:30");
    const running = process();
    await running();
    at("2026-11-29", "17:00");
    expect(await outbox.take("telegram", 9, 1)).toEqual([]);
    await running();
    expect(await waiting()).toBe(0);
  });

  it("leaves alone whatever else waits for an officer", async () => {
    const others = { reply: '{"blocks":[],"choices":[]}', asked: null, until: null };
    await database
      .insertInto("deliveries")
      .values({ address: "telegram:ana", due_at: 0, ...others })
      .execute();
    at("2026-11-29", "12:00");
    await process()();
    expect(await waiting()).toBe(1);
    expect(await createOutbox(database, () => now).take("telegram", 9, 1)).toHaveLength(1);
  });

  it("is the same each time but for the audit's head, by which the audit is verified later", async () => {
    await officer("ana", "pembaca");
    const said: string[] = [];
    const audit = createAudit(database, () => new Date(now));
    for (const [day, acts] of [
      ["2026-11-27", 0],
      ["2026-11-28", 0],
      ["2026-11-29", 1],
    ] as const) {
      at(day, "08:00");
      for (let act = 0; act < acts; act += 1)
        await audit.append({ who: "ana", action: "checked", subject: "kb", detail: {} });
      await process()();
      const [sent] = await createOutbox(database, () => now).take("telegram", 9, 1);
      said.push(sent === undefined ? "" : plainText(sent.reply));
      await database.deleteFrom("deliveries").execute();
    }
    const [first, second, third] = said;
    expect(second).toBe(first);
    const head = (text = "") => /: ((?:[a-z]+-){7}[a-z]+)$/.exec(text)?.[1] ?? "";
    expect(head(first)).not.toBe(head(third));
    expect(third?.replace(head(third), "")).toBe(first?.replace(head(first), ""));
    expect(readHead(head(third))).toBe(head(third));
    for (const each of said) expect(await audit.verify(head(each))).toMatchObject({ ok: true });
    await database.deleteFrom("audit").execute();
    expect(await audit.verify(head(third))).toMatchObject({ ok: false });
  });

  it("keeps to the zone", () => {
    const moment = Date.parse("2026-11-29T08:00:00+09:00");
    expect(noticeHour("WIT", moment)?.id).toBe("2026-11-29 08:00");
    expect(noticeHour("WITA", moment)).toBeUndefined();
    expect(noticeHour("WIB", moment)).toBeUndefined();
  });
});
