import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { generator } from "../../src/answer/classifier.ts";
import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { findHashes, keysOnDisk } from "../support/hash-leaks.ts";
import { hiddenForms } from "../support/hidden-forms.ts";
import { createLeakSearch, type Place, placesIn, type Secret } from "../support/leaks.ts";
import { createSeized } from "../support/seized-places.ts";
import { createCanaries, type Reporter, telegramReporter, whatsappReporter } from "../support/tip-reporter.ts";
import { openTipService, type TipService } from "../support/tip-service.ts";
import { newTold, type Told, tellTip, tipManners } from "./tips-telling.ts";

export type SeizureRun = {
  /** Reports, and copies of all that lies on the disk meanwhile. */
  tips: number;
  copies: number;
  seed: number;
  /** So many report at the same time. */
  lanes: number;
  /** Of how many persons hashes are looked for. */
  hashed: number;
  /** Lets codes cost next to nothing. */
  cheap?: boolean;
  say?: (line: string) => void;
};

export type SeizureResult = {
  tips: number;
  marked: number;
  copies: number;
  backups: number;
  /** What stood where it must not, and where the control was found. */
  leaks: string[];
  controls: number;
  hashes: string[];
  keysTried: number;
  /** Planted on purpose in a copy, in each form, and those that the same search did not find. */
  planted: number;
  unfound: string[];
  /** Marked parts that a reader's key does not open, and senders found in what it opens. */
  unopened: string[];
  senders: string[];
  /** Hosts that are none of the stand-ins. */
  strangers: string[];
  exitCode: number | null;
  /** What was looked through: megabytes, and the names of the files. */
  megabytes: number;
  files: string[];
  /** The stand-ins that it did speak to. */
  reached: string[];
};

const hurry = (what: "tips" | "codes") => pathToFileURL(join(import.meta.dirname, `${what}-in-a-hurry.ts`)).href;
/** Every so many copies one is a backup as the desk makes it. */
const BACKUP_EVERY = 8;
/** Lies in the data folder during one copy, to show that this search would find it there. */
const CONTROL = "tulisan yang sengaja ditaruh";

