import { create, insert, search } from "@orama/orama";
import Sqlite from "better-sqlite3";
import MiniSearch from "minisearch";
import { countWords, createKnowledgeNormaliser } from "../../src/answer/vocabulary-words.ts";
import { openAnswering } from "../../src/build.ts";
import type { Passage } from "../../src/knowledge/passage.ts";
import type { Knowledge } from "../../src/knowledge/read.ts";
import { shelve } from "../../src/knowledge/shelve.ts";
import { openSearchInMemory } from "../../src/stores/search-sqlite.ts";
import { loadOramaStemmer } from "./orama-stemmer.ts";

/** Gives the ids of the best passages for a question, best first. */
export type Engine = (question: string, most: number) => string[] | Promise<string[]>;

type Open = (passages: Iterable<Passage>, knowledge: Knowledge) => Engine | Promise<Engine>;

export const engineNames = ["fts5-and", "fts5-or", "minisearch", "orama", "ours", "answer"] as const;
export type EngineName = (typeof engineNames)[number];

/** Those we compare with. */
export const peers: ReadonlySet<EngineName> = new Set(["fts5-and", "fts5-or", "minisearch", "orama"]);

/** How each engine is opened; all peers get the same two fields, heading and summary, in the words of the law. */
export const engines: Readonly<Record<EngineName, Open>> = {
  "fts5-and": (passages) => openPlainFts5(passages, " "),
  "fts5-or": (passages) => openPlainFts5(passages, " OR "),
  minisearch: openMiniSearch,
  orama: openOrama,
  ours: openOurs,
  answer: openAnswerPath,
};

/** SQLite FTS5 as it comes: unicode61, its own ranking, each word of the question quoted. */
function openPlainFts5(passages: Iterable<Passage>, between: " " | " OR "): Engine {
  const database = new Sqlite(":memory:");
  database.exec("create virtual table plain using fts5(id unindexed, heading, body, tokenize = 'unicode61')");
  const add = database.prepare("insert into plain values (?, ?, ?)");
  database.transaction(() => {
    for (const { id, label, title, ringkasan } of passages) add.run(id, `${label} ${title}`, ringkasan);
  })();
  database.exec("insert into plain(plain) values ('optimize')");
  const find = database.prepare<[string, number], string>(
    "select id from plain where plain match ? order by rank limit ?",
  );
  find.pluck();
  return (question, most) => {
    const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.length === 0 ? [] : find.all(words.map((word) => `"${word}"`).join(between), most);
  };
}

/** MiniSearch as it comes: any of the words, BM25+. */
function openMiniSearch(passages: Iterable<Passage>): Engine {
  const index = new MiniSearch<{ id: string; heading: string; body: string }>({ fields: ["heading", "body"] });
  for (const { id, label, title, ringkasan } of passages) {
    index.add({ id, heading: `${label} ${title}`, body: ringkasan });
  }
  return (question, most) =>
    index
      .search(question)
      .slice(0, most)
      .map(({ id }) => String(id));
}

/** Orama at its best ready-made setting: Indonesian, with its own stemmer for it where that is at hand. */
async function openOrama(passages: Iterable<Passage>): Promise<Engine> {
  const stemmer = await loadOramaStemmer();
  const tokenizer =
    stemmer === undefined
      ? { language: "indonesian" as const, stemming: false }
      : { language: "indonesian" as const, stemming: true, stemmer };
  const index = create({ schema: { heading: "string", body: "string" } as const, components: { tokenizer } });
  for (const { id, label, title, ringkasan } of passages) {
    await insert(index, { id, heading: `${label} ${title}`, body: ringkasan });
  }
  return async (question, most) => (await search(index, { term: question, limit: most })).hits.map(({ id }) => id);
}

/**
 * Our index over the same passages. The normaliser, its dictionary and its corrector are part of the cost, and so is
 * the counting of words, which the service reads from the ranker's file instead.
 */
async function openOurs(passages: Iterable<Passage>, knowledge: Knowledge): Promise<Engine> {
  const { normalise } = createKnowledgeNormaliser(knowledge, countWords(knowledge));
  const situations = new Map();
  function* documents() {
    for (const passage of passages)
      yield* shelve({ passages: new Map([[passage.id, passage]]), situations }, normalise);
  }
  const index = await openSearchInMemory(documents(), normalise);
  return async (question, most) => (await index.search(question, most)).map(({ id }) => id);
}

/** The whole answer, by the passages it cites; it reads its own knowledge. */
async function openAnswerPath(): Promise<Engine> {
  const { answer } = await openAnswering();
  return async (question, most) => (await answer(question)).citations.slice(0, most).map(({ id }) => id);
}
