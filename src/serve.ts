import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openChannels, openService } from "./build.ts";
import type { Channel } from "./chat/channel.ts";
import { systemClock } from "./clock.ts";
import { loadEnvironment } from "./environment.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import { createLog, errorName, type Log } from "./log.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { DatabaseUnusableError } from "./stores/database.ts";
import { FolderTakenError, FolderUnusableError, takeFolder } from "./stores/owner.ts";
import { openControl } from "./web/control.ts";
import { openWebServer, PortUnusableError, type WebServer } from "./web/server.ts";

const EXIT = { done: 0, refused: 1, broken: 3, settings: 78 } as const;

/** Serves until every channel has ended; resolves to the exit code, whatever went wrong. */
export function serve(): Promise<number> {
  return run().catch(explainFailure);
}

async function run(): Promise<number> {
  loadEnvironment();
  const settings = readSettings(process.env);
  const log = createLog(settings.LOG_LEVEL);
  endQuietlyOnBugs(log);
  const giveBack = takeFolder(settings.DATA_DIR);
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "..", "package.json"), "utf8")) as {
    version: string;
  };
  let channels: Channel[] | undefined;
  const control = await openControl({ folder: settings.DATA_DIR, version, channels: () => channels, log });
  const service = await openService({ settings, log, clock: systemClock, version });
  const { stdin, stdout } = process;
  const streams = {
    input: stdin,
    output: stdout,
    colour: stdout.isTTY === true && stdout.hasColors(),
    interactive: stdin.isTTY === true && stdout.isTTY === true,
  };
  const open = await openChannels({ settings, log, service, streams });
  channels = open;
  const web = await openWeb(settings.HTTP_PORT, open);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // First whoever is linking a device, who would be waited for.
    void control.close();
    void Promise.all(open.map((channel) => channel.stop()));
  };
  // An impatient second Ctrl-C must not cut off what the first lets finish.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeAllListeners(signal).on(signal, stop);
  // The reader of our output went away (`npm start | head`): nobody is left to answer.
  stdout.once("error", () => process.exit(EXIT.done));
  // Logs that nobody reads any more are no reason to stop.
  process.stderr.on("error", () => {});

  service.deliverThrough(open);
  reloadWhenAsked(service.refresh, streams.interactive);
  await Promise.all(
    open.map((channel) =>
      channel.start(service.converse, () => {
        stdout.write(`siap: ${channel.name}\n`);
        log.debug("started", { channel: channel.name, version });
      }),
    ),
  );
  await Promise.all(open.map((channel) => channel.ended));
  await control.close();
  await web?.close();
  await service.close();
  giveBack();
  log.debug("stopped");
  return EXIT.done;
}

/** The web server, unless there is no port for it; the metrics need their memory only where somebody reads them. */
async function openWeb(port: number, channels: readonly Channel[]): Promise<WebServer | undefined> {
  if (port === 0) return undefined;
  const { createMetrics } = await import("./web/metrics.ts");
  return openWebServer({
    port,
    webhooks: channels.flatMap(({ webhook }) => webhook ?? []),
    ready: () => channels.every((channel) => channel.usable()),
    metrics: createMetrics(channels),
  });
}

/** `kill -HUP` reads the knowledge again. In a terminal the same signal says that its window was closed. */
function reloadWhenAsked(refresh: () => Promise<void>, interactive: boolean): void {
  if (!interactive) process.on("SIGHUP", () => void refresh());
}

/** What nobody caught is a bug; Node would print it whole, with whatever a person wrote in it. */
function endQuietlyOnBugs(log: Log): void {
  process.on("uncaughtException", (error) => {
    log.error("crashed", { error: errorName(error) });
    process.exit(EXIT.broken);
  });
}

const SAID_BY_ITSELF = [SettingsError, FolderUnusableError, PortUnusableError];

function explainFailure(error: unknown): number {
  const say = (text: string, code: number) => {
    process.stderr.write(`${text}\n`);
    return code;
  };
  if (!(error instanceof Error)) return say("The bot cannot go on.", EXIT.broken);
  if (SAID_BY_ITSELF.some((kind) => error instanceof kind)) return say(error.message, EXIT.settings);
  // By name, for the channel is loaded only where it is used.
  if (error.name === "TokenRefusedError") return say(error.message, EXIT.settings);
  if (error instanceof FolderTakenError) return say(error.message, EXIT.refused);
  if (error instanceof DatabaseUnusableError) return say(error.message, EXIT.broken);
  if (error instanceof KnowledgeError)
    return say(`The knowledge files need mending before the bot can start:\n${error.message}`, EXIT.broken);
  return say(`The bot cannot go on (${errorName(error)}). Run "npm run -s desk -- kb check".`, EXIT.broken);
}
