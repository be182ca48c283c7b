/**
 * `npx node test/bench/bench.ts [--quick] [--only SECTION]` measures the search, the answers, the bots on Telegram and
 * WhatsApp, the mailings and reports against what one would otherwise take, and a year's room on the disk. The report goes to stdout in Markdown, progress to stderr.
 */
import { cpus } from "node:os";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { readRanker, shippedRanker } from "../../src/stores/ranker-file.ts";
import { reportAnswerPath } from "./answer-path.ts";
import { SEED } from "./corpus.ts";
import { reportDelivery } from "./delivery/report.ts";
import { reportDisk } from "./disk.ts";
import type { EngineName } from "./engines.ts";
import { startWatch } from "./figures.ts";
import { reportImported } from "./imported.ts";
import { loadOramaStemmer, STEMMER_VARIABLE } from "./orama-stemmer.ts";
import { reportQuality } from "./quality.ts";
import { judgeable, readQuestions } from "./questions.ts";
import { reportScale, type ScaleOptions } from "./scale.ts";
import { reportTelegram, type TelegramScale } from "./telegram/report.ts";
import { reportTips } from "./tips/report.ts";
import { reportWhatsApp, type WhatsAppScale } from "./whatsapp/report.ts";

const FULL: ScaleOptions = { sizes: [1_000, 10_000, 100_000], questions: 200 };
const QUICK: ScaleOptions = { sizes: [1_000, 10_000], questions: 40 };

const TELEGRAM: TelegramScale = {
  warmUp: 2_000,
  rounds: 2,
  aRound: 2_000,
  steadySeconds: 20,
  many: 100_000,
  limited: 420,
};
const TELEGRAM_QUICK: TelegramScale = {
  warmUp: 500,
  rounds: 1,
  aRound: 1_000,
  steadySeconds: 4,
  many: 5_000,
  limited: 210,
};

const WHATSAPP: WhatsAppScale = {
  warmUp: 500,
  rounds: 3,
  aRound: 500,
  steadySeconds: 20,
  messages: 500,
  reconnects: 15,
};
const WHATSAPP_QUICK: WhatsAppScale = {
  warmUp: 100,
  rounds: 1,
  aRound: 200,
  steadySeconds: 4,
  messages: 100,
  reconnects: 5,
};

const TIPS = { whole: 100, texts: 600, pictures: 45 };
const TIPS_QUICK = { whole: 8, texts: 60, pictures: 5 };

const DISK = { persons: 10_000, events: 24 };
const DISK_QUICK = { persons: 1_000, events: 6 };

const ABOUT_ENGINES = `Every engine runs in memory and in a process of its own, and is asked for five passages after an untimed warm-up. Peers get the words as they are written, ours as roots, and what that costs is in its times. "To the best peer" is the figure over the best one among the peers: for hits more is better, for time and memory less. Memory is the growth of resident memory by the filled index, ours with its dictionary. The index time of the whole answer is that of reading the knowledge and the ranker and filling the index. These are development questions: what is ours may be tuned to them, the peers are not, so new questions may show a smaller difference. "Not finished" means not within 180 s in all.`;

const sectionNames = [
  "quality",
  "scale",
  "answers",
  "imported",
  "telegram",
  "whatsapp",
  "delivery",
  "tips",
  "disk",
] as const;
type SectionName = (typeof sectionNames)[number];

const command = new Command("bench")
  .description("Measures search, answers and the bots on Telegram and WhatsApp against others.")
  .option("--quick", "fewer passages and questions")
  .addOption(new Option("--only <section>", "one section").choices(sectionNames))
  .option("--orama-stemmer <file>", "dist/id.js of @orama/stemmers, where that package is not installed")
  .parse();
const options = command.opts<{ quick?: boolean; only?: SectionName; oramaStemmer?: string }>();
if (options.oramaStemmer !== undefined) process.env[STEMMER_VARIABLE] = resolve(options.oramaStemmer);

const elapsed = startWatch();
const names = await nameEngines();
const sections: Readonly<Record<SectionName, () => Promise<string>>> = {
  quality: async () => `## Quality and latency on the shipped knowledge\n\n${await reportQuality(names)}`,
  scale: async () => `## Scale\n\n${await reportScale(options.quick === true ? QUICK : FULL, names)}`,
  answers: async () => `## The answer path\n\n${await reportAnswerPath()}`,
  imported: async () =>
    `## Imported texts\n\n${await reportImported(options.quick === true ? [10_000] : [10_000, 100_000])}`,
  telegram: async () => `## Telegram\n\n${await reportTelegram(options.quick === true ? TELEGRAM_QUICK : TELEGRAM)}`,
  whatsapp: async () => `## WhatsApp\n\n${await reportWhatsApp(options.quick === true ? WHATSAPP_QUICK : WHATSAPP)}`,
  delivery: async () => `## Delivery\n\n${await reportDelivery({ persons: options.quick === true ? 5_000 : 100_000 })}`,
  tips: async () => `## Reports\n\n${await reportTips(options.quick === true ? TIPS_QUICK : TIPS)}`,
  disk: async () => `## Disk\n\n${await reportDisk(options.quick === true ? DISK_QUICK : DISK)}`,
};
const report = [await describeRun()];
for (const name of options.only === undefined ? sectionNames : [options.only]) report.push(await sections[name]());
process.stdout.write(`${report.join("\n\n")}\n`);
process.stderr.write(`done in ${(elapsed() / 1000).toFixed(0)} s\n`);

async function nameEngines(): Promise<Record<EngineName, string>> {
  const stemmed = (await loadOramaStemmer()) !== undefined;
  return {
    "fts5-and": "FTS5 as it comes, all words",
    "fts5-or": "FTS5 as it comes, any word",
    minisearch: "MiniSearch, default",
    orama: stemmed ? "Orama, Indonesian with its stemmer" : "Orama, Indonesian without a stemmer",
    ours: "our FTS5",
    answer: "the whole answer",
  };
}

async function describeRun(): Promise<string> {
  const knowledge = await readKnowledge(knowledgeFolder);
  const questions = await readQuestions();
  const stale = (await readRanker(shippedRanker(knowledgeFolder), knowledge.version)) === undefined;
  if (stale) process.stderr.write("the shipped ranker is not of this knowledge: answers start slowly; npm run learn\n");
  const machine = `# Benchmark

Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}; knowledge ${knowledge.version}${stale ? " (ranker learned at start)" : ""} with ${knowledge.passages.size} passages; ${judgeable(questions).length} of ${questions.length} development questions are judged by their citations; generated text from seed ${SEED}.`;
  return ["telegram", "whatsapp", "delivery", "tips", "disk"].includes(options.only ?? "")
    ? machine
    : `${machine}\n\n${ABOUT_ENGINES}`;
}
