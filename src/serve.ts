import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openChannels, openService } from "./build.ts";
import { systemClock } from "./clock.ts";
import { loadEnvironment } from "./environment.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import { createLog, errorName } from "./log.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { FolderTakenError, FolderUnusableError, takeFolder } from "./stores/owner.ts";

const EXIT = { done: 0, refused: 1, broken: 3, settings: 78 } as const;

/** Serves until every channel has ended; resolves to the exit code, whatever went wrong. */
export function serve(): Promise<number> {
  return run().catch(explainFailure);
}

async function run(): Promise<number> {
  loadEnvironment();
  const settings = readSettings(process.env);
  const log = createLog(settings.LOG_LEVEL);
  const giveBack = takeFolder(settings.DATA_DIR);
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const service = await openService({ settings, log, clock: systemClock, version });
  const { stdin, stdout } = process;
  const interactive = stdin.isTTY === true && stdout.isTTY === true;
  const channels = openChannels({
    input: stdin,
    output: stdout,
    colour: stdout.isTTY === true && stdout.hasColors(),
    interactive,
  });

  const stop = () => void Promise.all(channels.map((channel) => channel.stop()));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeAllListeners(signal).once(signal, stop);
  // The reader of our output went away (`npm start | head`): nobody is left to answer.
  stdout.once("error", () => process.exit(EXIT.done));

  for (const channel of channels) {
    await channel.start(service.converse);
    log.debug("started", { channel: channel.name, version });
  }
  await Promise.all(channels.map((channel) => channel.ended));
  await service.close();
  giveBack();
  log.debug("stopped");
  return EXIT.done;
}

function explainFailure(error: unknown): number {
  if (error instanceof SettingsError || error instanceof FolderUnusableError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.settings;
  }
  if (error instanceof FolderTakenError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.refused;
  }
  if (error instanceof KnowledgeError) {
    process.stderr.write(`The knowledge files need mending before the bot can start:\n${error.message}\n`);
    return EXIT.broken;
  }
  process.stderr.write(`The bot cannot go on (${errorName(error)}). Run "npm run -s desk -- kb check".\n`);
  return EXIT.broken;
}
