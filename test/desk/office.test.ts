import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createOutbox } from "../../src/stores/outbox-sqlite.ts";
import { createProposals } from "../../src/stores/proposals-sqlite.ts";
import { createQueue } from "../../src/stores/queue-sqlite.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { finish, newFolder, printed, removeFolder, runEntry, startEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { usedFolder } from "../support/used-folder.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const desk = (args: string, input = "") =>
  runInside(runDesk, args.split(" "), { input, environment: { DATA_DIR: folder } });

async function withOfficers(): Promise<void> {
  await inviteOfficers(folder, { ana: "petugas", budi: "penyetuju", siti: "admin" });
}

/** A question that waits, put there as the service does. */
async function ask(text: string): Promise<void> {
  const database = await openDatabase(folder);
  const asked = { text, reason: "tanya_petugas", situation: undefined, on: "2026-11-28" } as const;
  await createQueue(database, Date.now).add({ ...asked, address: "telegram:1001" });
  await database.destroy();
}

async function waiting(): Promise<number> {
  const database = await openDatabase(folder);
  const open = await createQueue(database, Date.now).list("open");
  await database.destroy();
  return open.length;
}

describe("desk officer", () => {
  it("prints the code alone, lists and revokes", async () => {
    const invited = await desk("officer invite --name ana --role admin");
    expect(invited.stdout).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}\n$/);
    expect(JSON.parse((await desk("officer list --json")).stdout)).toEqual([
      { name: "ana", role: "admin", state: "invited", channel: null },
    ]);
    expect((await desk("officer revoke ana")).code).toBe(0);
    expect((await desk("officer list")).stdout).toContain("revoked");
  });

  it.each([
    ["officer invite --name Ana --role admin", "lower-case slug"],
    ["officer invite --name ana --role bos", "admin, petugas, penyetuju, pembaca"],
    ["officer revoke budi", "not an officer"],
    ["officer invite --name ana", "--role"],
  ])("%j ends with 2 and a sentence", async (args, sentence) => {
    const { code, stderr } = await desk(args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

describe("desk queue", () => {
  it("shows what waits without who asked, answers it, and refuses to answer twice", async () => {
    await withOfficers();
    await ask("boleh pakai helm saat debat?");
    const listed = await desk("queue list --json");
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: 1, wantsReply: true, state: "open" }]);
    expect(listed.stdout).not.toContain("1001");
    const answered = await desk("queue answer 1 --as ana --text -", "Boleh, pasal 24 ayat 1 huruf d uu 20/2023.");
    expect(answered).toMatchObject({ code: 0, stdout: "1 is answered\n" });
    const again = await desk("queue answer 1 --as ana --text sudah-dijawab-tadi");
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain("already");
    const database = await openDatabase(folder);
    expect(await database.selectFrom("deliveries").select("address").execute()).toEqual([{ address: "telegram:1001" }]);
    expect(await database.selectFrom("asked").select("address").execute()).toEqual([{ address: null }]);
    await database.destroy();
  });

  it("says which answers could not be delivered", async () => {
    await withOfficers();
    await ask("boleh pakai helm saat debat?");
    await desk("queue answer 1 --as ana --text -", "Boleh, pasal 24 ayat 1 huruf d uu 20/2023.");
    expect((await desk("queue list")).stdout).toBe("nothing is waiting\n");
    const database = await openDatabase(folder);
    await database
      .updateTable("asked")
      .set({ asked_on: new Date().toISOString().slice(0, 10) })
      .execute();
    const outbox = createOutbox(database, Date.now);
    for (const delivery of await outbox.take("telegram", 1, 1_000)) await outbox.failed(delivery);
    await database.destroy();
    expect((await desk("queue list")).stdout).toContain("answered, but it could not be delivered  boleh pakai helm");
    expect(JSON.parse((await desk("queue list --json")).stdout)).toEqual([]);
    expect(JSON.parse((await desk("queue list --json --all")).stdout)).toMatchObject([{ id: 1, undelivered: true }]);
  });

  it("teaches with a second officer, and writes it down for git", async () => {
    await withOfficers();
    await ask("apakah juru parkir wajib helm saat debat paslon?");
    const proposed = await desk(
      "queue answer 1 --as ana --draft dilarang --text -",
      "Tidak boleh, pasal 5 huruf n angka 5 pp 94/2021 berlaku juga di situ.",
    );
    expect(proposed.stdout).toContain("proposal 1 waits");
    expect(JSON.parse((await desk("kb pending --json")).stdout)).toMatchObject([
      { id: 1, kind: "situation", by: "ana" },
    ]);
    expect(await desk("kb approve 1 --as ana")).toMatchObject({ code: 1 });
    expect((await desk("kb approve 1 --as budi")).stdout).toContain("approved and live");
    expect(await desk("kb approve 1 --as siti")).toMatchObject({ code: 1 });
    const { stdout } = await desk("kb export");
    const file = join(folder, "drafts", "situations", "kantor-1.md");
    expect(stdout).toContain(file);
    expect(readFileSync(file, "utf8")).toContain("  - pp-94-2021/pasal-5/huruf-n/angka-5");
  });

  it("adds a taught way of asking to the situation's own file", async () => {
    await withOfficers();
    await ask("pencet jempol di status kenalan yang nyaleg");
    await desk(
      "queue answer 1 --as ana --variant menyukai-unggahan-calon --text -",
      "Itu sama dengan menyukai unggahan.",
    );
    await desk("kb approve 1 --as budi");
    await desk(`kb export --out ${join(folder, "keluar")}`);
    const file = join(folder, "keluar", "situations", "menyukai-unggahan-calon.md");
    const shipped = readFileSync("knowledge/situations/menyukai-unggahan-calon.md", "utf8");
    expect(readFileSync(file, "utf8")).toBe(`${shipped.trimEnd()}\n- pencet jempol di status kenalan yang nyaleg\n`);
  });

  it.each([
    ["queue answer 9 --as ana --text jawaban-yang-cukup-panjang", 2, "not in the queue"],
    ["queue answer satu --as ana --text jawaban-yang-cukup-panjang", 2, "not a number"],
    ["queue answer 1 --as ana --text pendek", 2, "too short"],
    ["queue answer 1 --as tono --text jawaban-yang-cukup-panjang", 2, "not an officer"],
    ["queue answer 1 --as ana --variant tidak-ada --text jawaban-yang-cukup-panjang", 2, "no such situation"],
    ["queue answer 1 --as ana --draft dilarang --text jawaban-tanpa-rujukan-apa-pun", 2, "needs a passage"],
    ["kb approve 9 --as budi", 2, "not a proposal"],
    ["kb approve 1 --as ana", 1, "may not do this"],
    ["kb checked pp-1-1900 --as ana", 2, "not a regulation"],
  ])("%j is refused and changes nothing", async (args, code, sentence) => {
    await withOfficers();
    await ask("boleh pakai helm saat debat?");
    const refused = await desk(args);
    expect(refused.stderr).toContain(sentence);
    expect(refused.code).toBe(code);
    expect(await waiting()).toBe(1);
  });
});

