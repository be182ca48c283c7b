import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generator } from "../../src/answer/classifier.ts";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { createCanaries, telegramReporter } from "../support/tip-reporter.ts";
import { openTipService, type TipService } from "../support/tip-service.ts";
import { readRows } from "../support/tips-rows.ts";
import { busyManners, MARK, newTold, type Told, tellTip } from "./tips-telling.ts";

export type TipKillRun = {
  kills: number;
  seed: number;
  /** So many report at the same time. */
  lanes: number;
  /** How many answers a process gives at most. */
  mostAnswers: number;
  /** Lets codes cost next to nothing. */
  cheap?: boolean;
};

export type TipKillResult = {
  kills: number;
  /** Kills while the process had not said yet that it is usable. */
  early: number;
  cases: number;
  /** Parts that got their mark, and those of them that a reader cannot open. */
  marked: number;
  /** Those of them that got it while another chat wrote into the same case. */
  atOnce: number;
  lost: string[];
  /** Words that stand in more than one part, though they were sent once: what was taken again after a restart. */
  doubled: string[];
  /** Cases whose parts do not fit together, two of which have one number too, or of which half of a message is there. */
  halves: string[];
  /** What SQLite found wrong, and headers without a body. */
  damage: string[];
  /** Codes from before a kill that were used after it, and those that opened nothing. */
  reopened: number;
  shut: string[];
  /** What the processes logged as an error. */
  errors: string[];
};

const hurry = (what: "tips" | "codes") => pathToFileURL(join(import.meta.dirname, `${what}-in-a-hurry.ts`)).href;
const STALLED_MS = 30_000;
/** An answer is sealed, written and said within so long. */
const AFTER_MS = 60;

/** Kills `npm start`'s process again and again while people report, and opens after each death what they were told is stored. */
export async function runTipKills({
  kills,
  seed,
  lanes,
  mostAnswers,
  cheap = false,
}: TipKillRun): Promise<TipKillResult> {
  const service = await openTipService({ imports: [hurry("tips"), ...(cheap ? [hurry("codes")] : [])] });
  const random = generator(seed);
  const canaries = createCanaries(seed);
  const person = () => telegramReporter(service.bot, canaries);
  const result: TipKillResult = {
    ...{
      kills: 0,
      early: 0,
      cases: 0,
      marked: 0,
      atOnce: 0,
      lost: [],
      doubled: [],
      halves: [],
      damage: [],
      reopened: 0,
      shut: [],
      errors: [],
    },
  };
  const all: Told[] = [];
  let lately: Told[] = [];
  let begun = 0;
  let steps = 0;
  /** Which process is talked with; whoever talked with one that died says no more, though the next one answers what was left. */
  let living = 0;
  const stepOf = (process: number) => () => {
    if (process !== living) throw new Error("that process is dead");
    steps += 1;
  };

  /** Goes on with a report from before the last kill, in two chats of its own that write at the same time. */
  async function goOn(told: Told, step: () => void): Promise<void> {
    const chats = [person(), person()];
    for (const reporter of chats) {
      const answer = await reporter.says(`/cek ${told.code}`, /Status laporan|tidak membuka/);
      step();
      result.reopened += 1;
      if (answer.includes("Status laporan")) continue;
      result.shut.push(`a code of a report with ${told.marked.length} marked parts opens nothing`);
      return;
    }
    if (!lately.includes(told)) lately.push(told);
    const writing = chats.map(async (reporter) => {
      const more = canaries.word();
      await reporter.says(`Satu lagi ${more}`, MARK);
      told.marked.push(more);
      told.atOnce += 1;
      step();
    });
    for (const each of await Promise.allSettled(writing)) if (each.status === "rejected") throw each.reason;
  }
  async function lane(first: Told | undefined): Promise<void> {
    const step = stepOf(living);
    if (first !== undefined) await goOn(first, step);
    for (;;) {
      const told = newTold(busyManners[begun % busyManners.length] ?? "text");
      begun += 1;
      all.push(told);
      lately.push(told);
      await tellTip({ told, person, canaries, step });
    }
  }

  try {
    while (result.kills < kills) {
      lately = [];
      const dies = random();
      living += 1;
      const child = await service.start({ ready: dies >= 0.1 });
      const dead = once(child, "close");
      if (dies < 0.1) {
        result.early += 1;
        await sleep(random() * 900);
      } else {
        const open = all.filter(
          ({ code, marked, cancelling }) => code !== undefined && marked.length > 0 && !cancelling,
        );
        for (let at = 0; at < lanes; at += 1) {
          const earlier = at === 0 ? open[Math.floor(random() * open.length)] : undefined;
          // Whoever is in the middle when the process dies waits for an answer that never comes.
          lane(earlier).catch(() => undefined);
        }
        const until = steps + Math.floor(random() * mostAnswers);
        const since = performance.now();
        while (steps < until && performance.now() - since < STALLED_MS) await sleep(3);
        await sleep(random() * AFTER_MS);
      }
      await service.stop("SIGKILL");
      await dead;
      result.kills += 1;
      const isLast = result.kills === kills;
      await examine(service, isLast ? all : lately, result);
    }
    result.errors = errorsIn(service.printed().toString());
    result.atOnce = all.reduce((sum, { atOnce }) => sum + atOnce, 0);
    result.marked = all.flatMap(({ marked }) => marked).length;
    return result;
  } finally {
    await service.close();
  }
}

/** Reads everything as a reader does; `told` is what must be among it. */
async function examine({ folder, readers: [reader], root }: TipService, told: readonly Told[], result: TipKillResult) {
  const { keys, tips } = tipFiles(folder);
  for (const file of [keys, tips]) {
    const found = readRows<{ integrity_check: string }>(file, "pragma integrity_check");
    result.damage.push(...found.map((row) => row.integrity_check).filter((text) => text !== "ok"));
  }
  const names = (file: string, table: string) =>
    readRows<{ name: string }>(file, `select case_id || hex(part) as name from ${table}`).map(({ name }) => name);
  const bodies = new Set(names(tips, "bodies"));
  for (const name of names(keys, "headers")) if (!bodies.has(name)) result.damage.push("a header without its body");
  const store = createTipStore(await openTipsDatabase(folder));
  try {
    const lists = verifyLists(await store.lists(), root);
    const cases = await store.cases();
    result.cases = cases.length;
    const said: string[] = [];
    for (const stored of cases) {
      const parts = await store.parts(stored.id);
      const opened = await openCase({ stored, parts, identity: reader?.identity.secret ?? "", lists });
      if (opened.shut > 0) result.halves.push(`${opened.shut} parts do not open`);
      result.halves.push(...opened.problems);
      said.push(...opened.parts.map(({ text, meta }) => JSON.stringify({ text, meta })));
    }
    const texts = said.join("\n");
    for (const { marked, together, cancelling, manner } of told) {
      // While it is taken back it may be gone already.
      if (!cancelling)
        result.lost.push(...marked.filter((word) => !texts.includes(word)).map((w) => `${manner}: ${w}`));
      result.doubled.push(...marked.filter((word) => said.filter((part) => part.includes(word)).length > 1));
      for (const words of together)
        if (new Set(words.map((word) => texts.includes(word))).size > 1) result.halves.push("half of a message");
    }
  } finally {
    await store.end();
  }
}

function errorsIn(output: string): string[] {
  return [...new Set(output.match(/"event":"(?:crashed|tip_failed|handler_failed|journal_failed)".*/g) ?? [])];
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
