import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createQueue } from "../../src/stores/queue-sqlite.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { kiteRegulation } from "../support/kite-regulation.ts";
import { makeDocx } from "../support/make-documents.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

type Entry = { who: string; action: string; subject: string; detail: Record<string, unknown> };

let folder: string;
beforeEach(async () => {
  folder = newFolder();
  await inviteOfficers(folder, { ana: "petugas", budi: "penyetuju", siti: "admin" });
});
afterEach(() => removeFolder(folder));

const desk = (args: string, input = "") =>
  runInside(runDesk, args.split(" "), { input, environment: { DATA_DIR: folder } });

/** What the officers did since they were invited, the oldest first. */
async function acts(): Promise<Entry[]> {
  expect((await desk("audit verify")).code).toBe(0);
  const entries = JSON.parse((await desk("audit list --json")).stdout) as Entry[];
  return entries.filter(({ action }) => action !== "officer-invited").reverse();
}

const said = ({ who, action, subject }: Entry) => [who, action, subject].join(" ");

async function ask(text: string): Promise<void> {
  const database = await openDatabase(folder);
  const asked = { text, reason: "tanya_petugas", situation: undefined, on: "2026-11-28" } as const;
  await createQueue(database, Date.now).add({ ...asked, address: "telegram:1001" });
  await database.destroy();
}

const stage =
  "stage set --election pilkada-2030 --region kota-ambon --stage kampanye --from 2030-09-01 --until 2030-10-31 " +
  "--source https://kpu.contoh.go.id/jadwal --as";

it("the audit has who proposed, approved and rejected days of a stage, and which", async () => {
  await desk(`${stage} ana`);
  expect((await desk("stage approve 1 --as ana")).code).toBe(1);
  expect((await desk("stage approve 1 --as budi")).code).toBe(0);
  await desk(`${stage.replace("2030-10-31", "2030-11-01")} siti`);
  await desk("stage reject 2 --as budi");
  const entries = await acts();
  expect(entries.map(said)).toEqual([
    "ana proposal-made proposal 1",
    "budi proposal-approved proposal 1",
    "siti proposal-made proposal 2",
    "budi proposal-rejected proposal 2",
  ]);
  const [made, approved, other] = entries.map(({ detail }) => detail);
  expect(made).toEqual({ kind: "stage", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(approved).toEqual(made);
  expect(other).not.toEqual(made);
});

it("the audit has who answered questions, taught the bot, took that back and checked regulations, and none of the words", async () => {
  await ask("pencet jempol di status kenalan yang nyaleg");
  await ask("boleh pakai helm saat debat?");
  const answer = "Itu sama dengan menyukai unggahan.";
  await desk("queue answer 1 --as ana --variant menyukai-unggahan-calon --text -", answer);
  await desk("queue close 2 --as siti");
  await desk("kb approve 1 --as budi");
  await desk("kb withdraw 1 --as ana");
  await desk("kb reject 2 --as ana");
  await desk("kb checked pp-94-2021 --as ana");
  const entries = await acts();
  expect(entries.map(said)).toEqual([
    "ana question-answered question 1",
    "ana proposal-made proposal 1",
    "siti question-closed question 2",
    "budi proposal-approved proposal 1",
    "ana proposal-made proposal 2",
    "ana proposal-rejected proposal 2",
    "ana regulation-checked regulation pp-94-2021",
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/jempol|helm|unggahan|1001/);
});

it("the audit has who let the bot write to strangers, to how many, and that it was ended", async () => {
  await desk("whatsapp cold --per-day 5 --as siti");
  await desk("whatsapp cold");
  await desk("whatsapp cold --per-day 0 --as siti");
  expect((await acts()).map(({ detail, ...entry }) => [said({ ...entry, detail }), detail])).toEqual([
    ["siti cold-allowed whatsapp", { perDay: 5 }],
    ["siti cold-allowed whatsapp", { perDay: 0 }],
  ]);
});

it("the audit has which file became the text of a regulation, once", async () => {
  const file = join(folder, "kite.docx");
  writeFileSync(file, await makeDocx(kiteRegulation.trim().split("\n")));
  await desk(`kb import ${file} --id pp-77-2031`);
  await desk(`kb import ${file} --id pp-77-2031`);
  const entries = await acts();
  expect(entries.map(said)).toEqual(["desk wording-imported regulation pp-77-2031"]);
  expect(entries[0]?.detail).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
