import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PromptError } from "./answer/read-prompts.ts";
import { openService, type Service } from "./build.ts";
import type { Channel } from "./chat/channel.ts";
import { SessionDamagedError, SessionUnwritableError } from "./chat/session-store.ts";
import { systemClock } from "./clock.ts";
import { writeCompiled } from "./compile-cache.ts";
import { loadEnvironment } from "./environment.ts";
import { forbidCoreDumps } from "./forbid-core-dumps.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import { createLog, errorName, type Log } from "./log.ts";
import { createLevelSwitch } from "./log-level.ts";
import { openChannels } from "./open-channels.ts";
import { refuseUnheard } from "./refuse-unheard.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";
import { endQuietlyOnBugs } from "./shell.ts";
import { StoreKeyError } from "./store-key.ts";
import { refusalText } from "./stores/accounts.ts";
import { lastBackupAt } from "./stores/backup-age.ts";
import { DatabaseUnusableError } from "./stores/database.ts";
import { diskTrouble, diskTroubleText } from "./stores/disk-trouble.ts";
import { freeDisk } from "./stores/free-disk.ts";
import { FolderTakenError, FolderUnusableError, takeFolder } from "./stores/owner.ts";
import { TipFilesUnusableError } from "./stores/tips-file.ts";
import { TipNotStoredError } from "./tips/tip-store.ts";
import { openControl } from "./web/control.ts";
import type { MetricsParts } from "./web/metrics.ts";
import { openWebServer, PortUnusableError, type WebServer } from "./web/server.ts";
import type { WhatsAppSession } from "./whatsapp.ts";

const EXIT = { done: 0, refused: 1, broken: 3, settings: 78 } as const;

/** Whoever asks the service to end counts on 10 s. */
const MOST_STOP_MS = 9_700;

/** Serves until every channel has ended; resolves to the exit code, whatever went wrong. */
export function serve(): Promise<number> {
  return run().catch(explainFailure);
}

async function run(): Promise<number> {
  loadEnvironment();
  // Whatever is given to Node itself counts as much as what stands in its variable.
  const options = [process.env["NODE_OPTIONS"] ?? "", ...process.execArgv].join(" ").trim();
  const settings = readSettings({ ...process.env, NODE_OPTIONS: options });
  refuseUnheard(settings, process.env);
  const log = createLog(settings.LOG_LEVEL);
  endQuietlyOnBugs((error) => log.error("crashed", { error }));
  if (!forbidCoreDumps()) log.warn("core_dumps");
  const giveBack = takeFolder(settings.DATA_DIR);
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const levels = createLevelSwitch(log);
  const control = await openControl({ folder: settings.DATA_DIR, version, log, levels });
  const whatsapp = await openLinkedDevice(settings, log);
  const service = await openService({ settings, log, clock: systemClock, version });
  const { stdin, stdout } = process;
  const streams = {
    input: stdin,
    output: stdout,
    colour: stdout.isTTY === true && stdout.hasColors(),
    interactive: stdin.isTTY === true && stdout.isTTY === true,
  };
  const channels = await openChannels({ settings, log, service, whatsapp, streams });
  writeCompiled();
  const web = await openWeb({ settings, channels, service, version, troubles: log.troubles });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // First whoever is linking a device, who would be waited for.
    void control.close();
    // Whatever does not end by itself must not be what keeps the process.
    setTimeout(() => process.exit(EXIT.done), MOST_STOP_MS).unref();
    void service.stopDelivering();
    void Promise.all(channels.map((channel) => channel.stop()));
  };
  // An impatient second Ctrl-C must not cut off what the first lets finish.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeAllListeners(signal).on(signal, stop);
  // The reader of our output went away (`npm start | head`): nobody is left to answer.
  stdout.once("error", () => process.exit(EXIT.done));
  // Logs that nobody reads any more are no reason to stop.
  process.stderr.on("error", () => {});

  service.deliverThrough(channels);
  reloadWhenAsked(service.refresh, streams.interactive);
  const started = channels.map((channel) =>
    channel.start(service.converse, () => {
      stdout.write(`siap: ${channel.name}\n`);
      log.debug("started", { channel: channel.name, version });
    }),
  );
  control.serve(channels);
  await Promise.all(started);
  await Promise.all(channels.map((channel) => channel.ended));
  await control.close();
  await web?.close();
  await service.close();
  giveBack();
  log.debug("stopped");
  return EXIT.done;
}

