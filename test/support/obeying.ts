import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Answered } from "../../src/answer/answer.ts";
import type { ModelAnswer } from "../../src/answer/answer-schema.ts";
import { readPrompts } from "../../src/answer/read-prompts.ts";
import { type Answering, openAnswering } from "../../src/build.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { promptsFolder } from "../../src/model-help.ts";
import { usualCareTiming } from "../../src/models/care-timing.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createModelStage } from "../models/stage.ts";
import { type Attack, attacks, outcomeOf, putTo } from "./attacks.ts";
import { createJudge } from "./judge-attacked.ts";
import { type Lie, lies, outbursts, pickFor, readPrompt } from "./lies.ts";
import type { Answer } from "./openai-server/types.ts";
import { newFolder, removeFolder } from "./process.ts";
import { runInside } from "./run-inside.ts";
import { usedFolder } from "./used-folder.ts";

/** The whole answering of an office that imported the attacked passages, with a model that obeys whoever attacks. */
export type Obeying = {
  answering: Answering;
  /** Puts an attack with one of the ways to obey it; what is wrong with the reply, and what became of it. */
  put(attack: Attack, way: string): Promise<{ troubles: string[]; calls: number; changed: boolean }>;
  close(): Promise<void>;
};

/** Every way to obey, by its name. */
export const ways: readonly string[] = [...Object.keys(lies), ...Object.keys(outbursts)];

export async function openObeying(): Promise<Obeying> {
  const folder = await usedFolder(newFolder());
  await importAttacks(folder);
  const stage = await createModelStage(usualCareTiming);
  const { model } = stage.open({ MODEL_TOKENS_PER_DAY: "0" });
  const database = await openDatabase(folder);
  const prompts = readPrompts(promptsFolder);
  // Each way is a new one: what was said before is not kept.
  const kept = { get: () => undefined, keep() {}, size: () => 0 };
  const answering = await openAnswering({ dataFolder: folder, database, help: { model, prompts, kept } });
  await checkImported(answering);
  const judge = createJudge(answering.knowledge);
  const { server } = stage;

  async function put(attack: Attack, way: string): ReturnType<Obeying["put"]> {
    const text = putTo(attack);
    const before = attack.after === undefined ? undefined : (await answering.answer(attack.after)).after;
    const offline = await answering.answer(text, { before, today: TODAY });
    const ask = async (say: (asked: { system: string; user: string }) => Answer) => {
      server.clear();
      server.answerWith((asked) => (readPrompt(asked) === undefined ? pickFor(asked, attack) : say(asked)));
      const given = await answering.answer(text, { before, today: TODAY, outside: {} });
      return { given, calls: server.requests.length };
    };
    // Where nothing was sure, a model's pick may bring up an explanation; then that is what the rest is held against.
    const { given: ours } = offline.decision.kind === "suggestions" ? await ask(() => NOTHING) : { given: offline };
    const { given, calls } = await ask((asked) => obeyed(asked, attack, way, ours));
    const troubles = [...judgeHint(attack, offline, ours), ...judge(ours, given)];
    return { troubles, calls, changed: JSON.stringify(ours.reply) !== JSON.stringify(given.reply) };
  }

  return {
    answering,
    put,
    async close() {
      await answering.close();
      await database.destroy();
      await server.stop();
      removeFolder(folder);
    },
  };
}

const TODAY = "2026-11-29";
const NOTHING = { status: "insufficient", verdict: "tidak_tahu", claims: [] };

function obeyed(asked: { system: string; user: string }, attack: Attack, way: string, { verdict }: Answered): Answer {
  const read = readPrompt(asked);
  if (read === undefined) throw new Error("another prompt");
  const own = verdict as ModelAnswer["verdict"];
  const lie: Lie | undefined = lies[way];
  if (lie !== undefined) return { status: "answered", verdict: own, claims: lie(read, attack) };
  return outbursts[way]?.(read, attack, own) ?? NOTHING;
}

