import type { Clock } from "./clock.ts";
import { openFusing } from "./fusing.ts";
import { type Live, openLive } from "./live.ts";
import type { Log } from "./log.ts";
import { type OpenedHelp, openModelHelp } from "./model-help.ts";
import type { Settings } from "./settings.ts";
import type { Database } from "./stores/database.ts";

export type OpenAnswersParts = {
  settings: Settings;
  database: Database;
  folder: string;
  clock: Clock;
  /** `YYYY-MM-DD` */
  today: () => string;
  log: Log;
};

export type OpenedAnswers = {
  live: Live;
  /** The language model, where one is set. */
  help: OpenedHelp | undefined;
  close(): Promise<void>;
};

/** Opens what answers questions, and the help of a language model where the settings name one. Throws a PromptError. */
export async function openAnswers(parts: OpenAnswersParts): Promise<OpenedAnswers> {
  const { settings, database, folder, clock, today, log } = parts;
  const { DATA_DIR: dataFolder } = settings;
  const help = openModelHelp({ settings, log, clock });
  if (help !== undefined) log.info("model_on", { version: settings.OPENAI_MODEL });
  const leave = (text: string) => live.current().leave(text);
  const fusing =
    help?.embed === undefined ? undefined : openFusing({ embed: help.embed, leave, folder, dataFolder, log, today });
  const live = await openLive({
    ...{ folder, dataFolder, database, log },
    help: help && { ...help, fuse: fusing?.fuse },
    ...(fusing === undefined ? {} : { follow: fusing.follow }),
  });
  return {
    live,
    help,
    async close() {
      await fusing?.close();
      await live.close();
    },
  };
}
