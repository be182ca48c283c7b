import { type Answer, createAnswer } from "./answer/answer.ts";
import { learn } from "./answer/learn.ts";
import type { Ranker } from "./answer/ranker.ts";
import { createReferenceParser, type ParseReferences } from "./answer/reference.ts";
import { createScrub, type Scrub } from "./answer/scrub.ts";
import type { Search } from "./answer/search.ts";
import { createKnowledgeNormaliser } from "./answer/vocabulary-words.ts";
import type { Normaliser } from "./answer/words.ts";
import type { Knowledge } from "./knowledge/read.ts";
import { shelve } from "./knowledge/shelve.ts";
import { readOfficeKnowledge } from "./office-knowledge.ts";
import type { Database } from "./stores/database.ts";
import { ownRanker, readRanker, shippedRanker, writeRanker } from "./stores/ranker-file.ts";
import { openSearchIndex, openSearchInMemory } from "./stores/search-sqlite.ts";

/** What answers questions: the knowledge, everything learned from it, and the search in it. */
export type Answering = {
  knowledge: Knowledge;
  normaliser: Normaliser;
  ranker: Ranker;
  search: Search;
  parseReferences: ParseReferences;
  scrub: Scrub;
  answer: Answer;
  close(): Promise<void>;
};

export type AnsweringOptions = {
  folder: string;
  /** Where the search index and a newly learned ranker are kept; without it, both live in memory. */
  dataFolder?: string | undefined;
  /** The office's database, for what the office added to the knowledge. */
  database?: Database | undefined;
  /** Used while nothing was learned from this very knowledge; without it, that is learned now. */
  meanwhile?: Ranker | undefined;
  /** Called while a changed knowledge is learned. */
  progress?: (done: number, of: number) => void;
};

/** Reads the knowledge and opens its ranker: the shipped one, the office's own, or a new one learned on the spot. */
export async function openAnswering(options: AnsweringOptions): Promise<Answering> {
  const knowledge = await readOfficeKnowledge(options.folder, options.database);
  const ranker = await openRanker(knowledge, options);
  const normaliser = createKnowledgeNormaliser(knowledge, ranker.words);
  const { normalise, knows } = normaliser;
  const documents = () => shelve(knowledge, normalise);
  const { search, close } = await (options.dataFolder === undefined
    ? openSearchInMemory(documents(), normalise)
    : openSearchIndex(options.dataFolder, knowledge.version, documents, normalise));
  return {
    knowledge,
    normaliser,
    ranker,
    search,
    parseReferences: createReferenceParser(knowledge.regulations, knowledge.passages),
    scrub: createScrub((word) => knows(word) || (ranker.words.get(word) ?? 0) >= OFTEN_ENOUGH),
    answer: createAnswer(knowledge, ranker, normaliser, search),
    close,
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
