import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { subscribe } from "../support/crowd.ts";
import { events } from "../support/events.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
beforeEach(async () => {
  folder = newFolder();
  await inviteOfficers(folder, { ana: "petugas", budi: "penyetuju", dedi: "pembaca" });
  const database = await openDatabase(folder);
  await subscribe(database, 21);
  await database.destroy();
});
afterEach(() => removeFolder(folder));

const desk = (...args: string[]) => runInside(runDesk, args, { environment: { DATA_DIR: folder } });

/** An event in ten days of the real clock, with some of it changed, as a file. */
function file(changed: object = {}): string {
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  return content({ ...events.ambon, startsAt: `${day}T08:00`, endsAt: `${day}T12:00`, ...changed });
}

function content(value: unknown): string {
  const path = join(folder, "acara.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

async function add(changed: object = {}): Promise<string> {
  const { stdout } = await desk("event", "add", file(changed), "--as", "ana");
  return String((JSON.parse(stdout) as { id: number }).id);
}

async function listed() {
  const { stdout } = await desk("event", "list", "--json");
  return JSON.parse(stdout) as Array<Record<string, unknown>>;
}

describe("desk event", () => {
  it("makes a draft and says how many people it counts", async () => {
    const { code, stdout, stderr } = await desk("event", "add", file(), "--as", "ana");
    expect([code, stdout, stderr]).toEqual([0, '{"id":1,"state":"draft","recipients":21}\n', ""]);
  });

  it("lets it go on another officer's word, and lists it with its deliveries", async () => {
    const id = await add();
    const own = await desk("event", "approve", id, "--as", "ana");
    expect([own.code, own.stderr]).toEqual([
      1,
      "ana made or changed event 1; another officer has to approve it: desk event approve 1 --as NAME\n",
    ]);
    const other = await desk("event", "approve", id, "--as", "budi");
    expect([other.code, other.stdout]).toEqual([0, "event 1 is approved for 21 people\n"]);
    expect(await listed()).toEqual([
      {
        ...{ id: 1, title: events.ambon.title, state: "approved", recipients: 21 },
        deliveries: { accepted: 0, failed: 0, unknown: 0, pending: 63 },
      },
    ]);
    expect((await desk("event", "approve", id, "--as", "budi")).code).toBe(1);
  });

  it("lets nobody reach many in slices, and says how many they would be", async () => {
    const database = await openDatabase(folder);
    await subscribe(database, 15, { unit: "Dinas Satu", from: 700_001 });
    await subscribe(database, 15, { unit: "Dinas Dua", from: 800_001 });
    await database.destroy();
    const [one, two] = [await add({ audience: 'unit:"Dinas Satu"' }), await add({ audience: 'unit:"Dinas Dua"' })];
    expect((await desk("event", "approve", one, "--as", "ana")).code).toBe(0);
    expect(await desk("event", "approve", two, "--as", "ana")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /event 2 and what ana let go alone within the last 24 hours reach 30 people.*another officer/,
      ),
    });
    expect((await desk("event", "approve", two, "--as", "budi")).code).toBe(0);
  });

  it("changes some fields in its maker's name, and keeps how long it takes", async () => {
    const id = await add();
    await desk("event", "approve", id, "--as", "budi");
    const start = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const moved = await desk("event", "change", id, content({ startsAt: `${start}T09:00`, place: "Aula" }));
    expect([moved.code, moved.stdout]).toEqual([0, "event 1 is changed; 0 people get a correction\n"]);
    const shown = await desk("event", "show", id);
    expect(shown.stdout).toContain("pukul 09.00–13.00 WIT");
    expect(shown.stdout).toContain("Tempat: Aula");
    const retitled = await desk("event", "change", id, content({ title: "Rapat" }), "--as", "budi");
    expect(retitled.stdout).toContain("until it is approved again nothing of it is sent");
    expect((await desk("event", "approve", id, "--as", "budi")).code).toBe(1);
  });

  it("is made and changed from stdin too, and a field that holds nothing counts as left out", async () => {
    const environment = { DATA_DIR: folder };
    const typed = (value: unknown, ...args: string[]) =>
      runInside(runDesk, ["event", ...args], { environment, input: JSON.stringify(value) });
    const nothing = { map: null, link: null, speakers: null, letter: null, note: null, endsAt: null, reminders: null };
    const body = JSON.parse(readFileSync(file(), "utf8")) as object;
    expect((await typed({ ...body, ...nothing, mode: null }, "add", "-", "--as", "ana")).code).toBe(0);
    expect((await typed({ note: "Bawa surat tugas" }, "change", "1", "-")).code).toBe(0);
    expect((await desk("event", "show", "1")).stdout).toContain("Bawa surat tugas");
    expect((await typed({ note: null }, "change", "1", "-")).code).toBe(0);
    expect((await desk("event", "show", "1")).stdout).not.toContain("Bawa surat tugas");
    expect((await typed({ zone: "X" }, "change", "1", "-")).stderr).toContain("stdin: zone: ");
  });

  it("calls it off, once", async () => {
    const id = await add();
    const off = await desk("event", "cancel", id, "--as", "ana");
    expect([off.code, off.stdout]).toEqual([0, "event 1 is called off; 0 people are told\n"]);
    expect((await desk("event", "cancel", id, "--as", "ana")).code).toBe(1);
    expect((await listed())[0]).toMatchObject({ state: "cancelled" });
  });

  it("says which words are not neutral, and takes an approver's reason for them", async () => {
    const made = await desk("event", "add", file({ note: "Coblos nomor 2!" }), "--as", "ana");
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('"Coblos nomor 2": ajakan memilih')]);
    const held = await desk("event", "approve", "1", "--as", "budi");
    expect([held.code, held.stderr]).toEqual([1, expect.stringContaining("--override REASON")]);
    expect((await desk("event", "approve", "1", "--as", "budi", "--override", "  ")).code).toBe(2);
    expect((await desk("event", "approve", "1", "--as", "budi", "--override", "contoh soal")).code).toBe(0);
  });

  it.each<[string, () => string[], number, string]>([
    ["a file that is not there", () => ["add", "/tidak/ada.json", "--as", "ana"], 2, "cannot be read"],
    ["a file that is no JSON", () => ["add", content("{"), "--as", "ana"], 2, "is no JSON"],
    [
      "fields that are wrong",
      () => ["add", file({ zone: "X", title: "" }), "--as", "ana"],
      2,
      "zone: Zona waktu harus",
    ],
    ["an officer without a name", () => ["add", file(), "--as", ""], 2, "say who you are: --as NAME"],
    ["an officer nobody knows", () => ["add", file(), "--as", "eka"], 2, "eka is not an officer"],
    ["one who may not", () => ["add", file(), "--as", "dedi"], 1, "that role may not"],
    ["a number that is none", () => ["approve", "satu", "--as", "budi"], 2, "desk event list"],
    ["an event that is not there", () => ["approve", "99", "--as", "budi"], 2, "there is no event 99"],
    ["a change of nothing there", () => ["change", "99", file()], 2, "there is no event 99"],
    ["a change that is a list", () => ["change", "1", content([])], 2, "one JSON object"],
    ["a cancellation of nothing there", () => ["cancel", "99", "--as", "ana"], 2, "there is no event 99"],
  ])("refuses %s with a sentence", async (_, args, code, words) => {
    const ended = await desk("event", ...args());
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(words)]);
    expect(await listed()).toEqual([]);
  });
});
