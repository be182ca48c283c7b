import { createHash } from "node:crypto";
// biome-ignore lint/style/noRestrictedImports: this is the reader.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { danglingFacts, type Fact, parseFacts } from "./facts.ts";
import { type GroupNote, parseGroups } from "./groups.ts";
import { KnowledgeError, type KnowledgeProblem } from "./knowledge-error.ts";
import { cutFrontMatter, cutSections, prose } from "./markdown.ts";
import { parseRegulation } from "./parse-regulation.ts";
import { parseSituation } from "./parse-situation.ts";
import type { Passage, Regulation } from "./passage.ts";
import type { Situation } from "./situation.ts";
import { type Calendar, parseCalendar } from "./stages.ts";
import { groupTopics, type TopicGroup } from "./topics.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

/** Everything the bot knows, read from `knowledge/`. */
export type Knowledge = {
  regulations: ReadonlyMap<string, Regulation>;
  passages: ReadonlyMap<string, Passage>;
  situations: ReadonlyMap<string, Situation>;
  /** What is refused, reported or out of scope: the same shape, matched the same way. */
  guards: ReadonlyMap<string, Situation>;
  vocabulary: Vocabulary;
  /** General notes per group of people, by the values of the dimension `siapa`. */
  groups: ReadonlyMap<string, GroupNote>;
  topics: readonly TopicGroup[];
  /** The ledger of what should be known, by id; it checks the rest and nothing is learned from it. */
  facts: ReadonlyMap<string, Fact>;
  /** The stages of elections; an office changes them, so nothing is learned from them. */
  calendar: Calendar;
  /** Where formal reports go: the sections of `saluran.md`. */
  channels: ReadonlyArray<{ title: string; text: string }>;
  /** Wordings that an office taught and that count at once, before anything is learned from them. */
  taught: ReadonlyArray<{ situation: string; question: string }>;
  /** Changes whenever anything that is learned from does; 16 hex digits. */
  version: string;
};

/** What was read last: while nobody edits the files, reading them again costs nothing but the reading. */
let latest: { digest: string; knowledge: Knowledge } | undefined;

/** Knowledge as it was understood, by the digest of its texts; what is not there is understood anew. */
export type KeptKnowledge = {
  get(digest: string): Promise<Knowledge | undefined>;
  /** Does nothing where that is kept already. */
  keep(digest: string, knowledge: Knowledge): Promise<void>;
};

/**
 * Reads and checks a knowledge folder; `kept` spares the checks where these very texts have passed them. Throws
 * {@link KnowledgeError} with every problem found, by file and line.
 */
export async function readKnowledge(folder: string, kept?: KeptKnowledge): Promise<Knowledge> {
  const texts = readTexts(folder);
  const digest = createHash("sha256").update(JSON.stringify(texts)).digest("hex");
  if (latest?.digest !== digest)
    latest = { digest, knowledge: (await kept?.get(digest)) ?? (await understand(folder, texts)) };
  const { knowledge } = latest;
  await kept?.keep(digest, knowledge);
  return knowledge;
}

type Texts = ReturnType<typeof readTexts>;

/** At once: hundreds of small files one after the other take a fifth of what they take as many promises. */
function readTexts(folder: string) {
  const one = (name: string) => readFileSync(join(folder, name), "utf8");
  const all = (name: string, ending = ".md") => {
    const files = readdirSync(join(folder, name)).filter((file) => file.endsWith(ending));
    return files.sort().map((file) => ({ file: join(folder, name, file), text: one(join(name, file)) }));
  };
  return {
    regulations: all("regulations"),
    situations: all("situations"),
    guards: all("guards"),
    facts: all("fakta", ".yaml"),
    aliases: one("aliases.yaml"),
    topics: one("topik.yaml"),
    groups: one("siapa.yaml"),
    stages: one("tahapan.yaml"),
    channels: one("saluran.md"),
  };
}

