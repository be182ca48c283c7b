import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { linkSession } from "./link-session.ts";
import { endedWithOthers, newFolder, printed, removeFolder, startEntry } from "./process.ts";
import { startTelegram } from "./telegram/server.ts";
import type { Bot } from "./telegram/types.ts";
import { newReader, type TestReader } from "./tip-case.ts";
import { putReaders } from "./tip-readers.ts";
import { usedFolder } from "./used-folder.ts";
import { startWhatsApp } from "./whatsapp-server/server.ts";
import type { WhatsAppServer } from "./whatsapp-server/types.ts";

/** `npm start`'s process with a list of readers, over stand-ins of the platforms. */
export type TipService = {
  /** DATA_DIR. */
  folder: string;
  /** Where temporary files of the process would lie; nothing else does. */
  temporary: string;
  bot: Bot;
  /** Where `whatsapp` was wanted. */
  server: WhatsAppServer | undefined;
  readers: TestReader[];
  root: string;
  /** What is handed over to every process. */
  environment: Record<string, string>;
  /** Everything that its processes printed. */
  printed(): Buffer;
  /** Every host and port that its processes connected to or asked a name for. */
  reached(): string[];
  /** Those of the stand-ins. */
  allowed: string[];
  /** `limits`: what the shell is told before; then it also runs in a folder of its own. */
  start(more?: StartOptions): Promise<ChildProcessWithoutNullStreams>;
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  close(): Promise<void>;
};

const WATCH = pathToFileURL(join(import.meta.dirname, "watch-reached.ts")).href;
export type StartOptions = { environment?: Record<string, string>; ready?: boolean; limits?: string };

export type TipServiceOptions = {
  whatsapp?: boolean;
  /** Modules loaded before the service's own. */
  imports?: readonly string[];
  environment?: Record<string, string>;
  /** How many messages of a chat the stand-ins keep. */
  keep?: number;
};

export async function openTipService({
  whatsapp = false,
  imports = [],
  environment: more = {},
  keep = 30,
}: TipServiceOptions = {}): Promise<TipService> {
  const own = newFolder();
  const [folder, temporary] = [join(own, "data"), join(own, "tmp")];
  for (const each of [folder, temporary]) mkdirSync(each, { mode: 0o700 });
  await usedFolder(folder);
  const readers = [await newReader("ana"), await newReader("budi", { unit: "BKPSDM" })];
  const { TIPS_ROOT } = await putReaders(folder, readers);
  const telegram = await startTelegram({ longPollMs: 1_000, keepCalls: false, keepMessages: keep });
  const bot = telegram.bot();
  // Under 30 a second to everybody, as the platform would have it, this would take too long.
  bot.limits(false);
  const server = whatsapp ? await startWhatsApp({ keep: 200 }) : undefined;
  const key = { folder: mkdtempSync(join(own, "..", "sinetral-key-")), material: "kunci-percobaan-yang-panjang" };
  writeFileSync(join(key.folder, "key"), key.material, { mode: 0o600 });
  if (server !== undefined) await linkSession(server, folder, Buffer.from(key.material));

  const reachedFile = join(key.folder, "reached");
  writeFileSync(reachedFile, "");
  const environment: Record<string, string> = {
    ...{ DATA_DIR: folder, TMPDIR: temporary, LOG_LEVEL: "trace", TIPS_ROOT, TIPS_PER_DAY: "0" },
    ...{ TELEGRAM_BOT_TOKEN: bot.token, TELEGRAM_API_ROOT: telegram.url },
    ...(server === undefined
      ? {}
      : {
          ...{ WHATSAPP: "baileys", WHATSAPP_WS_URL: server.url, WHATSAPP_ROOT_KEY: server.rootKey },
          WHATSAPP_STORE_KEY_FILE: join(key.folder, "key"),
        }),
    REACHED_FILE: reachedFile,
    NODE_OPTIONS: [WATCH, ...imports].map((file) => `--import=${file}`).join(" "),
    ...more,
  };
  const output: Buffer[] = [];
  let child: ChildProcessWithoutNullStreams | undefined;

  async function stop(signal: NodeJS.Signals = "SIGTERM") {
    if (child === undefined) return { code: null, signal: null };
    const running = child;
    child = undefined;
    if (running.exitCode === null && running.signalCode === null) {
      running.kill(signal);
      await once(running, "close");
    }
    return { code: running.exitCode, signal: running.signalCode };
  }

  return {
    ...{ folder, temporary, bot, server, readers, root: TIPS_ROOT, environment },
    printed: () => Buffer.concat(output),
    reached: () => [...new Set(readFileSync(reachedFile, "utf8").split("\n"))].filter((line) => line !== "").sort(),
    allowed: [telegram.url, ...(server === undefined ? [] : [server.url])].map((url) => new URL(url).host),
    async start({ environment: given = {}, ready = true, limits } = {}) {
      const env = { ...environment, ...given };
      const started = limits === undefined ? startEntry("main.ts", [], env) : startIn(temporary, limits, env);
      child = started;
      for (const stream of [started.stdout, started.stderr])
        stream.on("data", (chunk: Buffer) => void output.push(chunk));
      if (!ready) return started;
      const usable = ["telegram", ...(server === undefined ? [] : ["whatsapp"])];
      await Promise.all(usable.map((name) => printed(started, `siap: ${name}\n`)));
      return started;
    },
    stop,
    async close() {
      await stop("SIGKILL");
      await telegram.stop();
      await server?.stop();
      for (const each of [own, key.folder]) removeFolder(each);
    },
  };
}

function startIn(cwd: string, limits: string, environment: Record<string, string>): ChildProcessWithoutNullStreams {
  const { PATH = "", TEST_COMPILE_CACHE: NODE_COMPILE_CACHE = "" } = process.env;
  const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
  const env = { PATH, NODE_COMPILE_CACHE, ...environment };
  return endedWithOthers(spawn("sh", ["-c", `${limits}; exec "$@"`, "sh", process.execPath, main], { cwd, env }));
}