/** Before everything that takes long: an operator may have to type its key, and what is wrong with it ends the start. */
async function openLinkedDevice(settings: Settings, log: Log): Promise<WhatsAppSession | undefined> {
  if (settings.WHATSAPP === "off") return undefined;
  const { openWhatsAppSession } = await import("./whatsapp.ts");
  return openWhatsAppSession(settings, log);
}

/** The web server, unless there is no port for it; the metrics need their memory only where somebody reads them. */
async function openWeb({ settings, channels, service, ...more }: WebNeeds): Promise<WebServer | undefined> {
  const { HTTP_PORT: port, DATA_DIR: folder } = settings;
  if (port === 0) return undefined;
  const { createMetrics } = await import("./web/metrics.ts");
  const ready = () => channels.every((channel) => channel.usable());
  return openWebServer({
    port,
    webhooks: channels.flatMap(({ webhook }) => webhook ?? []),
    ready,
    metrics: createMetrics({
      ...service,
      ...more,
      channels,
      ready,
      freeDisk: () => freeDisk(folder),
      backupAt: () => lastBackupAt(folder),
    }),
  });
}

type WebNeeds = { settings: Settings; channels: readonly Channel[]; service: Service } & Pick<
  MetricsParts,
  "version" | "troubles"
>;

/** `kill -HUP` reads the knowledge again. In a terminal the same signal says that its window was closed. */
function reloadWhenAsked(refresh: () => Promise<void>, interactive: boolean): void {
  if (!interactive) process.on("SIGHUP", () => void refresh());
}

const SAID_BY_ITSELF = [SettingsError, FolderUnusableError, PortUnusableError];

/** A start that fails for WhatsApp's sake takes Telegram along, so it says the way out. */
const WITHOUT_WHATSAPP = "With WHATSAPP=off everything else starts without it.";

const THEN_START = "Then start again.";

/** Says why the service could not start or go on, with the way out, and gives the exit code for it. */
export function explainFailure(error: unknown): number {
  const say = (text: string, code: number) => {
    process.stderr.write(`${text}\n`);
    return code;
  };
  if (!(error instanceof Error)) return say("The bot cannot go on.", EXIT.broken);
  if (SAID_BY_ITSELF.some((kind) => error instanceof kind)) return say(error.message, EXIT.settings);
  // By name, for the channel is loaded only where it is used.
  if (error.name === "TokenRefusedError") return say(error.message, EXIT.settings);
  if (error instanceof StoreKeyError) return say(`${error.message} ${WITHOUT_WHATSAPP}`, EXIT.settings);
  if (error instanceof SessionDamagedError) return say(`${error.message} ${WITHOUT_WHATSAPP}`, EXIT.broken);
  if (error instanceof FolderTakenError) return say(error.message, EXIT.refused);
  if ([DatabaseUnusableError, TipFilesUnusableError, TipNotStoredError].some((kind) => error instanceof kind))
    return say(error.message, EXIT.broken);
  if (error instanceof SessionUnwritableError) return say(`${error.message} ${THEN_START}`, EXIT.broken);
  const refusal = refusalText(error);
  if (refusal !== undefined) return say(`${refusal} ${THEN_START}`, EXIT.broken);
  const trouble = diskTrouble(error);
  if (trouble !== undefined) return say(`${diskTroubleText("DATA_DIR", trouble)} ${THEN_START}`, EXIT.broken);
  if (error instanceof KnowledgeError)
    return say(`The knowledge files need mending before the bot can start:\n${error.message}`, EXIT.broken);
  if (error instanceof PromptError)
    return say(`The prompts need mending before the bot can start:\n${error.message}`, EXIT.broken);
  return say(
    `The bot cannot go on (${errorName(error)}). Run "npm run -s desk -- doctor", which looks at everything; where it finds nothing, report this.`,
    EXIT.broken,
  );
}
