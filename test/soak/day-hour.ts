import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { databaseFile } from "../../src/stores/database.ts";
import type { Finished } from "../support/process.ts";
import type { Person } from "../support/telegram/types.ts";
import { createCanaries, telegramReporter } from "../support/tip-reporter.ts";
import type { Person as WhatsAppPerson } from "../support/whatsapp-server/types.ts";
import type { DayStage } from "./day-stage.ts";
import { newTold, tellTip, tipManners } from "./tips-telling.ts";
import { idOf } from "./whatsapp-public.ts";

/** What an hour brings. */
export type DayLoad = { telegram: number; whatsapp: number };

/** What somebody waits for. */
export type Awaited = { what: string; came(): boolean };

/** A report of which something was marked as stored, and the code if its reporter is to look for an answer. */
export type Reported = { case: string; words: string[]; code: string | undefined };

/** Everything that was said so far and is to come to something. */
export type Said = {
  awaited: Awaited[];
  /** Words by which mailings are known. */
  mailings: string[];
  reports: Reported[];
  found: string[];
};

const QUESTIONS = [
  "boleh like postingan caleg?",
  "bolehkah asn jadi saksi di tps",
  "foto bareng calon pakai jari boleh ga",
  "pakai mobil dinas ke kampanye boleh?",
  "apa sanksi kalau ikut kampanye",
  "pppk boleh pasang stiker partai di motor?",
  "boleh hadir kampanye waktu cuti?",
  "istri saya caleg, boleh saya temani?",
  "/privasi",
  "/topik",
];
const ACROSS = 6;
const ANSWERED_MS = 90_000;
const HOUR_MS = 3_600_000;
const APPROVED_MS = 4_000;
const LOCKED_MS = 1_000;

/** Everybody at once: people ask on both platforms, officers send, one reports, a reader answers, the knowledge is read again. */
export async function liveAnHour(stage: DayStage, hour: number, load: DayLoad, said: Said): Promise<void> {
  await Promise.all([
    askOnTelegram(stage, hour, load.telegram, said),
    askOnWhatsApp(stage, hour, load.whatsapp, said),
    workAtTheDesk(stage, hour, said),
    report(stage, hour, said),
  ]);
}

/** A few more of everything, of which nobody waits for the end. */
export async function sayAtTheEnd(stage: DayStage, hour: number, said: Said): Promise<void> {
  await broadcast(stage, `Susulan jam ke-${hour}.`, said);
  for (let at = 0; at < ACROSS; at += 1) said.awaited.push(asksTelegram(stage, hour, at));
  for (let at = 0; at < 2; at += 1) said.awaited.push(await asksWhatsApp(stage, hour, at));
}

async function askOnTelegram(stage: DayStage, hour: number, count: number, said: Said): Promise<void> {
  let asked = 0;
  const lane = async () => {
    while (asked < count) {
      const awaited = asksTelegram(stage, hour, asked);
      asked += 1;
      said.awaited.push(awaited);
      await stage.bot.waitFor(awaited.came, awaited.what, ANSWERED_MS).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: ACROSS }, lane));
}

function asksTelegram({ bot, faults }: DayStage, hour: number, nth: number): Awaited {
  const person: Person = bot.person();
  faults.forMessageTo(person.id);
  faults.forAsking();
  person.says(QUESTIONS[(hour + nth) % QUESTIONS.length] ?? "");
  return { what: `Telegram, hour ${hour}, question ${nth}`, came: () => person.messages.length > 0 };
}

async function askOnWhatsApp(stage: DayStage, hour: number, count: number, said: Said): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const awaited = await asksWhatsApp(stage, hour, at);
    said.awaited.push(awaited);
    await stage.whatsapp.waitFor(awaited.came, awaited.what, ANSWERED_MS).catch(() => undefined);
  }
}

const persons = new WeakMap<DayStage, WhatsAppPerson[]>();

/** Of the same persons every hour, each of whom the bot has a session with. */
async function asksWhatsApp(stage: DayStage, hour: number, nth: number): Promise<Awaited> {
  const all = persons.get(stage) ?? [];
  persons.set(stage, all);
  const person = all[nth] ?? stage.whatsapp.person();
  all[nth] = person;
  stage.faults.forAsking();
  const id = await person.says(QUESTIONS[(hour + nth) % QUESTIONS.length] ?? "");
  const answer = idOf(stage.session, `reply whatsapp:${person.lid} ${id} 0`);
  return {
    what: `WhatsApp, hour ${hour}, question ${nth}`,
    came: () => person.messages.some((message) => message.id === answer),
  };
}

