import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { subscribe } from "../support/crowd.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { newFolder, removeFolder, runEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = newFolder();
  environment = { DATA_DIR: folder, OFFICE_ZONE: "WIT" };
  await inviteOfficers(folder, { ana: "admin", budi: "penyetuju", cici: "petugas", rini: "pembaca" });
});
afterEach(() => removeFolder(folder));

const desk = (...args: string[]) => runInside(runDesk, ["broadcast", ...args], { environment });
const typed = (input: string, ...args: string[]) => runInside(runDesk, ["broadcast", ...args], { environment, input });

async function inOffice<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(folder);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

function file(body: unknown): string {
  const path = join(folder, "siaran.json");
  writeFileSync(path, typeof body === "string" ? body : JSON.stringify(body));
  return path;
}

const apel = { text: "Apel *besok* pukul 08.00.", audience: "semua" };
const crowd = (count: number) => inOffice((database) => subscribe(database, count));
const status = async (id = "1") => JSON.parse((await desk("status", id, "--json")).stdout) as Record<string, unknown>;

describe("desk broadcast", () => {
  it("makes, approves, pauses, resumes and stops one, and says what became of everybody", async () => {
    await crowd(21);
    const made = await desk("new", file(apel), "--as", "ana");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(made.stdout)).toEqual({ id: 1, state: "draft", recipients: 21 });
    expect(await desk("approve", "1", "--as", "ana")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("another officer has to approve it: desk broadcast approve 1 --as NAME"),
    });
    expect(await desk("approve", "1", "--as", "cici")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("may not approve"),
    });
    expect(await desk("approve", "1", "--as", "budi")).toMatchObject({
      code: 0,
      stdout: "broadcast 1 is approved for 21 people\n",
    });
    expect(await desk("approve", "1", "--as", "budi")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("already"),
    });
    const deliveries = { accepted: 0, failed: 0, unknown: 0, pending: 21, suppressed: 0 };
    expect(await status()).toMatchObject({ id: 1, state: "approved", recipients: 21, deliveries, sending: "open" });
    expect((await desk("pause", "1")).code).toBe(0);
    expect(await status()).toMatchObject({ sending: "paused" });
    expect((await desk("pause", "1", "--as", "cici")).code).toBe(1);
    expect(await desk("resume", "1", "--as", "cici")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("ana paused 1; only ana or an officer with the role admin or penyetuju"),
    });
    expect(await status()).toMatchObject({ sending: "paused" });
    expect((await desk("resume", "1", "--as", "budi")).code).toBe(0);
    expect(await desk("resume", "1", "--as", "budi")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is not paused"),
    });
    expect((await desk("stop", "1")).code).toBe(0);
    expect(await status()).toMatchObject({
      state: "cancelled",
      sending: "stopped",
      deliveries: { pending: 0, suppressed: 21 },
    });
    const who = await inOffice((database) =>
      database
        .selectFrom("audit")
        .select(["who", "action"])
        .where("subject", "=", "broadcast 1")
        .orderBy("n")
        .execute(),
    );
    expect(who.map((entry) => `${entry.who} ${entry.action}`)).toEqual([
      "ana broadcast-made",
      "budi broadcast-approved",
      "ana broadcast-paused",
      "budi broadcast-resumed",
      "ana broadcast-stopped",
    ]);
  });

  it("lets nobody reach many in slices, and says how many they would be", async () => {
    await inOffice(async (database) => {
      await subscribe(database, 15, { unit: "Dinas Satu" });
      await subscribe(database, 15, { unit: "Dinas Dua", from: 800_001 });
    });
    for (const unit of ["Satu", "Dua"])
      await desk("new", file({ ...apel, audience: `unit:"Dinas ${unit}"` }), "--as", "cici");
    expect((await desk("approve", "1", "--as", "cici")).code).toBe(0);
    const words = "broadcast 2 and what cici let go alone within the last 24 hours reach 30 people";
    expect(await desk("approve", "2", "--as", "cici")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`${words}.*another officer has to approve it`)),
    });
    environment["FOUR_EYES"] = "delay";
    expect(await desk("approve", "2", "--as", "cici")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`${words}.*admin or penyetuju`)),
    });
    await desk("change", "2", file({ ...apel, audience: 'unit:"Dinas Dua"' }), "--as", "ana");
    await desk("new", file({ ...apel, audience: 'unit:"Dinas Satu"' }), "--as", "ana");
    expect((await desk("approve", "3", "--as", "ana")).code).toBe(0);
    expect(await desk("approve", "2", "--as", "ana")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/reach 30 people.*confirms once more from/),
    });
    expect(await status("2")).toMatchObject({ state: "draft" });
  });

  it("lets one of two slices go that two processes approve at the same moment", async () => {
    await inOffice(async (database) => {
      await subscribe(database, 20, { unit: "Dinas Satu" });
      await subscribe(database, 20, { unit: "Dinas Dua", from: 800_001 });
    });
    for (const unit of ["Satu", "Dua"])
      await desk("new", file({ ...apel, audience: `unit:"Dinas ${unit}"` }), "--as", "cici");
    const both = await Promise.all(
      ["1", "2"].map((id) => runEntry("desk.ts", ["broadcast", "approve", id, "--as", "cici"], { environment })),
    );
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(both.map(({ stderr }) => stderr).join("")).toContain("reach 40 people");
    const rows = await inOffice((database) => database.selectFrom("mailing_deliveries").selectAll().execute());
    expect(rows).toHaveLength(20);
  });

  it("asks an officer who is alone to confirm again later", async () => {
    await crowd(21);
    environment["FOUR_EYES"] = "delay";
    await desk("new", file(apel), "--as", "ana");
    const first = await desk("approve", "1", "--as", "ana");
    expect(first).toMatchObject({ code: 1, stderr: expect.stringMatching(/confirms once more from .* WIT on/) });
    expect((await desk("approve", "1", "--as", "ana")).code).toBe(1);
    await inOffice((database) =>
      database
        .updateTable("broadcasts")
        .set({ confirmed_at: Date.now() - 30 * 60_000 })
        .execute(),
    );
    const second = await desk("approve", "1", "--as", "ana");
    expect(second).toMatchObject({
      code: 0,
      stdout: "broadcast 1 is approved for 21 people, by one officer who confirmed twice\n",
    });
    expect(await status()).toMatchObject({ alone: true });
  });

  it("takes a change back for approval", async () => {
    await crowd(21);
    await desk("new", file({ ...apel, at: new Date(Date.now() + 3_600_000).toISOString() }), "--as", "ana");
    await desk("approve", "1", "--as", "budi");
    const changed = await desk("change", "1", file({ ...apel, text: "Apel ditunda." }), "--as", "cici");
    expect(JSON.parse(changed.stdout)).toEqual({ id: 1, state: "draft", recipients: 21 });
    expect(await status()).toMatchObject({ deliveries: { pending: 0 }, sending: null });
  });

  it("reads one from stdin too, to make it and to change it", async () => {
    const made = await typed(JSON.stringify(apel), "new", "-", "--as", "ana");
    expect([made.code, made.stdout]).toEqual([0, '{"id":1,"state":"draft","recipients":0}\n']);
    expect(
      (await typed(JSON.stringify({ ...apel, text: "Apel ditunda." }), "change", "1", "-", "--as", "ana")).code,
    ).toBe(0);
    expect((await desk("list")).stdout).toContain("draft");
    const [row] = await inOffice((database) => database.selectFrom("broadcasts").select("body").execute());
    expect(JSON.parse(row?.body ?? "")).toEqual({ ...apel, text: "Apel ditunda." });
    expect(await typed("{", "new", "-", "--as", "ana")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("stdin is no JSON"),
    });
    expect(await typed('{"text":1}', "new", "-", "--as", "ana")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("stdin: text: "),
    });
  });

  it("takes fields that hold nothing for left out", async () => {
    expect((await desk("new", file({ ...apel, at: null, attachment: null }), "--as", "ana")).code).toBe(0);
    expect((await desk("new", file({ ...apel, at: "", attachment: " " }), "--as", "ana")).code).toBe(0);
    const rows = await inOffice((database) => database.selectFrom("broadcasts").select("body").execute());
    expect(rows.map(({ body }) => JSON.parse(body) as unknown)).toEqual([apel, apel]);
  });

  it("keeps a picture or document that lies beside the file", async () => {
    await crowd(1);
    writeFileSync(join(folder, "undangan.pdf"), "%PDF-1.7 contoh");
    expect((await desk("new", file({ ...apel, attachment: "undangan.pdf" }), "--as", "cici")).code).toBe(0);
    const kept = await inOffice((database) => database.selectFrom("attachments").selectAll().execute());
    expect(kept).toMatchObject([{ name: "undangan.pdf", mime: "application/pdf", broadcast: 1, form: null }]);
  });

  it("holds a file that is called what is not neutral, as a text would be", async () => {
    await crowd(1);
    writeFileSync(join(folder, "pilih-nomor-2.pdf"), "%PDF-1.7 contoh");
    const made = await desk("new", file({ ...apel, attachment: "pilih-nomor-2.pdf" }), "--as", "ana");
    expect(made.stderr).toBe('"pilih-nomor-2.pdf": nama berkas: ajakan memilih\n');
    expect(await desk("approve", "1", "--as", "budi")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"pilih-nomor-2.pdf"'),
    });
    writeFileSync(join(folder, "undangan.pdf"), "%PDF-1.7 contoh");
    await desk("change", "1", file({ ...apel, attachment: "undangan.pdf" }), "--as", "ana");
    expect((await desk("approve", "1", "--as", "ana")).code).toBe(0);
  });

  it("sends again what may not have arrived when somebody says so", async () => {
    await crowd(2);
    await desk("new", file(apel), "--as", "cici");
    await desk("approve", "1", "--as", "cici");
    await inOffice((database) => database.updateTable("mailing_deliveries").set({ state: "unknown" }).execute());
    expect(await desk("resend", "1", "failed")).toMatchObject({ code: 1 });
    expect(await desk("resend", "1", "unknown")).toMatchObject({ code: 0, stdout: "2 are sent again\n" });
    expect(await status()).toMatchObject({ deliveries: { pending: 2, unknown: 0 } });
  });

  it("shows how one goes on until it is done", async () => {
    await crowd(2);
    await desk("new", file(apel), "--as", "cici");
    await desk("approve", "1", "--as", "cici");
    const watching = desk("status", "1", "--watch");
    await inOffice(async (database) => {
      await database.updateTable("mailing_deliveries").set({ state: "accepted" }).execute();
      await database.updateTable("mailings").set({ state: "done" }).execute();
    });
    const lines = (await watching).stdout.trim().split("\n");
    expect(lines.at(-1)).toBe("1  approved, done  2 people: 2 accepted, 0 failed, 0 unknown, 0 pending, 0 suppressed");
  });

  it("holds what a neutral office does not send until an approver gives a reason", async () => {
    await crowd(1);
    const made = await desk("new", file({ ...apel, text: "Ayo coblos nomor 2!" }), "--as", "ana");
    expect(made.stderr).not.toBe("");
    expect(JSON.parse(made.stdout)).toMatchObject({ state: "draft" });
    expect(await desk("approve", "1", "--as", "budi")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--override"),
    });
    expect((await desk("approve", "1", "--as", "budi", "--override", "kutipan dari surat")).code).toBe(0);
  });

  it.each([
    ["not json", "ana", "is no JSON"],
    ["", "ana", "is empty"],
    [{ audience: "semua" }, "ana", '"text" belum ada'],
    [{ ...apel, teks: "x" }, "ana", "tidak dikenal"],
    [{ ...apel, text: "Aman ✔" }, "ana", "U+2714"],
    [{ ...apel, audience: "unit" }, "ana", "audience"],
    [{ ...apel, at: "2020-01-01T08:00" }, "ana", "sudah lewat"],
    [{ ...apel, attachment: "tidak-ada.png" }, "ana", "ENOENT"],
    [apel, "siapa", "not an officer"],
    [apel, "", "say who you are: --as NAME"],
    [{ ...apel, text: null }, "ana", '"text" belum ada'],
  ])("refuses %j of %s with a sentence and keeps nothing", async (body, as, sentence) => {
    const { code, stderr, stdout } = await desk("new", file(body), "--as", as);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(JSON.parse((await desk("list", "--json")).stdout)).toEqual([]);
  });

  it("lets nobody make one who may only read, and knows what is not there", async () => {
    expect((await desk("new", file(apel), "--as", "rini")).code).toBe(1);
    expect(await desk("status", "7")).toMatchObject({ code: 2, stderr: expect.stringContaining("no broadcast 7") });
    expect((await desk("list")).stdout).toBe("there is none\n");
  });
});
