import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generator } from "../../src/answer/classifier.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { subscribe } from "../support/crowd.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { type LinkedSession, linkSession } from "../support/link-session.ts";
import { honest } from "../support/model-says.ts";
import { startOpenAi } from "../support/openai-server/server.ts";
import { type Finished, freePort, printed, startEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { Bot, Person } from "../support/telegram/types.ts";
import { readerWithFile } from "../support/tip-desk.ts";
import { putReaders } from "../support/tip-readers.ts";
import { startWhatsApp, type WhatsAppServer } from "../support/whatsapp-server/server.ts";
import { createDayFaults, type DayFaults } from "./day-faults.ts";

/** An office's service between stand-ins of both platforms and of a language model, each of which fails now and then. */
export type DayStage = {
  /** DATA_DIR, and where readers' keys and other files of the office lie. */
  folder: string;
  office: string;
  bot: Bot;
  whatsapp: WhatsAppServer;
  session: LinkedSession;
  subscribers: readonly Person[];
  faults: DayFaults;
  /** Shares from 0 to 1 that come in the same order for the same seed. */
  random: () => number;
  desk(args: readonly string[], input?: string): Promise<Finished>;
  /** Resolves when both channels are usable. */
  start(): Promise<Running>;
  /** Lines of the log by their event, since the beginning; what was no line of a log stands under its own words. */
  logged: Map<string, number>;
  close(): Promise<void>;
};

export type Running = {
  pid: number;
  metrics: string;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  stop(signal: NodeJS.Signals): Promise<number | string>;
};

export type DayStageOptions = { folder: string; subscribers: number; share: number; seed: number };

const FIRST_SUBSCRIBER = 5_100_001;
/** As `npm start` gives them. */
const NODE_OPTIONS = "--disable-sigusr1 --max-semi-space-size=4 --max-old-space-size=512";

/** Opens the folder of an office, a new one where there is none; a device that others were linked to is linked anew. */
export async function openDayStage({ folder: root, subscribers, share, seed }: DayStageOptions): Promise<DayStage> {
  const [folder, office] = [join(root, "data"), join(root, "office")];
  const random = generator(seed);
  const telegram = await startTelegram({ longPollMs: 1_000, keepCalls: false, keepMessages: 500 });
  const whatsapp = await startWhatsApp({ keep: 200 });
  const openai = await startOpenAi();
  openai.answerWith(honest("dilarang"));
  // Its own, for the journal knows a bot by its token, and another stand-in counts anew.
  const bot = telegram.bot({ token: `7000001:${randomBytes(20).toString("hex")}` });
  bot.limits(true);
  if (!existsSync(office)) await openOffice(root, folder, office, subscribers);
  for (const name of readdirSync(folder)) if (name.startsWith("whatsapp")) rmSync(join(folder, name));
  const material = randomBytes(24).toString("base64url");
  writeFileSync(join(office, "key"), material, { mode: 0o600 });
  const session = await linkSession(whatsapp, folder, Buffer.from(material));
  whatsapp.faults.weather({
    ...{ seed, drop: share, dropDelivery: share, loseAck: share, slowAck: share },
    ...{ twice: share, unreadable: share },
  });
  const logged = new Map<string, number>();
  const settings: Record<string, string> = {
    ...{
      DATA_DIR: folder,
      TIPS_ROOT: readFileSync(join(office, "root"), "utf8"),
      TIPS_PER_DAY: "0",
      QUIET_HOURS: "off",
    },
    ...{ TELEGRAM_BOT_TOKEN: bot.token, TELEGRAM_API_ROOT: telegram.url },
    ...{ WHATSAPP: "baileys", WHATSAPP_WS_URL: whatsapp.url, WHATSAPP_ROOT_KEY: whatsapp.rootKey },
    WHATSAPP_STORE_KEY_FILE: join(office, "key"),
    ...{ OPENAI_BASE_URL: openai.baseUrl, OPENAI_API_KEY: "sk-soak", MODEL_TOKENS_PER_DAY: "0", NODE_OPTIONS },
  };

  return {
    ...{ folder, office, bot, whatsapp, session, random, logged },
    subscribers: Array.from({ length: subscribers }, (_, at) => bot.person({ id: FIRST_SUBSCRIBER + at })),
    faults: createDayFaults({ bot, openai, random, share }),
    desk: (args, input = "") => {
      const environment = { DATA_DIR: folder, TIPS_ROOT: settings["TIPS_ROOT"] ?? "", QUIET_HOURS: "off" };
      return runInside(runDesk, args, { environment, input });
    },
    async start() {
      const port = String(await freePort());
      const child = startEntry("main.ts", [], { ...settings, HTTP_PORT: port });
      readLog(child, logged);
      const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
      await Promise.all(["telegram", "whatsapp"].map((name) => printed(child, `siap: ${name}\n`)));
      return {
        ...{ pid: child.pid ?? 0, metrics: `http://127.0.0.1:${port}/metrics`, ended },
        stop(signal) {
          child.kill(signal);
          return ended;
        },
      };
    },
    async close() {
      await Promise.all([telegram.stop(), whatsapp.stop(), openai.stop()]);
    },
  };
}

/** Officers, subscribers, and two readers who signed their list. */
async function openOffice(root: string, folder: string, office: string, subscribers: number): Promise<void> {
  rmSync(root, { recursive: true, force: true });
  for (const each of [folder, office]) mkdirSync(each, { recursive: true, mode: 0o700 });
  await inviteOfficers(folder, { ana: "admin", budi: "penyetuju" });
  const database = await openDatabase(folder);
  await subscribe(database, subscribers, { from: FIRST_SUBSCRIBER });
  await database.destroy();
  const readers = [await readerWithFile(office, "ana"), await readerWithFile(office, "budi", { unit: "Inspektorat" })];
  const { TIPS_ROOT } = await putReaders(folder, readers);
  writeFileSync(join(office, "root"), TIPS_ROOT);
}

function readLog({ stderr }: ChildProcessWithoutNullStreams, logged: Map<string, number>): void {
  let rest = "";
  stderr.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = /"event":"(\w+)"/.exec(line)?.[1] ?? line;
      logged.set(event, (logged.get(event) ?? 0) + 1);
    }
  });
}