async function workAtTheDesk(stage: DayStage, hour: number, said: Said): Promise<void> {
  await broadcast(stage, `Pengumuman jam ke-${hour}.`, said);
  await done(stage.desk(["kb", "reload"]), said);
  await event(stage, hour, said);
  await lockDatabase(stage);
  if (hour % 6 === 0) await done(stage.desk(["backup", join(stage.office, "cadangan")]), said);
}

async function broadcast({ desk, office, subscribers, faults }: DayStage, text: string, said: Said): Promise<void> {
  for (const { id } of subscribers) faults.forMessageTo(id);
  const file = join(office, "siaran.json");
  writeFileSync(file, JSON.stringify({ text, audience: "semua" }));
  const made = await done(desk(["broadcast", "new", file, "--as", "ana"]), said);
  await done(desk(["broadcast", "approve", idIn(made), "--as", "budi"]), said);
  said.mailings.push(text);
}

async function event({ desk, office, subscribers, faults }: DayStage, hour: number, said: Said): Promise<void> {
  for (const { id } of subscribers) faults.forMessageTo(id);
  const file = join(office, "acara.json");
  const title = `Rapat jam ke-${hour}.`;
  // Its reminder of an hour before is due as soon as it is approved.
  const when = { startsAt: witIn(HOUR_MS + APPROVED_MS), endsAt: witIn(2 * HOUR_MS), zone: "WIT", reminders: ["PT1H"] };
  writeFileSync(file, JSON.stringify({ title, place: "Aula Contoh", ...when, mode: "luring", audience: "semua" }));
  const made = await done(desk(["event", "add", file, "--as", "ana"]), said);
  await done(desk(["event", "approve", idIn(made), "--as", "budi"]), said);
  said.mailings.push(title);
}

/** So much later, as a clock in WIT shows it. */
const witIn = (ms: number) => new Date(Date.now() + 9 * HOUR_MS + ms).toISOString().slice(0, 19);

/** Another program writes, and takes its time. */
async function lockDatabase({ folder }: DayStage): Promise<void> {
  const database = new Sqlite(databaseFile(folder), { timeout: 30_000 });
  database.exec("begin immediate");
  await new Promise((resolve) => setTimeout(resolve, LOCKED_MS));
  database.exec("rollback");
  database.close();
}

/** Somebody reports and a reader opens and answers it; whoever reported before looks for the answer. */
async function report(stage: DayStage, hour: number, said: Said): Promise<void> {
  const canaries = createCanaries(Date.now());
  const person = () => {
    const reporter = telegramReporter(stage.bot, canaries);
    stage.faults.forMessageTo(Number(reporter.ids[0]));
    return reporter;
  };
  const before = said.reports.findLast(({ code }) => code !== undefined);
  if (before !== undefined) {
    const answer = await person().says(`/cek ${before.code}`, /Status laporan|tidak membuka/);
    if (!answer.includes(answerTo(before.case))) said.found.push(`hour ${hour}: the answer to a report did not come`);
    before.code = undefined;
  }
  const told = newTold(tipManners[hour % tipManners.length] ?? "text");
  const earlier = await cases(stage);
  await tellTip({ told, person, canaries });
  if (told.marked.length === 0) return;
  const id = (await cases(stage)).find((each) => !earlier.includes(each));
  if (id === undefined) {
    said.found.push(`hour ${hour}: a report with ${told.marked.length} marked parts is not there`);
    return;
  }
  const identity = join(stage.office, "ana.key");
  const reply = ["tips", "reply", id, "--identity", identity, "--text", "-"];
  await done(stage.desk(reply, answerTo(id)), said);
  said.reports.push({ case: id, words: told.marked, code: told.code });
}

const answerTo = (id: string) => `Terima kasih, sudah kami baca: ${id.slice(0, 4)}.`;

async function cases({ desk, office }: DayStage): Promise<string[]> {
  const { stdout } = await desk(["tips", "list", "--identity", join(office, "ana.key"), "--json"]);
  return (JSON.parse(stdout) as Array<{ case: string }>).map((each) => each.case);
}

async function done(running: Promise<Finished>, said: Said): Promise<string> {
  const { code, stdout, stderr } = await running;
  if (code !== 0) said.found.push(`the desk ended with ${code}: ${stderr.trim()}`);
  return stdout;
}

const idIn = (made: string) => String((JSON.parse(made) as { id: number }).id);
