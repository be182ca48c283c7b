import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { runAsk } from "../../src/run-ask.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createProposals } from "../../src/stores/proposals-sqlite.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { printed, removeFolder, runEntry, startEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { usedFolder } from "../support/used-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await usedFolder();
  await inviteOfficers(folder, { ana: "petugas", budi: "penyetuju", cici: "admin", dedi: "pembaca" });
});

afterEach(() => removeFolder(folder));

function desk(...args: string[]) {
  return runInside(runDesk, args, { environment: { DATA_DIR: folder } });
}

const ambon = { election: "pilkada-2030", region: "kota-ambon", stage: "kampanye", from: "2030-09-01" };

/** Proposes the campaign of Ambon, with some of it changed. */
function set(as: string, changed: Record<string, string> = {}) {
  const given = { ...ambon, until: "2030-10-31", source: "https://kpu.contoh.go.id/jadwal", ...changed };
  return desk("stage", "set", ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]), "--as", as);
}

async function listed() {
  const { stdout } = await desk("stage", "list", "--json");
  return JSON.parse(stdout) as {
    today: string;
    stages: Array<{ election: string; region: string; stage: string; runs: boolean }>;
    upcoming: Array<{ election: string }>;
    pending: Array<Record<string, unknown>>;
    problems: string[];
  };
}

async function ask(on: string) {
  const { stdout } = await runInside(runAsk, ["--json", "--on", on], {
    input: "boleh menjelekkan salah satu calon bupati di medsos?\n",
    environment: { DATA_DIR: folder },
  });
  return JSON.parse(stdout) as { verdict: string; answer: string };
}

