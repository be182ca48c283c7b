import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { knowledgeFolder } from "../src/knowledge-folder.ts";
import { hashInvitationCode } from "../src/office/invitation.ts";
import { openDatabase } from "../src/stores/database.ts";
import { createOfficers } from "../src/stores/officers-sqlite.ts";
import { createProposals } from "../src/stores/proposals-sqlite.ts";
import { openTestOffice, type TestOffice } from "./support/office.ts";
import { newFolder, removeFolder } from "./support/process.ts";

let folder: string;
let office: TestOffice;
const logged: Array<{ event: string }> = [];
const note = (event: string) => void logged.push({ event });
const log = { debug: note, info: note, warn: note, error: note };

beforeEach(async () => {
  logged.length = 0;
  folder = newFolder();
  await cp(knowledgeFolder, folder, { recursive: true });
  office = await openTestOffice({ folder, log });
});
afterEach(async () => {
  await office.close();
  removeFolder(folder);
});

const likes = () => join(folder, "situations", "menyukai-unggahan-calon.md");
const logs = (event: string) =>
  expect.poll(() => logged.some((line) => line.event === event), { timeout: 20_000 }).toBe(true);

describe("while the bot runs", () => {
  it("a sentence that legal staff change is live at the signal, before anything is learned", async () => {
    const ani = office.person();
    const before = await readFile(likes(), "utf8");
    await writeFile(likes(), before.replace("## Jawaban\n", "## Jawaban\nKalimat baru dari bagian hukum. "));
    await office.service.refresh();
    expect((await ani.says("boleh like postingan caleg?")).text).toContain("Kalimat baru dari bagian hukum.");
  });

  it("a file with a problem changes nothing, and the log says so", async () => {
    await writeFile(likes(), "tanpa bidang");
    await office.service.refresh();
    expect(logged.map(({ event }) => event)).toContain("knowledge_unusable");
    expect((await office.person().says("boleh like postingan caleg?")).text).toContain("⛔ DILARANG");
  });

  it("what is approved on the desk is noticed without any signal", async () => {
    const question = "pencet jempol di status kenalan yang nyaleg bupati";
    const desk = await openDatabase(office.folder);
    await createOfficers(desk).invite("ana", "petugas", hashInvitationCode("kode"), new Date());
    const proposals = createProposals(desk);
    const body = { situation: "menyukai-unggahan-calon", question };
    const { id } = await proposals.propose("variant", body, "ana", "2026-11-28");
    await proposals.decide(id, "budi", true, "2026-11-28");
    await desk.destroy();
    await logs("reloaded");
    expect((await office.person().says(question)).text).toContain("Menyukai (like) unggahan calon");
  });

  it("a stage that two officers set on the desk decides answers from then on", async () => {
    const question = "boleh menjelekkan salah satu calon bupati di medsos?";
    expect((await office.person().says(question)).text).toContain("TERGANTUNG KEADAAN");
    const desk = await openDatabase(office.folder);
    const proposals = createProposals(desk);
    const days = { stage: "kampanye", from: "2026-01-01", until: "2029-12-31" };
    const body = { election: "pilkada-2030", region: "kota-ambon", ...days, source: "https://kpu.contoh.go.id/jadwal" };
    const { id } = await proposals.propose("stage", body, "ana", "2026-11-28");
    await proposals.decide(id, "budi", true, "2026-11-28");
    await desk.destroy();
    await logs("reloaded");
    const { text } = await office.person().says(question);
    expect(text).toContain("⛔ DILARANG");
    expect(text).toContain("Pilkada 2030 di Kota Ambon berada pada masa kampanye");
  });
});