async function understand(folder: string, texts: Texts): Promise<Knowledge> {
  const hash = createHash("sha256");
  const problems: KnowledgeProblem[] = [];
  for (const { file, text } of [...texts.regulations, ...texts.situations, ...texts.guards])
    hash.update(file.slice(folder.length)).update(text);
  hash.update(texts.aliases);

  const regulations = new Map<string, Regulation>();
  const passages = new Map<string, Passage>();
  for (const { file, text } of texts.regulations) {
    const parsed = parseRegulation(file, text);
    if ("problems" in parsed) {
      problems.push(...parsed.problems);
      continue;
    }
    regulations.set(parsed.regulation.id, parsed.regulation);
    for (const passage of parsed.passages) {
      if (passages.has(passage.id)) problems.push({ file, line: 1, text: `bagian ${passage.id} ditulis dua kali` });
      passages.set(passage.id, passage);
    }
  }
  const parseAll = (files: Texts["situations"]) => {
    const found = new Map<string, Situation>();
    for (const { file, text } of files) {
      const parsed = parseSituation(file, text);
      if ("problems" in parsed) problems.push(...parsed.problems);
      else {
        found.set(parsed.id, parsed);
        problems.push(...unknownPassages(file, text, parsed, passages));
      }
    }
    return found;
  };
  const situations = parseAll(texts.situations);
  const guards = parseAll(texts.guards);
  const facts = new Map<string, Fact>();
  for (const { file, text } of texts.facts) {
    const parsed = parseFacts(file, text);
    problems.push(...parsed.problems, ...danglingFacts(file, text, parsed.facts, passages, situations));
    for (const fact of parsed.facts) {
      if (facts.has(fact.id)) problems.push({ file, line: 1, text: `fakta ${fact.id} ditulis dua kali` });
      facts.set(fact.id, fact);
    }
  }
  const topics = groupTopics(join(folder, "topik.yaml"), texts.topics, situations);
  const groups = parseGroups(join(folder, "siapa.yaml"), texts.groups);
  const stages = parseCalendar(join(folder, "tahapan.yaml"), texts.stages);
  problems.push(...topics.problems, ...groups.problems, ...stages.problems);
  const channels = cutFrontMatter(join(folder, "saluran.md"), texts.channels);
  if ("line" in channels) problems.push(channels);
  problems.push(...sharedQuestions([...situations.values(), ...guards.values()], folder));
  if (problems.length > 0) throw new KnowledgeError(problems);
  const vocabulary = await readVocabulary(join(folder, "aliases.yaml"));
  return {
    regulations,
    passages,
    situations,
    guards,
    vocabulary,
    groups: groups.groups,
    topics: topics.groups,
    facts,
    calendar: stages.calendar,
    channels: cutSections("body" in channels ? channels.body : [], 2).sections.map(({ title, lines }) => ({
      title,
      text: prose(lines),
    })),
    taught: [],
    version: hash.digest("hex").slice(0, 16),
  };
}

function unknownPassages(
  file: string,
  text: string,
  situation: Situation,
  passages: ReadonlyMap<string, Passage>,
): KnowledgeProblem[] {
  const ids = [...situation.basis, ...situation.sanctionBasis, ...situation.cases.flatMap((found) => found.basis)];
  const lines = text.split("\n");
  return ids
    .filter((id) => !passages.has(id))
    .map((id) => ({
      file,
      line: lines.findIndex((line) => line.includes(id)) + 1,
      text: `dasar ${id} tidak ada di knowledge/regulations`,
    }));
}

/** One wording may teach only one answer. */
function sharedQuestions(situations: readonly Situation[], folder: string): KnowledgeProblem[] {
  const owner = new Map<string, string>();
  const problems: KnowledgeProblem[] = [];
  for (const { id, questions } of situations) {
    for (const question of questions) {
      const key = question.toLowerCase();
      const other = owner.get(key);
      if (other !== undefined && other !== id) {
        problems.push({ file: join(folder, `${id}.md`), line: 1, text: `ragam "${question}" juga ada di ${other}` });
      }
      owner.set(key, id);
    }
  }
  return problems;
}