/** Takes copies of everything on the disk at moments of chance while people report over both platforms, and looks through them. */
export async function runTipSeizure(run: SeizureRun): Promise<SeizureResult> {
  const { seed, say = () => undefined } = run;
  const service = await openTipService({
    whatsapp: true,
    imports: [hurry("tips"), ...(run.cheap ? [hurry("codes")] : [])],
  });
  try {
    await service.start();
    const seized = createSeized();
    const told: Told[] = [];
    const everybody: Reporter[] = [];
    let [steps, taken, backups, begun] = [0, 0, 0, 0];
    const random = generator(seed);
    const canaries = createCanaries(seed);
    // Each report has about six answers.
    const due = Array.from({ length: run.copies }, () => 1 + Math.floor(random() * run.tips * 5)).sort((a, b) => a - b);
    const taking: Array<Promise<void>> = [];

    async function take(): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, random() * 40));
      taken += 1;
      if (taken % BACKUP_EVERY === 5) {
        backups += 1;
        return copyBackup(service, seized.copy);
      }
      const control = join(service.folder, "planted");
      if (taken === 2) writeFileSync(control, Buffer.from(CONTROL).toString("base64"));
      seized.copy(join(service.folder, ".."));
      rmSync(control, { force: true });
    }
    function step(): void {
      steps += 1;
      while (due.length > 0 && (due[0] ?? 0) <= steps) {
        due.shift();
        taking.push(take());
      }
      if (steps % 500 === 0) say(`seizure: ${told.length} reports, ${seized.count()} copies`);
    }
    function person(): Reporter {
      const { bot, server } = service;
      const isOnWhatsApp = server !== undefined && everybody.length % 3 === 2;
      const reporter = isOnWhatsApp ? whatsappReporter(server, canaries) : telegramReporter(bot, canaries);
      everybody.push(reporter);
      return reporter;
    }
    async function lane(): Promise<void> {
      while (begun < run.tips) {
        const manner = tipManners[begun % tipManners.length] ?? "text";
        begun += 1;
        const own = newTold(manner);
        told.push(own);
        await tellTip({ told: own, person, canaries, step });
      }
    }
    await Promise.all(Array.from({ length: run.lanes }, lane));
    while (due.length > 0) step();
    await Promise.all(taking);
    const { code } = await service.stop();
    seized.copy(join(service.folder, ".."));

    const secrets = [
      { name: "the control", value: CONTROL },
      ...everybody.flatMap((each) => each.secrets),
      ...told.flatMap((each) => each.secrets),
    ];
    const places = [...seized.places(), { name: "the output", bytes: service.printed() }];
    say(`seizure: looking through ${megabytesOf(places).toFixed(0)} MB for ${secrets.length} canaries`);
    const search = createLeakSearch(secrets);
    const [controls, leaks] = partition(search(places), (leak) => leak.startsWith("the control"));
    const control = plantAll(secrets, search);
    const persons = everybody.filter((_, at) => at % Math.ceil(everybody.length / run.hashed) === 0);
    const ids = persons.flatMap((each) => each.ids);
    const keys = keysOnDisk(service.folder, (name) => !name.startsWith("search-"));
    const now = placesIn(service.folder).filter(({ name }) => !/\/(search|knowledge)-[^/]+$/.test(name));
    const opened = await openAll(service);
    return {
      ...{ tips: told.length, copies: seized.count() - 1, backups, leaks, controls: controls.length, ...control },
      marked: told.flatMap(({ marked }) => marked).length,
      hashes: findHashes(ids, keys, now),
      keysTried: keys.length,
      unopened: told.flatMap(({ marked }) => marked).filter((token) => !opened.includes(token)),
      senders: createLeakSearch(everybody.flatMap((each) => each.secrets))([
        { name: "what readers see", bytes: Buffer.from(opened) },
      ]),
      strangers: strangersOf(service),
      exitCode: code,
      megabytes: megabytesOf(places),
      files: [...new Set(seized.places().map(({ name }) => basename(name)))].sort(),
      reached: service.reached().filter((target) => service.allowed.includes(target)),
    };
  } finally {
    await service.close();
  }
}

async function copyBackup(service: TipService, copy: (folder: string) => void): Promise<void> {
  const target = mkdtempSync(join(service.folder, "..", "..", "sinetral-backup-"));
  const store = createTipStore(await openTipsDatabase(service.folder));
  try {
    await store.copyTo(target);
    copy(target);
  } finally {
    await store.end();
    rmSync(target, { recursive: true, force: true });
  }
}

/** Hides secrets in every form that they may have, in noise, and says which the search did not find. */
function plantAll(secrets: readonly Secret[], search: (places: readonly Place[]) => string[]) {
  const some = secrets.filter((_, at) => at % Math.ceil(secrets.length / 8) === 0);
  const unfound: string[] = [];
  let planted = 0;
  for (const { name, value } of some) {
    for (const { how, bytes } of hiddenForms(String(value))) {
      planted += 1;
      const found = search([{ name: "planted", bytes }]);
      if (!found.some((each) => each.startsWith(`${name} `))) unfound.push(`${name} ${how}`);
    }
  }
  return { planted, unfound };
}

/** Everything that a reader sees of every case, as one text. */
async function openAll({ folder, readers: [reader], root }: TipService): Promise<string> {
  if (reader === undefined) return "";
  const store = createTipStore(await openTipsDatabase(folder));
  try {
    const lists = verifyLists(await store.lists(), root);
    const texts: string[] = [];
    for (const stored of await store.cases()) {
      const parts = await store.parts(stored.id);
      const opened = await openCase({ stored, parts, identity: reader.identity.secret, lists });
      texts.push(JSON.stringify(opened, (key, value) => (key === "content" ? undefined : value)));
    }
    return texts.join("\n");
  } finally {
    await store.end();
  }
}

function partition<T>(all: readonly T[], isOne: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isOne), all.filter((each) => !isOne(each))];
}

function strangersOf(service: TipService): string[] {
  return service.reached().filter((target) => !service.allowed.includes(target) && !target.startsWith("file "));
}

function megabytesOf(places: readonly Place[]): number {
  return places.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1024 ** 2;
}
