import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generator } from "../../src/answer/classifier.ts";
import { findLeaks, type Place, placesIn, type Secret } from "../support/leaks.ts";
import { linkSession } from "../support/link-session.ts";
import { startEntry } from "../support/process.ts";
import { startWhatsApp, type WhatsAppOptions, type WhatsAppServer } from "../support/whatsapp-server/server.ts";
import type { Weather } from "../support/whatsapp-server/weather.ts";
import { watch } from "../support/whatsapp-watch.ts";
import { type Moment, momentFor, waitForDeath } from "./whatsapp-deaths.ts";
import { gather, type Public } from "./whatsapp-public.ts";
import type { Ask } from "./whatsapp-questions.ts";
import { type Tally, tally } from "./whatsapp-tally.ts";

export type KillRun = {
  persons: number;
  /** Questions of each. */
  messages: number;
  kills: number;
  seed: number;
  /** DATA_DIR, without a linked device. */
  folder: string;
  /** Keeps what was printed. */
  logFile?: string;
  ask: Ask;
  /** See {@link WhatsAppOptions}. */
  oneTimeKeys?: WhatsAppOptions["oneTimeKeys"];
  /** Shares of what goes wrong besides. */
  weather?: Weather;
  /** The share of processes that are in their first half hour, when they write nothing down; the others are past it. */
  young?: number;
  /** When each process is killed; by chance unless told. */
  moments?: readonly Moment[];
  /** How long a process lives at most before it is killed. */
  longestMs?: number;
  /** How long the last process may take to answer what is left, before the weather clears. */
  lastMs?: number;
};

export type KillResult = Tally & {
  /** Questions that the last process answered only when the weather had cleared. */
  inTheCalm: number;
  /** At which moment each process was killed. */
  deaths: readonly Moment[];
  /** The most connections that were there at once. */
  sockets: number;
  /** What the bot asked and the server did not know. */
  unhandled: string[];
  /** What stood in the data folder or was printed, though it must stand nowhere. */
  leaks: string[];
};

const LONGEST_START_MS = 30_000;
/** Longer than the bot waits at most before it connects again. */
const CALM_MS = 240_000;

/**
 * Asks questions of `npm start`'s process over WhatsApp while killing that process at random moments and at those that
 * matter most, and while the network and the server do what goes wrong. Then lets it finish, counts the answers, and looks
 * for anything private in what it left and printed.
 */
export async function runWhatsAppKills(run: KillRun): Promise<KillResult> {
  const { kills, seed, folder, logFile, young = 0.5, longestMs = 8_000, lastMs = 180_000, oneTimeKeys } = run;
  const random = generator(seed + 1);
  const server = await startWhatsApp({ keep: 200, ...(oneTimeKeys === undefined ? {} : { oneTimeKeys }) });
  const key = keepKey();
  try {
    const session = await linkSession(server, folder, key.material);
    const crowd = gather({ ...run, server, session, askingMs: longestMs / 2 });
    const seen = watch(server);
    server.faults.weather({ seed, ...run.weather });
    const printed: Buffer[] = [];
    const deaths: Moment[] = [];
    const mostAcks = Math.min(60, Math.ceil((run.persons * run.messages) / (kills + 1) / 2));
    const start = () => {
      const child = startEntry("main.ts", [], { ...environment(server, folder, key.file), ...clock(random, young) });
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk));
      return child;
    };
    for (let kill = 0; kill < kills; kill += 1) {
      await crowd.askBefore(kill);
      const opened = seen.more("open", 1, LONGEST_START_MS);
      const child = start();
      const asking = crowd.askDuring(kill, opened);
      const moment = run.moments?.[kill] ?? momentFor(random);
      deaths.push(await waitForDeath({ moment, child, opened, seen, crowd, random, longestMs, mostAcks }));
      child.kill("SIGKILL");
      asking.stop();
      await once(child, "close");
    }
    await crowd.askBefore(kills);
    const opened = seen.more("open", 1, LONGEST_START_MS);
    const last = start();
    await crowd.askDuring(kills, opened).done;
    await crowd.allAnswered(lastMs);
    // A long backlog may tear one connection after the other, and each time the bot waits longer; nothing is lost by that.
    const inTheCalm = crowd.unanswered();
    server.faults.weather();
    await crowd.allAnswered(CALM_MS);
    await crowd.quiet();
    last.kill("SIGTERM");
    await once(last, "close");
    if (logFile !== undefined) writeFileSync(logFile, Buffer.concat(printed));
    const places = [...placesIn(folder), { name: "the output", bytes: Buffer.concat(printed) }];
    return {
      ...tally(crowd, server.events),
      deaths,
      inTheCalm,
      sockets: seen.mostSockets(),
      unhandled: [...server.unhandled],
      leaks: findLeaks(secretsOf(server, crowd, key.material), places satisfies Place[]),
    };
  } finally {
    await server.stop();
    key.remove();
  }
}

function environment(server: WhatsAppServer, folder: string, keyFile: string): Record<string, string> {
  return {
    DATA_DIR: folder,
    WHATSAPP: "baileys",
    WHATSAPP_WS_URL: server.url,
    WHATSAPP_ROOT_KEY: server.rootKey,
    WHATSAPP_STORE_KEY_FILE: keyFile,
    LOG_LEVEL: "trace",
  };
}

/** Everything but a process's first half hour. */
function clock(random: () => number, young: number): Record<string, string> {
  const file = pathToFileURL(join(import.meta.dirname, "half-an-hour-on.ts")).href;
  return random() < young ? {} : { NODE_OPTIONS: `--import=${file}` };
}

/** A key in a file in memory where the system has such a place. */
function keepKey(): { file: string; material: Buffer; remove(): void } {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "sinetral-key-"));
  const file = join(folder, "key");
  const material = Buffer.from(randomBytes(24).toString("base64url"));
  writeFileSync(file, material, { mode: 0o600 });
  return { file, material, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function secretsOf(server: WhatsAppServer, { persons, asked }: Public, material: Buffer): Secret[] {
  return [
    { name: "the store's key", value: material },
    { name: "the bot's number", value: server.account.number },
    ...server.keys(),
    ...persons.flatMap(({ name, number, lid }) => [
      { name: "a name", value: name },
      { name: "a number", value: number },
      { name: "a LID", value: lid.replace(/@.*/, "") },
    ]),
    ...asked.filter(({ token }) => token !== "").map(({ token }) => ({ name: "a text", value: token })),
  ];
}
