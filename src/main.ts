import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openChannels, openService } from "./build.ts";
import { systemClock } from "./clock.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import { createLog, errorName } from "./log.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { FolderTakenError, takeFolder } from "./stores/owner.ts";

const EXIT = { done: 0, refused: 1, broken: 3, settings: 78 } as const;

async function main(): Promise<number> {
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
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // The reader of our output went away (`npm start | head`): nobody is left to answer.
  stdout.once("error", () => process.exit(EXIT.done));

  for (const channel of channels) {
    stdout.write(`siap: ${channel.name}\n`);
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
  if (error instanceof SettingsError) {
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
  process.stderr.write(
    `The bot cannot go on (${errorName(error)}). Run "npm run -s desk -- kb check".\n`,
  );
  return EXIT.broken;
}

process.exit(await main().catch(explainFailure));
