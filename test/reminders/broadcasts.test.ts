import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBroadcastsOffice } from "../../src/broadcasts-office.ts";
import { plainText, type Reply } from "../../src/chat/message.ts";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import { readAttachedFile } from "../../src/reminders/attached-file.ts";
import { shownDigest } from "../../src/reminders/broadcasts.ts";
import type { BroadcastsOffice } from "../../src/reminders/releasing.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { subscribe } from "../support/crowd.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const ana = { name: "ana", approves: true };
const budi = { name: "budi", approves: true };
const cici = { name: "cici", approves: false };
const HOUR = 3_600_000;

let folder: string;
let database: Database;
let now: number;

beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
  now = Date.parse("2026-11-29T01:00:00Z");
  for (const [name, role] of [
    ["ana", "admin"],
    ["budi", "penyetuju"],
    ["cici", "petugas"],
  ] as const) {
    const officers = createOfficers(database);
    await officers.invite(name, role, hashInvitationCode(name), new Date(now + HOUR));
    await officers.redeem(hashInvitationCode(name), `telegram:${name}`, new Date(now));
  }
});

afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

function open(fourEyes: "strict" | "delay" = "strict"): BroadcastsOffice {
  const settings = { OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT", FOUR_EYES: fourEyes } as const;
  return openBroadcastsOffice({ database, settings, clock: () => new Date(now) });
}

async function made(office: BroadcastsOffice, body: { text?: string; audience?: string; at?: string } = {}, by = ana) {
  const outcome = await office.add({ text: "Apel *besok* pukul 08.00.", audience: "semua", ...body }, by);
  if (outcome.kind !== "added") throw new Error(JSON.stringify(outcome));
  return outcome.added.id;
}

const deliveries = () => database.selectFrom("mailing_deliveries").selectAll().execute();
const mailings = () => database.selectFrom("mailings").selectAll().execute();
const notices = async () =>
  (await database.selectFrom("deliveries").select(["address", "reply"]).execute()).map(({ address, reply }) => ({
    address,
    text: plainText(JSON.parse(reply) as Reply),
  }));
const actions = async () => {
  const entries = await createAudit(database, () => new Date(now)).list(50);
  return entries
    .filter(({ subject }) => subject.startsWith("broadcast "))
    .map(({ who, action }) => `${who} ${action}`)
    .reverse();
};

describe("a broadcast to few", () => {
  it("goes on its maker's word: a row for each person, in the words people get", async () => {
    await subscribe(database, 20);
    const office = open();
    const id = await made(office, {}, cici);
    expect(await office.approve(id, cici)).toEqual({ kind: "approved", recipients: 20, alone: false });
    expect((await deliveries()).map(({ state, due_at }) => `${state} ${due_at}`)).toEqual(
      Array(20).fill(`pending ${now}`),
    );
    const reply = JSON.parse((await mailings())[0]?.reply ?? "") as Reply;
    expect(plainText(reply)).toBe(
      "📢 Kesbangpol Contoh\n\nApel besok pukul 08.00.\n\nTidak mau siaran lagi? Ketik /berhenti",
    );
    expect(JSON.stringify(reply)).toContain('{"text":"besok","bold":true}');
    expect(await office.find(id)).toMatchObject({ state: "approved", approvedBy: "cici", recipients: 20 });
    expect(await office.sending(id)).toBe("open");
    expect(await actions()).toEqual(["cici broadcast-made", "cici broadcast-approved"]);
  });

  it("reaches its audience and nobody who stopped or wants no broadcasts", async () => {
    await subscribe(database, 3, { unit: "BKPSDM" });
    await subscribe(database, 4, { unit: "Dinas Contoh", from: 800_001 });
    const people = createPeople(database, () => new Date(now));
    await people.unsubscribe("telegram:900001");
    await people.subscribe("telegram:700001", ["events"], "test");
    await people.setUnit("telegram:700001", "BKPSDM");
    const office = open();
    const id = await made(office, { audience: "unit:bkpsdm" });
    await office.approve(id, ana);
    expect((await deliveries()).map(({ address }) => address)).toEqual(["telegram:900002", "telegram:900003"]);
  });

  it("waits for its time, and only then is due", async () => {
    await subscribe(database, 2);
    const office = open();
    await office.approve(await made(office, { at: "2026-11-30T08:00" }), ana);
    const due = Date.parse("2026-11-29T23:00:00Z");
    expect((await deliveries()).map(({ due_at }) => due_at)).toEqual([due, due]);
  });
});

describe("a broadcast to many", () => {
  it("needs another officer who may approve, whoever asks twice", async () => {
    await subscribe(database, 21);
    const office = open();
    const id = await made(office);
    expect(await office.approve(id, ana)).toEqual({ kind: "second-needed" });
    expect(await office.approve(id, ana)).toEqual({ kind: "second-needed" });
    expect(await office.approve(id, cici)).toEqual({ kind: "not-approver" });
    expect(await deliveries()).toEqual([]);
    expect(await office.approve(id, budi)).toEqual({ kind: "approved", recipients: 21, alone: false });
    expect(await deliveries()).toHaveLength(21);
    expect(await office.approve(id, budi)).toEqual({ kind: "already" });
    expect(await deliveries()).toHaveLength(21);
  });

  it("asks the others in their chats when it is submitted, and not its maker", async () => {
    await subscribe(database, 21);
    const office = open();
    const id = await made(office);
    expect(await office.submit(id, ana)).toBe(true);
    expect(await office.submit(id, ana)).toBe(false);
    expect(await notices()).toEqual([
      {
        address: "telegram:budi",
        text: expect.stringContaining("«Apel besok pukul 08.00.», oleh ana, untuk 21 orang"),
      },
    ]);
    expect(await office.find(id)).toMatchObject({ state: "pending", recipients: 21 });
  });

  it("is not approved as anything but what was shown, and any change voids what was agreed", async () => {
    await subscribe(database, 21);
    const office = open();
    const id = await made(office);
    await office.submit(id, ana);
    const before = await office.find(id);
    if (before === undefined) throw new Error("lost");
    const shown = shownDigest(before.body);
    const changed = await office.change(id, { ...before.body, text: "Apel lusa pukul 08.00." }, ana);
    expect(changed).toMatchObject({ kind: "changed", needsApproval: true });
    expect(await office.find(id)).toMatchObject({ state: "draft", digest: undefined });
    expect(await office.approve(id, budi, { digest: shown })).toEqual({ kind: "moved" });
    expect(await deliveries()).toEqual([]);
  });

  it("makes whoever changed it its maker: nobody's word counts twice", async () => {
    await subscribe(database, 21);
    const office = open();
    const id = await made(office);
    await office.change(id, { text: "Apel lusa.", audience: "semua" }, budi);
    expect(await office.approve(id, budi)).toEqual({ kind: "second-needed" });
    expect(await office.approve(id, ana)).toMatchObject({ kind: "approved" });
  });

  it("is taken back whole by a change before its time, and cannot be changed once it reached somebody", async () => {
    await subscribe(database, 21);
    const office = open();
    const id = await made(office, { at: "2026-11-30T08:00" });
    await office.approve(id, budi);
    expect(await deliveries()).toHaveLength(21);
    expect(await office.change(id, { text: "Apel ditunda.", audience: "semua" }, ana)).toMatchObject({
      kind: "changed",
      needsApproval: true,
    });
    expect(await deliveries()).toEqual([]);
    expect(await office.counts(id)).toMatchObject({ pending: 0, suppressed: 0 });
    expect(await office.sending(id)).toBeUndefined();
    await office.approve(id, budi);
    await database.updateTable("mailing_deliveries").set({ state: "accepted" }).where("id", "=", 30).execute();
    expect(await office.change(id, { text: "Apel batal.", audience: "semua" }, ana)).toEqual({ kind: "over" });
    expect(await deliveries()).toHaveLength(21);
    expect(await office.find(id)).toMatchObject({ state: "approved", body: { text: "Apel ditunda." } });
  });

  it("goes on one officer's word twice, half an hour apart, where the office has one; and any change begins anew", async () => {
    await subscribe(database, 21);
    const office = open("delay");
    const id = await made(office);
    const first = now;
    expect(await office.approve(id, ana)).toEqual({ kind: "confirm-later", from: first + HOUR / 2 });
    now += HOUR / 2 - 1;
    expect(await office.approve(id, ana)).toEqual({ kind: "confirm-later", from: first + HOUR / 2 });
    await office.change(id, { text: "Apel lusa.", audience: "semua" }, ana);
    now += 1;
    expect(await office.approve(id, ana)).toEqual({ kind: "confirm-later", from: now + HOUR / 2 });
    now += HOUR / 2;
    expect(await office.approve(id, ana)).toEqual({ kind: "approved", recipients: 21, alone: true });
    expect(await office.find(id)).toMatchObject({ alone: true, approvedBy: "ana" });
    expect((await actions()).filter((action) => action.includes("confirmed"))).toHaveLength(2);
    const [approval] = await createAudit(database, () => new Date(now)).list(1);
    expect(approval).toMatchObject({ action: "broadcast-approved", detail: { alone: true } });
  });

  it("counts again when it is approved: a crowd that joined meanwhile needs the second officer", async () => {
    await subscribe(database, 20);
    const office = open();
    const id = await made(office);
    await subscribe(database, 1, { from: 800_001 });
    expect(await office.approve(id, ana)).toEqual({ kind: "second-needed" });
  });

  it("is not sent when its time is long over", async () => {
    await subscribe(database, 1);
    const office = open();
    const id = await made(office, { at: "2026-11-30T08:00" });
    now = Date.parse("2026-11-30T12:00:00Z");
    expect(await office.approve(id, ana)).toEqual({ kind: "over" });
  });
});

describe("a broadcast under way", () => {
  it("pauses, goes on and stops; what was not sent then never is", async () => {
    await subscribe(database, 3);
    const office = open();
    const id = await made(office);
    expect(await office.pause(id, ana)).toBe(false);
    await office.approve(id, ana);
    expect(await office.resume(id, ana)).toEqual({ kind: "not-paused" });
    expect(await office.pause(id, cici)).toBe(true);
    expect(await office.sending(id)).toBe("paused");
    expect(await office.resume(id, cici)).toEqual({ kind: "resumed" });
    await database.updateTable("mailing_deliveries").set({ state: "accepted" }).where("id", "=", 1).execute();
    expect(await office.stop(id, cici)).toBe(true);
    expect(await office.stop(id, cici)).toBe(false);
    expect(await office.counts(id)).toEqual({ accepted: 1, failed: 0, unknown: 0, pending: 0, suppressed: 2 });
    expect(await office.find(id)).toMatchObject({ state: "cancelled" });
    expect(await actions()).toEqual([
      "ana broadcast-made",
      "ana broadcast-approved",
      "cici broadcast-paused",
      "cici broadcast-resumed",
      "cici broadcast-stopped",
    ]);
  });

  it("stays paused until whoever paused it, or an approver, lets it go on", async () => {
    const dedi = { name: "dedi", approves: false };
    await subscribe(database, 3);
    const office = open();
    const id = await made(office, {}, cici);
    await office.approve(id, cici);
    expect(await office.pause(id, budi)).toBe(true);
    expect(await office.resume(id, cici)).toEqual({ kind: "not-theirs", pausedBy: "budi" });
    // Pausing it once more does not make it theirs.
    expect(await office.pause(id, cici)).toBe(false);
    expect(await office.resume(id, cici)).toEqual({ kind: "not-theirs", pausedBy: "budi" });
    expect(await office.sending(id)).toBe("paused");
    expect(await office.resume(id, ana)).toEqual({ kind: "resumed" });
    await office.pause(id, cici);
    expect(await office.resume(id, dedi)).toEqual({ kind: "not-theirs", pausedBy: "cici" });
    expect(await office.resume(id, cici)).toEqual({ kind: "resumed" });
    const resumed = (await createAudit(database, () => new Date(now)).list(50)).filter(
      ({ action }) => action === "broadcast-resumed",
    );
    expect(resumed.map(({ who, detail }) => [who, detail])).toEqual([
      ["cici", { pausedBy: "cici" }],
      ["ana", { pausedBy: "budi" }],
    ]);
  });

  it("sends again what failed or may not have arrived, but not to who is gone", async () => {
    await subscribe(database, 4);
    const office = open();
    const id = await made(office);
    await office.approve(id, ana);
    const set = (row: number, state: string, reason: string | null) =>
      database.updateTable("mailing_deliveries").set({ state, reason }).where("id", "=", row).execute();
    await set(1, "failed", "rejected");
    await set(2, "failed", "gone");
    await set(3, "unknown", null);
    await set(4, "accepted", null);
    await database.updateTable("mailings").set({ state: "done", told: 1 }).execute();
    expect(await office.resend(id, "failed", ana)).toBe(1);
    expect(await office.resend(id, "unknown", ana)).toBe(1);
    expect(await office.resend(id, "unknown", ana)).toBe(0);
    expect(await office.counts(id)).toEqual({ accepted: 1, failed: 1, unknown: 0, pending: 2, suppressed: 0 });
    expect(await mailings()).toMatchObject([{ state: "open", told: 0 }]);
  });

  it("can be thrown away before it goes", async () => {
    const office = open();
    const id = await made(office);
    expect(await office.stop(id, ana)).toBe(true);
    expect(await office.approve(id, budi)).toEqual({ kind: "already" });
  });
});

describe("what a broadcast may say", () => {
  it.each([
    [{ text: " \n " }, "text", "kosong"],
    [{ text: "Laporan diterima ✔" }, "text", "U+2714"],
    [{ text: "kata ".repeat(800) }, "text", "kepanjangan"],
    [{ audience: "unit BKPSDM ((" }, "audience", ""],
    [{ at: "kapan saja boleh" }, "at", "Tulis"],
    [{ at: "2026-11-28T08:00" }, "at", "sudah lewat"],
    [{ at: "2028-11-28T08:00" }, "at", "satu tahun"],
    [{ at: "besok jam 5" }, "at", "17.00"],
  ])("refuses %j with a sentence", async (body, field, words) => {
    const outcome = await open().add({ text: "Apel.", audience: "semua", ...body }, ana);
    expect(outcome).toMatchObject({ kind: "bad", problems: [{ field, problem: expect.stringContaining(words) }] });
  });

  it("keeps no reason where nothing was held", async () => {
    await subscribe(database, 21);
    const office = open();
    const id = await made(office);
    expect(await office.approve(id, budi, { override: "sekadar jaga-jaga" })).toMatchObject({ kind: "approved" });
    expect((await office.find(id))?.override).toBeUndefined();
    const [approval] = await createAudit(database, () => new Date(now)).list(1);
    expect(approval?.detail).not.toHaveProperty("override");
  });

  it("holds a text that a neutral office does not send until an approver says why", async () => {
    await subscribe(database, 2);
    const office = open();
    const id = await made(office, { text: "Jangan lupa coblos nomor 2!" });
    expect(await office.approve(id, budi)).toMatchObject({ kind: "linted" });
    expect(await office.approve(id, budi, { override: "kutipan dari surat edaran" })).toMatchObject({
      kind: "approved",
    });
    expect(await office.find(id)).toMatchObject({ override: "kutipan dari surat edaran" });
    const [approval] = await createAudit(database, () => new Date(now)).list(1);
    expect(JSON.stringify(approval)).not.toContain("kutipan");
  });
});

describe("a picture or document", () => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(100)]);
  const read = (name: string, bytes: Uint8Array) => {
    const file = readAttachedFile(name, bytes);
    if ("problem" in file) throw new Error(file.problem);
    return file;
  };

  it("is kept with the broadcast, is part of what is agreed, and is replaced by a change", async () => {
    await subscribe(database, 21);
    const office = open();
    const first = read("a.png", png);
    const { bytes, ...about } = first;
    const outcome = await office.add({ text: "Apel.", audience: "semua", file: about }, ana, { file: first });
    if (outcome.kind !== "added") throw new Error(outcome.kind);
    const { id, body } = outcome.added;
    const shown = shownDigest(body);
    const other = read("b.pdf", Buffer.from("%PDF-1.7 contoh"));
    await office.change(id, { ...body, file: { name: other.name, mime: other.mime, sha256: other.sha256 } }, ana, {
      file: other,
    });
    expect(await office.approve(id, budi, { digest: shown })).toEqual({ kind: "moved" });
    expect(await database.selectFrom("attachments").select(["name", "broadcast", "sha256"]).execute()).toEqual([
      { name: "b.pdf", broadcast: id, sha256: createHash("sha256").update(other.bytes).digest("hex") },
    ]);
    await office.change(id, { text: "Apel.", audience: "semua" }, ana);
    expect(await database.selectFrom("attachments").select("id").execute()).toEqual([]);
    expect(bytes.length).toBe(png.length);
  });

  it("is what its bytes say, and at most 20 MB", () => {
    expect(readAttachedFile("x.png", Buffer.from("MZ program"))).toEqual({ problem: expect.stringContaining("PNG") });
    expect(readAttachedFile("x.png", new Uint8Array(20 * 1024 * 1024 + 1))).toEqual({
      problem: expect.stringContaining("20 MB"),
    });
    expect(read("foto.dat", Buffer.from([0xff, 0xd8, 0xff, 0xe0])).mime).toBe("image/jpeg");
  });

  it("leaves less room for words", async () => {
    const { bytes: _, ...about } = read("a.png", png);
    const text = "kata ".repeat(220);
    expect(await open().add({ text, audience: "semua" }, ana)).toMatchObject({ kind: "added" });
    expect(await open().add({ text, audience: "semua", file: about }, ana)).toMatchObject({
      kind: "bad",
      problems: [{ field: "text", problem: expect.stringContaining("bersama berkasnya") }],
    });
  });
});
