import { join } from "node:path";
import { percentile } from "../figures.ts";
import { runBot } from "../run-bot.ts";
import { figure, ratio, table } from "../table.ts";
import { type TipFound, type TipKind, type TipTask, tipKinds } from "./task.ts";

export type TipScale = Pick<TipTask, "whole" | "texts" | "pictures">;

const names: Readonly<Record<TipKind, string>> = {
  "our-tips": "our tip line",
  "plain-tips": "the age library and one insert",
};
const MEGABYTE = 1024 ** 2;

/** Reports beside the least that could be done: how many a second, how long until a part has its mark, and with what memory. */
export async function reportTips(scale: TipScale): Promise<string> {
  const found = new Map<TipKind, TipFound>();
  for (const kind of tipKinds) {
    process.stderr.write(`tips: ${names[kind]}\n`);
    found.set(kind, await run(kind, scale));
  }
  const [ours, plain] = [found.get("our-tips"), found.get("plain-tips")];
  if (ours === undefined || plain === undefined) return "";
  const row = (name: string, of: (each: TipFound) => number): string[] => [
    name,
    figure(of(ours)),
    figure(of(plain)),
    ratio(of(ours), of(plain)),
  ];
  const rows = [
    row("whole reports a second, two at a time", ({ wholeMs }) => (1_000 * scale.whole) / wholeMs),
    row("the code, ms p50", ({ codes }) => percentile(codes, 0.5)),
    row("the code, ms p99", ({ codes }) => percentile(codes, 0.99)),
    row("a text until its ✔, ms p50", ({ texts }) => percentile(texts, 0.5)),
    row("a text until its ✔, ms p99", ({ texts }) => percentile(texts, 0.99)),
    row("a text, processor ms", ({ textCpuMs }) => textCpuMs),
    row("a picture of 2 MB until its ✔, ms p50", ({ pictures }) => percentile(pictures, 0.5)),
    row("a picture of 2 MB until its ✔, ms p99", ({ pictures }) => percentile(pictures, 0.99)),
    row("a picture, processor ms of the service", ({ pictureCpuMs }) => pictureCpuMs),
    ...["1", "2", "4"].map((atOnce) => row(`Argon2, ${atOnce} at once, ms for one`, ({ argon }) => argon[atOnce] ?? 0)),
    row("most memory with texts, MB", ({ peakBefore }) => peakBefore / MEGABYTE),
    row("most memory in all, MB", ({ peak }) => peak / MEGABYTE),
  ];
  return [describe(scale), table(["Reports", names["our-tips"], names["plain-tips"], "ours to that"], rows)].join(
    "\n\n",
  );
}

async function run(kind: TipKind, scale: TipScale): Promise<TipFound> {
  const told = Promise.withResolvers<TipFound>();
  const task: Omit<TipTask, "dataFolder"> = { kind, ...scale };
  const file = join("tips", kind === "our-tips" ? "ours.ts" : "plain.ts");
  const child = await runBot(file, task, (said) => told.resolve(said as TipFound));
  child.say({ go: true });
  const found = await told.promise;
  await child.close();
  return found;
}

function describe({ whole, texts, pictures }: TipScale): string {
  return `Each in a process of its own with the flags of \`npm start\`, one after the other, over files of its own with WAL and synchronous=FULL. Ours is the conversation of a chat without a platform: a whole report is consent, exclusion, code, one text and its end (${whole} of them); then ${texts} texts and ${pictures} pictures of two megabytes one after the other. It seals to two readers among 16 stanzas, pads, signs and chains each part, seals the state of the mailbox anew, and writes body and header into two files; a picture is also drawn anew in a process of its own, and its original sealed once more with a share for each reader. The plain one stretches a password of the same cost, encrypts the same bytes to the same number of readers and inserts one row: nothing hides sizes or readers there, nothing is checked, drawn or shredded. Memory is the most the process ever had; Argon2 takes 128 MB each, at most two at once in the service.`;
}
