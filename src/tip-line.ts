import type { Memory } from "./chat/memory.ts";
import type { Reply } from "./chat/message.ts";
import type { Handler } from "./chat/routes.ts";
import { isStop } from "./chat/stop-said.ts";
import { type Clock, dayIn } from "./clock.ts";
import { errorName, type Log } from "./log.ts";
import type { Settings } from "./settings.ts";
import { openTipsDatabase } from "./stores/tips-database.ts";
import { createTipStore } from "./stores/tips-sqlite.ts";
import { asksAboutReports } from "./tips/asks-about-reports.ts";
import { type Argon2Cost, createCodeKeys } from "./tips/code-keys.ts";
import { createJudgeFile } from "./tips/files.ts";
import type { ListVerdict } from "./tips/reader.ts";
import { verifyLists } from "./tips/reader-list.ts";
import { createTips, type Tips } from "./tips/tips.ts";

export type TipLineParts = {
  settings: Settings;
  clock: Clock;
  log: Log;
  dataFolder: string;
  memory: Pick<Memory, "glance">;
  /** Whether a text may tell of somebody. */
  accuses: (text: string) => boolean;
  /** Told in which chat a report was begun or asked for by a number or a label. */
  heard: (address: string) => void;
  /** Whether a word with its slash is a command of the bot. */
  isCommand: (word: string) => boolean;
  otherWays: () => Reply;
  timing?: TipTiming | undefined;
};

/**
 * How long after it was asked for every answer to a code comes, how long a code stays in the chat, and what each guess of one costs;
 * 2 s, 10 min and `ARGON2` unless told.
 */
export type TipTiming = { answeredAfterMs?: number; codeShownMs?: number; argon2?: Argon2Cost };

export type TipLine = {
  tips: Tips;
  /** /lapor and /cek, where a number or a label stood for them. */
  handle: Handler;
  close(): Promise<void>;
};

const DAY_MS = 86_400_000;

/** Opens the tip line over its own files; of what is told there nothing gets out of it but counts of errors. */
export async function openTipLine(parts: TipLineParts): Promise<TipLine> {
  const { settings, clock, log, memory, accuses } = parts;
  const { OFFICE_ZONE: zone, TIPS_ROOT: root } = settings;
  const database = await openTipsDatabase(parts.dataFolder);
  const store = createTipStore(database);
  const today = () => dayIn(zone, clock());
  const failed = (error: unknown) => log.error("tip_failed", { error: errorName(error) });
  const tips = createTips({
    ...{ store, today, failed, isStop },
    keys: createCodeKeys({ salt: await store.salt(), argon2: parts.timing?.argon2 }),
    lists: notOlder(async () => (root === undefined ? { kind: "none" } : verifyLists(await store.lists(), root))),
    judgeFile: createJudgeFile({
      // Loaded with the first picture: a service that gets none needs no memory for it.
      clean: async (bytes, mime) => (await import("./cleaning/clean-picture.ts")).cleanPicture(bytes, mime),
    }),
    // What an officer writes into a form is asked about there; why somebody does not come is written down.
    accuses: (text, { address }) => {
      const dialogue = memory.glance(address)?.dialogue;
      return (dialogue === undefined || dialogue.kind === "rsvp") && !isStop(text) && accuses(text);
    },
    asks: (text, { address }) => memory.glance(address)?.dialogue === undefined && asksAboutReports(text),
    isMeantElsewhere: ({ address, text }) => {
      const { dialogue, choices = [] } = memory.glance(address) ?? {};
      return dialogue !== undefined || choices.some(({ label }) => label.toLowerCase() === text.trim().toLowerCase());
    },
    isCommand: parts.isCommand,
    safer: parts.otherWays,
    now: () => clock().getTime(),
    perDay: settings.TIPS_PER_DAY,
    ...parts.timing,
  });

  const sweep = () => store.sweep(today()).catch(failed);
  await sweep();
  const sweeper = setInterval(() => void sweep(), DAY_MS).unref();
  return {
    tips,
    handle: async ({ message, rest }) => {
      parts.heard(message.address);
      const word = message.text.trim().startsWith("/cek") ? "/cek" : "/lapor";
      const answered = await tips.answer({ ...message, text: `${word} ${rest}`.trim() });
      return answered.kind === "reply" ? answered.reply : parts.otherWays();
    },
    async close() {
      clearInterval(sweeper);
      tips.stop();
      await store.end();
      await database.close();
    },
  };
}

/**
 * Without a root nothing tells a list from one that somebody put there in the night, so there is none then. An older one with its
 * signatures, put back while this runs, lacks a version that was seen.
 */
function notOlder(read: () => Promise<ListVerdict>): () => Promise<ListVerdict> {
  let newest = 0;
  return async () => {
    const verdict = await read();
    if (verdict.kind !== "valid") return verdict;
    const { version } = verdict.list;
    if (version < newest) return { kind: "broken", version: newest, why: "chain" };
    newest = version;
    return verdict;
  };
}
