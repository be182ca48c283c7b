import type { EngineName } from "./engines.ts";

/** What a child process is asked to measure. */
export type Task =
  | {
      kind: "search";
      engine: EngineName;
      /** How many passages; without it, those of the knowledge and nothing else. */
      size?: number;
      /** `judged`: questions with accepted citations; a number: the first so many of all. */
      questions: "judged" | number;
      /** How often the questions are asked while timed. */
      rounds: number;
    }
  | { kind: "answers"; count: number }
  /** An office that imported so many articles. */
  | { kind: "imported"; size: number };

/** What a child process finds out, as far as it gets. */
export type Result = {
  indexSeconds?: number;
  /** Growth of resident memory by the filled index (search), or all resident memory (answers), in bytes. */
  memory?: number;
  p50?: number;
  p95?: number;
  /** Looking words up in imported texts, ms. */
  searchP50?: number;
  searchP95?: number;
  /** Opening what answers, s; the longest single import, ms. */
  openSeconds?: number;
  longest?: number;
  hits?: number;
  judged?: number;
};