describe("desk kb withdraw", () => {
  it("takes back what was approved, with a second officer, and only what is in force", async () => {
    await withOfficers();
    await ask("pencet jempol di status kenalan yang nyaleg");
    const args = "queue answer 1 --as ana --variant menyukai-unggahan-calon --text -";
    await desk(args, "Itu sama dengan menyukai unggahan.");
    await desk("kb approve 1 --as budi");
    expect(JSON.parse((await desk("kb approved --json")).stdout)).toMatchObject([{ id: 1, kind: "variant" }]);
    expect((await desk("kb withdraw 7 --as ana")).code).toBe(2);
    expect((await desk("kb withdraw 1 --as ana")).stdout).toContain("proposal 2 waits");
    expect((await desk("kb approve 2 --as ana")).code).toBe(1);
    expect((await desk("kb approve 2 --as siti")).code).toBe(0);
    expect(JSON.parse((await desk("kb approved --json")).stdout)).toEqual([]);
    expect((await desk("kb export")).stdout).toContain("0 files written");
  });

  it("never calls live what cannot be: days that overlap are refused in every door", async () => {
    await withOfficers();
    const database = await openDatabase(folder);
    const proposals = createProposals(database);
    const stage = { election: "pilkada-2030", region: "kota-ambon", source: "https://kpu.contoh.go.id/x" };
    const first = { ...stage, stage: "kampanye", from: "2030-09-01", until: "2030-10-31" };
    const second = { ...stage, stage: "sebelum-penetapan", from: "2030-09-05", until: "2030-10-01" };
    for (const body of [first, second]) await proposals.propose("stage", body, "ana", "2026-11-28");
    await database.destroy();
    expect((await desk("kb approve 1 --as budi")).code).toBe(0);
    const refused = await desk("kb approve 2 --as budi");
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain("overlap");
    expect((await desk("kb reject 2 --as ana")).code).toBe(0);
  });
});

describe("desk kb reload", () => {
  it("says when nothing runs that could read the files again", async () => {
    const { code, stderr } = await desk("kb reload");
    expect(stderr).toContain("no service runs");
    expect(code).toBe(1);
  });

  it("reaches the process that serves the folder", async () => {
    await usedFolder(folder);
    const service = startEntry("main.ts", [], { DATA_DIR: folder });
    const reloaded = new Promise<void>((resolve) => {
      service.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes('"reloaded"')) resolve();
      });
    });
    const end = finish(service);
    await printed(service, "siap: terminal");
    const said = await runEntry("desk.ts", ["kb", "reload"], { environment: { DATA_DIR: folder } });
    expect(said.stdout).toContain(`process ${service.pid} reads it now`);
    await reloaded;
    service.stdin.end();
    expect((await end).code).toBe(0);
  });
});

describe("desk kb checked", () => {
  it("gives a regulation and its passages today's date", async () => {
    await withOfficers();
    const show = async () =>
      JSON.parse((await desk("kb show pp-94-2021/pasal-5 --json")).stdout) as { checked: string };
    const before = (await show()).checked;
    expect((await desk("kb checked pp-94-2021 --as ana")).code).toBe(0);
    const after = (await show()).checked;
    expect(after > before).toBe(true);
    expect(existsSync(join(folder, "sinetral.db"))).toBe(true);
  });
});
