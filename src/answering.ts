import { type Answer, createAnswer } from "./answer/answer.ts";
import { createAssist } from "./answer/assist.ts";
import { learn } from "./answer/learn.ts";
import { createLeave, type Leave } from "./answer/leaving.ts";
import { createLeavingWords } from "./answer/leaving-words.ts";
import { createMayAccuse, type MayAccuse } from "./answer/may-accuse.ts";
import type { Ranker } from "./answer/ranker.ts";
import { createRead, type Read } from "./answer/reading.ts";
import { createReferenceParser, type ParseReferences } from "./answer/reference.ts";
import { createReportChance } from "./answer/report-chance.ts";
import { createScrub, type Scrub } from "./answer/scrub.ts";
import type { Search } from "./answer/search.ts";
import { createTells, type Tells } from "./answer/tells.ts";
import { createKnowledgeNormaliser } from "./answer/vocabulary-words.ts";
import { createWordingStems } from "./answer/wording-stems.ts";
import type { Normaliser } from "./answer/words.ts";
import type { Knowledge } from "./knowledge/read.ts";
import { shelve } from "./knowledge/shelve.ts";
import { withWordings } from "./knowledge/with-wordings.ts";
import { noWordings, type ShownWordings } from "./knowledge/wording.ts";
import type { ModelHelp } from "./model-help.ts";
import { readOfficeKnowledge } from "./office-knowledge.ts";
import { readLearnedComplaints } from "./stores/complaints-file.ts";
import type { Database } from "./stores/database.ts";
import { ownRanker, readRanker, shippedRanker, writeRanker } from "./stores/ranker-file.ts";
import { openSearchIndex, openSearchInMemory } from "./stores/search-sqlite.ts";
import { createWordings } from "./stores/wordings-sqlite.ts";
import { holdsCode, looksLikeCode } from "./tips/code.ts";

/** What answers questions: the knowledge, everything learned from it, and the search in it. */
export type Answering = {
  knowledge: Knowledge;
  normaliser: Normaliser;
  ranker: Ranker;
  search: Search;
  parseReferences: ParseReferences;
  /** What the office imported. */
  wordings: ShownWordings;
  scrub: Scrub;
  /** What a message says, without answering it. */
  read: Read;
  tells: Tells;
  /** What the tip line holds before anything else sees it. */
  mayAccuse: MayAccuse;
  /** What of a text a language model may be shown; nothing of what the tip line holds. */
  leave: Leave;
  answer: Answer;
  close(): Promise<void>;
};

export type AnsweringOptions = {
  folder: string;
  /** Where the knowledge as understood, the search index and a newly learned ranker are kept; without it, all live in memory. */
  dataFolder?: string | undefined;
  /** The office's database, for what the office added to the knowledge. */
  database?: Database | undefined;
  /** Used while nothing was learned from this very knowledge; without it, that is learned now. */
  meanwhile?: Ranker | undefined;
  /** A language model that helps where words may leave; nobody helps without it. */
  help?: ModelHelp | undefined;
  /** Called while a changed knowledge is learned. */
  progress?: (done: number, of: number) => void;
};

/** Reads the knowledge and opens its ranker: the shipped one, the office's own, or a new one learned on the spot. */
export async function openAnswering(options: AnsweringOptions): Promise<Answering> {
  const own = await readOfficeKnowledge(options.folder, options.database, options.dataFolder);
  const ranker = await openRanker(own, options);
  const normaliser = createKnowledgeNormaliser(own, ranker.words);
  const { normalise, knows } = normaliser;
  // Only what we wrote is learned and shelved; imported texts have an index of their own.
  const documents = () => shelve(own, normalise);
  const { search, close } = await (options.dataFolder === undefined
    ? openSearchInMemory(documents(), normalise)
    : openSearchIndex(options.dataFolder, own.version, documents, normalise));
  const { knowledge, wordings } = await openImported(own, normalise, options.database);
  const read = createRead(knowledge, ranker, normaliser);
  const mayAccuse = createMayAccuse(
    await readLearnedComplaints(options.folder),
    createReportChance(ranker, normalise, knowledge.vocabulary),
  );
  const leaveWords = createLeaveLater(own, knows);
  // Whatever path a text came: what the tip line holds goes nowhere.
  const leave: Leave = (text) => {
    const left = leaveWords(text);
    return left === undefined || mayAccuse(text) ? undefined : left;
  };
  const assist =
    options.help === undefined
      ? undefined
      : createAssist({
          ...options.help,
          read,
          leave,
        });
  const scrub = createScrub((word) => knows(word) || (ranker.words.get(word) ?? 0) >= OFTEN_ENOUGH);
  return {
    knowledge,
    normaliser,
    ranker,
    search,
    parseReferences: createReferenceParser(knowledge.regulations, knowledge.passages),
    wordings,
    scrub,
    read,
    tells: createTells(read, scrub),
    mayAccuse,
    leave,
    answer: createAnswer(knowledge, read, search, wordings, assist),
    close,
  };
}

/** Counts the words of the knowledge with the first question that leaves: most offices have no model. */
function createLeaveLater(knowledge: Knowledge, knows: Normaliser["knows"]): Leave {
  let leave: Leave | undefined;
  return (text) => {
    leave ??= createLeave(createLeavingWords(knowledge, knows), (each) => holdsCode(each) || looksLikeCode(each));
    return leave(text);
  };
}

/** The knowledge with what was imported, and the way to its words. */
async function openImported(
  own: Knowledge,
  normalise: Normaliser["normalise"],
  database: Database | undefined,
): Promise<{ knowledge: Knowledge; wordings: ShownWordings }> {
  if (database === undefined) return { knowledge: own, wordings: noWordings };
  const imported = createWordings(database);
  const sources = await imported.sources();
  if (sources.length === 0) return { knowledge: own, wordings: noWordings };
  const stems = createWordingStems();
  return {
    knowledge: withWordings(own, sources, await imported.index()),
    wordings: {
      read: imported.read,
      // As it was typed, and as the words of everyday speech are understood.
      async find(text, most) {
        const hits = await imported.search([...stems(text), ...normalise(text).stems], most);
        return hits.map(({ id }) => id);
      },
    },
  };
}

/** A word of the knowledge that stands in it this often is nobody's name. */
const OFTEN_ENOUGH = 3;

async function openRanker(knowledge: Knowledge, options: AnsweringOptions): Promise<Ranker> {
  const { folder, dataFolder, meanwhile, progress } = options;
  const files = [shippedRanker(folder), ...(dataFolder === undefined ? [] : [ownRanker(dataFolder)])];
  for (const file of files) {
    const ranker = await readRanker(file, knowledge.version);
    if (ranker !== undefined) return ranker;
  }
  if (meanwhile !== undefined) return meanwhile;
  const ranker = learn(knowledge, progress === undefined ? {} : { progress });
  const own = files[1];
  if (own !== undefined) await writeRanker(own, ranker);
  return ranker;
}
