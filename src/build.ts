import { join } from "node:path";
import { type Answer, createAnswer } from "./answer/answer.ts";
import { learn } from "./answer/learn.ts";
import type { Ranker } from "./answer/ranker.ts";
import { createReferenceParser } from "./answer/reference.ts";
import type { Search } from "./answer/search.ts";
import { createKnowledgeNormaliser } from "./answer/vocabulary-words.ts";
import type { Normaliser } from "./answer/words.ts";
import { createTerminalChannel, type TerminalStreams } from "./channels/terminal/channel.ts";
import type { Channel, Converse } from "./chat/channel.ts";
import { createRoutes, unknownCommand } from "./chat/commands.ts";
import { type ConversationParts, createConversation } from "./chat/conversation.ts";
import { createMemory } from "./chat/memory.ts";
import { createQuestionHandler } from "./chat/question.ts";
import { createQuota, groupQuota } from "./chat/quota.ts";
import { createRouter } from "./chat/routes.ts";
import { type Clock, dayIn } from "./clock.ts";
import { type Knowledge, readKnowledge } from "./knowledge/read.ts";
import { shelve } from "./knowledge/shelve.ts";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";
import { ownRanker, readRanker, shippedRanker, writeRanker } from "./stores/ranker-file.ts";
import { openSearchIndex, openSearchInMemory } from "./stores/search-sqlite.ts";

export const knowledgeFolder = join(import.meta.dirname, "..", "knowledge");

/** What answers questions: the knowledge, everything learned from it, and the search in it. */
export type Answering = {
  knowledge: Knowledge;
  normaliser: Normaliser;
  ranker: Ranker;
  search: Search;
  answer: Answer;
  close(): Promise<void>;
};

export type AnsweringOptions = {
  folder?: string;
  /** Where the search index and a newly learned ranker are kept; without it, both live in memory. */
  dataFolder?: string | undefined;
  /** Called while a changed knowledge is learned. */
  progress?: (done: number, of: number) => void;
};

/** Reads the knowledge and opens its ranker: the shipped one, the office's own, or a new one learned on the spot. */
export async function openAnswering(options: AnsweringOptions = {}): Promise<Answering> {
  const folder = options.folder ?? knowledgeFolder;
  const knowledge = await readKnowledge(folder);
  const ranker = await openRanker(knowledge, folder, options);
  const normaliser = createKnowledgeNormaliser(knowledge, ranker.words);
  const { normalise } = normaliser;
  const documents = () => shelve(knowledge, normalise);
  const { search, close } = await (options.dataFolder === undefined
    ? openSearchInMemory(documents(), normalise)
    : openSearchIndex(options.dataFolder, knowledge.version, documents, normalise));
  return { knowledge, normaliser, ranker, search, close, answer: createAnswer(knowledge, ranker, normaliser, search) };
}

async function openRanker(knowledge: Knowledge, folder: string, options: AnsweringOptions): Promise<Ranker> {
  const files = [shippedRanker(folder), ...(options.dataFolder === undefined ? [] : [ownRanker(options.dataFolder)])];
  for (const file of files) {
    const ranker = await readRanker(file, knowledge.version);
    if (ranker !== undefined) return ranker;
  }
  const ranker = learn(knowledge, options.progress === undefined ? {} : { progress: options.progress });
  const own = files[1];
  if (own !== undefined) await writeRanker(own, ranker);
  return ranker;
}

export type ServiceParts = { settings: Settings; log: Log; clock: Clock; version: string };

export type Service = {
  converse: Converse;
  /** The commands a menu shows, in its order. */
  menu: ReadonlyArray<{ command: string; help: string }>;
  close(): Promise<void>;
};

/** Builds what every channel talks to: the conversation over answers, search and commands. */
export async function openService({ settings, log, clock, version }: ServiceParts): Promise<Service> {
  const { knowledge, search, answer, close } = await openAnswering({
    dataFolder: settings.DATA_DIR,
    progress: (done, of) => log.info("learning", { count: done, of }),
  });
  const routes = createRoutes({
    knowledge,
    parseReferences: createReferenceParser(knowledge.regulations, knowledge.passages),
    search,
    officeName: settings.OFFICE_NAME,
    version,
    today: () => dayIn(settings.OFFICE_ZONE, clock()),
  });
  const memory = createMemory(clock);
  const question = createQuestionHandler(answer, memory, clock, settings.OFFICE_ZONE);
  const route = createRouter(routes, question, unknownCommand);
  const converse = createConversation({ route, memory, quota: quotaFor(clock), log });
  const menu = routes.flatMap(({ command, help }) => (help === undefined ? [] : [{ command, help }]));
  return { converse, menu, close };
}

/** Everybody but the terminal, where the operator pipes in as much as they like. */
function quotaFor(clock: Clock): ConversationParts["quota"] {
  const person = createQuota(clock);
  const group = createQuota(clock, groupQuota);
  return (address, place) => {
    if (address.startsWith("terminal:")) return { seconds: 0, tell: false };
    return place === "group" ? group(address) : person(address);
  };
}

export type ChannelParts = { settings: Settings; log: Log; service: Service; streams: TerminalStreams };

export type Channels = { all: Channel[]; close(): Promise<void> };

/** The channels that are set, or the terminal when none is; a new one joins here. */
export async function openChannels({ settings, log, service, streams }: ChannelParts): Promise<Channels> {
  const { TELEGRAM_BOT_TOKEN, TELEGRAM_API_ROOT, TELEGRAM_WEBHOOK_SECRET, PUBLIC_URL } = settings;
  if (TELEGRAM_BOT_TOKEN === undefined) return { all: [createTerminalChannel(streams)], close: async () => {} };
  // What only this channel needs is loaded only with it, so that the terminal and `ask` start without.
  const { createTelegramChannel } = await import("./channels/telegram/channel.ts");
  const { createJournal } = await import("./stores/journal-sqlite.ts");
  const { openDatabase } = await import("./stores/database.ts");
  const database = await openDatabase(settings.DATA_DIR);
  const token = TELEGRAM_BOT_TOKEN.reveal();
  const secret = TELEGRAM_WEBHOOK_SECRET?.reveal();
  const telegram = createTelegramChannel({
    token,
    apiRoot: TELEGRAM_API_ROOT,
    webhook: PUBLIC_URL === undefined || secret === undefined ? undefined : { publicUrl: PUBLIC_URL, secret },
    menu: service.menu,
    journal: createJournal(database, token),
    log,
  });
  return { all: [telegram], close: () => database.destroy() };
}
