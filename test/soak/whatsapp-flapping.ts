import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { generator } from "../../src/answer/classifier.ts";
import { linkSession } from "../support/link-session.ts";
import { type Person, startWhatsApp, type WhatsAppServer } from "../support/whatsapp-server/server.ts";
import { watch } from "../support/whatsapp-watch.ts";
import type { FlappingTask, Sample } from "./whatsapp-flapping-task.ts";

export type FlappingRun = { minutes: number; seed: number; folder: string; say(line: string): void };

export type FlappingResult = {
  minutes: number;
  connects: number;
  questions: number;
  answers: number;
  /** The most connections that were there at once. */
  sockets: number;
  unhandled: string[];
  /** In the second and in the last quarter, each the mean of two samples. */
  before: Figures;
  after: Figures;
  /** What still kept the process alive after it was stopped, but for its way to this process. */
  left: Readonly<Record<string, number>>;
};

/** Bytes and counts. */
export type Figures = {
  heap: number;
  external: number;
  rss: number;
  listeners: number;
  handlers: number;
  timers: number;
};

const MINUTE_MS = 60_000;
const PERSONS = 40;
/** Two a quarter. */
const SAMPLES = 8;
/** By then the bot has let go of every socket that has ended. */
const SETTLE_MS = 11_000;
const KEEP = 20;
const OPEN_MS = 30_000;

/** How a connection ends, and how often of a hundred. */
const ENDS: ReadonlyArray<readonly [number, (server: WhatsAppServer) => void]> = [
  [40, (server) => newest(server)?.kill()],
  [15, (server) => newest(server)?.end()],
  [10, (server) => newest(server)?.streamError(515)],
  [10, (server) => newest(server)?.streamError(503)],
  [
    7,
    (server) => {
      server.faults.refuseUpgrade();
      newest(server)?.kill();
    },
  ],
  [
    5,
    (server) => {
      server.faults.mute();
      newest(server)?.kill();
    },
  ],
  [
    6,
    (server) => {
      server.faults.refuseLogin(503);
      newest(server)?.kill();
    },
  ],
  [
    5,
    (server) => {
      server.faults.certificate("foreign");
      newest(server)?.kill();
    },
  ],
  [2, (server) => newest(server)?.freeze()],
];

/** A day of a connection that ends once a minute, in one of the ways connections end, with some questions in between. */
export async function runFlapping({ minutes, seed, folder, say }: FlappingRun): Promise<FlappingResult> {
  const random = generator(seed);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let aheadMs = 0;
  const server = await startWhatsApp({ keep: KEEP, now: () => Date.now() + aheadMs });
  const material = randomBytes(32);
  await linkSession(server, folder, material);
  const seen = watch(server);
  const opened = seen.more("open", 1, OPEN_MS);
  const bot = startBot({ folder, material: material.toString("base64"), url: server.url, rootKey: server.rootKey });
  try {
    await bot.ready;
    await opened;
    const persons = Array.from({ length: PERSONS }, () => server.person());
    const samples: Sample[] = [];
    const counts = { questions: 0, answers: 0 };
    for (let minute = 0; minute < minutes; minute += 1) {
      aheadMs = minute * MINUTE_MS;
      const person = persons[Math.floor(random() * persons.length)];
      const asking = person === undefined ? 0 : await ask(person, random);
      const again = seen.more("open", 1, OPEN_MS);
      endOne(server, random);
      await again;
      counts.questions += asking;
      if (person !== undefined) counts.answers += await heard(person, asking);
      if (Math.floor(((minute + 1) * SAMPLES) / minutes) > samples.length) {
        await sleep(SETTLE_MS);
        samples.push(await bot.sample(aheadMs));
        say(`flapping: minute ${minute} of ${minutes}, ${describe(samples.at(-1))}`);
      }
    }
    const connects = (await bot.sample(aheadMs)).numbers["connects"] ?? 0;
    const { resources } = await bot.stop(aheadMs);
    const { PipeWrap: _, Immediate: __, ...left } = resources;
    return {
      minutes,
      connects,
      ...counts,
      sockets: seen.mostSockets(),
      unhandled: [...server.unhandled],
      before: mean(samples.slice(2, 4)),
      after: mean(samples.slice(6, 8)),
      left,
    };
  } finally {
    bot.kill();
    await server.stop();
  }
}

async function ask(person: Person, random: () => number): Promise<number> {
  const count = Math.floor(random() * 3);
  for (let nth = 0; nth < count; nth += 1)
    await person.says(`pertanyaan ${nth}`, { by: random() < 0.5 ? "lid" : "pn" });
  return count;
}

/** How many answers the person got in time. */
async function heard(person: Person, count: number): Promise<number> {
  let got = 0;
  for (; got < count; got += 1) {
    const came = await person.next(OPEN_MS).catch(() => undefined);
    if (came === undefined) break;
  }
  return got;
}

function endOne(server: WhatsAppServer, random: () => number): void {
  let at = random() * 100;
  for (const [share, end] of ENDS) {
    at -= share;
    if (at >= 0) continue;
    end(server);
    return;
  }
}

function newest(server: WhatsAppServer) {
  return server.connections().at(-1);
}

type FlappingBot = {
  ready: Promise<void>;
  sample(aheadMs: number): Promise<Sample>;
  stop(aheadMs: number): Promise<Sample>;
  kill(): void;
};

function startBot(task: FlappingTask): FlappingBot {
  const child: ChildProcess = fork(join(import.meta.dirname, "whatsapp-flapping-bot.ts"), [JSON.stringify(task)], {
    // The first as `npm start` gives it.
    execArgv: ["--max-semi-space-size=4", "--expose-gc"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`the bot ended with exit code ${code}`)));
  });
  // Told to whoever waits for something of it.
  ended.catch(() => undefined);
  const told = <T>(): Promise<T> =>
    Promise.race([ended, new Promise<T>((resolve) => child.once("message", (said) => resolve(said as T)))]);
  const ready = told<string>().then(() => undefined);
  const asked = (message: { aheadMs: number; stop?: true }) => {
    const answer = told<Sample>();
    child.send(message);
    return answer;
  };
  return {
    ready,
    sample: (aheadMs) => asked({ aheadMs }),
    stop: (aheadMs) => asked({ aheadMs, stop: true }),
    kill: () => void child.kill("SIGKILL"),
  };
}

function mean(samples: readonly Sample[]): Figures {
  const of = (read: (sample: Sample) => number) => samples.reduce((sum, each) => sum + read(each), 0) / samples.length;
  return {
    heap: of(({ heapUsed }) => heapUsed),
    external: of(({ external }) => external),
    rss: of(({ rss }) => rss),
    listeners: of(({ numbers }) => numbers["listeners"] ?? 0),
    handlers: of(({ handlers }) => handlers),
    timers: of(({ resources }) => resources["Timeout"] ?? 0),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function describe(sample: Sample | undefined): string {
  if (sample === undefined) return "";
  const { heapUsed, rss, resources, numbers, handlers } = sample;
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return `heap ${megabytes(heapUsed)} MB, resident ${megabytes(rss)} MB, ${numbers["connects"]} connects, ${numbers["listeners"]} listeners, ${handlers} handlers, ${JSON.stringify(resources)}`;
}