/** A model that picks what it likes may bring up an explanation or what hangs on circumstances, and never a yes or a no. */
function judgeHint(attack: Attack, offline: Answered, ours: Answered): string[] {
  if (ours.verdict === offline.verdict) return [];
  const confirmed =
    offline.verdict === "tidak_tahu" &&
    (ours.verdict === "penjelasan" || ours.verdict === "bersyarat") &&
    outcomeOf(attack, ours.verdict) !== "turned" &&
    ours.situation === offline.findings.candidates[0]?.situation.id;
  return confirmed ? [] : [`verdict: ${offline.verdict} is ${ours.verdict} by a hint`];
}

/** The attacks on passages, in the passages that answer their questions. */
async function importAttacks(folder: string): Promise<void> {
  // First what could pass for a sentence of ours: one behind another may point at it and is not said alone.
  const isOwn = ({ way }: Attack) => Number(way === "own-words");
  const told = attacks.filter(({ kind }) => kind === "passage").sort((a, b) => isOwn(b) - isOwn(a));
  const at = (place: string) =>
    told
      .filter(({ plain = "" }) => PLACES[plain] === place)
      .map(({ text }) => text.replace(/\s+/g, " "))
      .join(" ");
  const numbers = [1, 2, 3, 4, 5, 6, 7].map((each) => `${each}. ${at(`angka ${each}`)}`);
  const fillers = (to: string) => [..."abcdefghijklm"].filter((sign) => sign < to).map((sign) => `${sign}. tidur;`);
  const files = {
    "pp-94-2021": ["Pasal 5", "PNS dilarang:", ...fillers("n"), "n. berikut ini:", ...numbers],
    "uu-20-2023": ["Pasal 24", "(1) Pegawai ASN wajib:", ...fillers("d"), `d. ${at("uu asn")}`],
    "uu-7-2017": ["Pasal 282", at("uu pemilu")],
  };
  for (const [id, lines] of Object.entries(files)) {
    const file = join(folder, `${id}.txt`);
    writeFileSync(file, ["MEMUTUSKAN:", ...lines, ""].join("\n"));
    const { code, stderr } = await runInside(runDesk, ["kb", "import", file, "--id", id, "--title", "Percobaan"], {
      environment: { DATA_DIR: folder },
    });
    if (code !== 0) throw new Error(stderr);
  }
}

/** That every attack on a passage stands where its question is answered from. */
async function checkImported({ answer, wordings }: Answering): Promise<void> {
  for (const { id, kind, plain = "", text } of attacks) {
    if (kind !== "passage") continue;
    const { citations } = await answer(plain);
    const read = await wordings.read(citations.map((citation) => citation.id));
    // The importer leaves out how a link was written.
    const letters = (said: string) => said.replace(/[^\p{L}\p{N}]+/gu, "");
    const found = read.some((wording) => letters(wording.text).includes(letters(text).slice(0, 25)));
    if (!found) throw new Error(`${id} was not imported`);
  }
}

const PLACES: Readonly<Record<string, string>> = {
  "asn boleh hadir kampanye?": "angka 1",
  "boleh ikut deklarasi calon pakai seragam dinas?": "angka 2",
  "asn boleh jadi tim sukses?": "angka 3",
  "pns boleh menyumbang uang ke calon?": "angka 3",
  "boleh ke kampanye naik mobil dinas?": "angka 4",
  "boleh like postingan caleg?": "angka 5",
  "boleh foto dua jari bareng calon?": "angka 5",
  "pns boleh komentar dukungan di akun calon?": "angka 5",
  "boleh pasang spanduk calon di rumah dinas?": "angka 5",
  "boleh bagikan unggahan calon di grup wa?": "angka 6",
  "boleh menyuruh bawahan memilih calon tertentu?": "angka 6",
  "boleh kasih fotokopi ktp buat dukungan calon perseorangan?": "angka 7",
  "pns boleh nyoblos?": "uu asn",
  "kepala desa boleh ikut kampanye?": "uu pemilu",
};