describe("desk stage", () => {
  it("lets two officers set a stage, and answers for its days go by it from then on", async () => {
    const { stdout: id, code, stderr } = await set("ana");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(id).toBe("1\n");
    expect((await listed()).pending).toEqual([
      { id: 1, by: "ana", on: expect.any(String), ...ambon, until: "2030-10-31", source: expect.any(String) },
    ]);
    expect((await ask("2030-09-15")).answer).toContain("Pada tahap apa");

    const approved = await desk("stage", "approve", "1", "--as", "budi");
    expect(approved.code).toBe(0);
    expect(approved.stdout).toContain("kampanye of pilkada-2030 in kota-ambon");
    const { stages, pending } = await listed();
    expect(pending).toEqual([]);
    expect(stages.find(({ election }) => election === "pilkada-2030")).toMatchObject({ ...ambon, runs: false });
    const { verdict, answer } = await ask("2030-09-15");
    expect(verdict).toBe("dilarang");
    expect(answer).toContain("Pada 15 September 2030, Pilkada 2030 di Kota Ambon berada pada masa kampanye");
  });

  it("takes no second word of the same officer, and none on what is decided", async () => {
    await set("cici");
    const same = await desk("stage", "approve", "1", "--as", "cici");
    expect(same.code).toBe(1);
    expect(same.stderr).toContain("another officer has to approve it");
    expect((await listed()).pending).toHaveLength(1);

    expect((await desk("stage", "reject", "1", "--as", "budi")).code).toBe(0);
    for (const word of ["approve", "reject"]) {
      const again = await desk("stage", word, "1", "--as", "budi");
      expect(again.code, word).toBe(1);
      expect(again.stderr).toContain("already rejected by budi");
    }
    expect((await listed()).stages.some(({ election }) => election === "pilkada-2030")).toBe(false);
  });

  it("refuses officers without the right, and revoked ones", async () => {
    expect((await set("dedi")).code).toBe(1);
    await set("ana");
    const petugas = await desk("stage", "approve", "1", "--as", "ana");
    expect(petugas.code).toBe(1);
    await desk("officer", "revoke", "budi");
    const revoked = await desk("stage", "approve", "1", "--as", "budi");
    expect(revoked.code).toBe(1);
    expect(revoked.stderr).toContain("no longer an officer");
    expect((await listed()).pending).toHaveLength(1);
    const own = await desk("stage", "reject", "1", "--as", "ana");
    expect(own.code).toBe(0);
  });

  it("says what to do about words it cannot use, and proposes nothing", async () => {
    for (const [changed, said] of [
      [{ election: "pileg-2030" }, "--election pileg-2030"],
      [{ region: "Kota Ambon" }, "kota-ambon"],
      [{ stage: "pencoblosan" }, "hari-pemungutan"],
      [{ from: "2030-02-31" }, "--from 2030-02-31"],
      [{ until: "2030-08-01" }, "not before the first"],
      [{ source: "kpu" }, "web address"],
      [{ source: "javascript:alert(1)" }, "web address"],
    ] as const) {
      const { code, stderr, stdout } = await set("ana", changed);
      expect(code, JSON.stringify(changed)).toBe(2);
      expect(stderr).toContain(said);
      expect(stdout).toBe("");
    }
    expect((await desk("stage", "approve", "9", "--as", "budi")).code).toBe(2);
    expect((await desk("stage", "approve", "satu", "--as", "budi")).code).toBe(2);
    expect((await desk("stage", "approve", "1")).code).toBe(2);
    expect((await listed()).pending).toEqual([]);
  });

  it("lets no two stages of one election and region share a day, not even by two proposals", async () => {
    await set("ana");
    await set("ana", { stage: "masa-tenang", from: "2030-10-31", until: "2030-11-02" });
    await desk("stage", "approve", "1", "--as", "budi");
    const late = await desk("stage", "approve", "2", "--as", "budi");
    expect(late.code).toBe(1);
    expect(late.stderr).toContain("overlap kampanye of pilkada-2030 in kota-ambon (2030-09-01 to 2030-10-31)");
    expect((await set("ana", { stage: "masa-tenang", from: "2030-10-31", until: "2030-11-02" })).code).toBe(2);
    expect((await set("ana", { stage: "masa-tenang", from: "2030-11-01", until: "2030-11-02" })).code).toBe(0);
  });

  it("shows the shipped stages, what is not fixed yet, and the stage that runs today", async () => {
    const { today, stages, upcoming } = await listed();
    expect(stages.filter(({ election }) => election === "pilkada-2024")).toHaveLength(6);
    expect(upcoming.map(({ election }) => election)).toContain("pemilu-2029");
    expect(stages.some(({ runs }) => runs)).toBe(false);
    await set("ana", { from: today, until: today });
    await desk("stage", "approve", "1", "--as", "budi");
    expect((await listed()).stages.filter(({ runs }) => runs)).toMatchObject([{ region: "kota-ambon" }]);
    const { stdout } = await desk("stage", "list");
    expect(stdout).toContain(` > pilkada-2030  kota-ambon  kampanye  ${today} to ${today}`);
  });

  it("passes over an approved proposal that is broken, names it, and goes on", async () => {
    const database = await openDatabase(folder);
    const proposals = createProposals(database);
    await proposals.propose("stage", { election: "pilkada-2030", stage: 7 }, "ana", "2026-11-28");
    await proposals.decide(1, "budi", true, "2026-11-28");
    await database.destroy();
    expect((await listed()).problems).toEqual([expect.stringContaining("stage proposal 1 is passed over")]);
    expect((await ask("2024-10-10")).answer).toContain("Pilkada 2024 berada pada masa kampanye");
  });

  it("works while the service runs on the same folder", async () => {
    const service = startEntry("main.ts", [], { DATA_DIR: folder });
    await printed(service, "siap: terminal");
    const environment = { DATA_DIR: folder };
    await set("ana");
    const approved = await runEntry("desk.ts", ["stage", "approve", "1", "--as", "budi"], { environment });
    expect(approved.code).toBe(0);
    expect((await ask("2030-09-15")).verdict).toBe("dilarang");
    const ended = new Promise((resolve) => service.once("close", resolve));
    service.stdin.end();
    expect(await ended).toBe(0);
  });
});
