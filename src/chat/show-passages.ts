import { checkedBlocks, isLong, originNotes, passageBlocks, stepsChoice } from "../answer/blocks.ts";
import { cite } from "../answer/citations.ts";
import type { ParseReferences } from "../answer/reference.ts";
import { shelvePassages } from "../answer/reference-shelf.ts";
import type { Search } from "../answer/search.ts";
import type { Passage } from "../knowledge/passage.ts";
import type { Knowledge } from "../knowledge/read.ts";
import type { ShownWordings } from "../knowledge/wording.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { paragraphs, reply } from "./replies.ts";
import { texts } from "./texts.ts";

export type PassageParts = {
  knowledge: Knowledge;
  parseReferences: ParseReferences;
  search: Search;
  wordings: ShownWordings;
  /** The day it is at the office, `YYYY-MM-DD`. */
  today: string;
};

/** A number right behind the command is the article: "/pasal 280 uu pemilu". */
const LEADING_ARTICLE = /^\d{1,3}[a-z]?(?![\w/-])/i;
const MOST_FOUND = 5;
const MOST_CHOICES = 9;
/** No platform's button carries more. */
const LONGEST_ACTION = 64;

/** "pasal 5 huruf n pp 94/2021", an id, or words to look for, in our summaries and in what was imported. */
export async function showPassages(now: PassageParts, rest: string): Promise<Reply> {
  const { knowledge, parseReferences } = now;
  if (rest === "") return reply([texts.passageHow]);
  const [first = "", pageText = "1"] = rest.split(/\s+/);
  if (knowledge.passages.has(first)) return passagesReply(now, [first], Number(pageText), `/pasal ${first}`);
  const wanted = LEADING_ARTICLE.test(rest) ? `pasal ${rest}` : rest;
  const { references } = parseReferences(wanted);
  const ids = references.flatMap((reference) => (reference.kind === "passage" ? [reference.passage.id] : []));
  if (ids.length > 0) return passagesReply(now, ids, 1, ids.length === 1 ? `/pasal ${ids[0]}` : "");
  const asked = references.flatMap((reference) => (reference.kind === "passage" ? [] : [reference.asked]));
  const found = [...articlesNumbered(knowledge, wanted), ...(await passagesWith(now, rest))];
  const choices = found.slice(0, MOST_CHOICES).flatMap(passageChoice);
  if (asked.length > 0)
    return { blocks: paragraphs([texts.unknownReference(asked.join(", ").toUpperCase())]), choices };
  return choices.length === 0
    ? reply([texts.passageNone, texts.passageHow])
    : { blocks: paragraphs([texts.passageFound]), choices };
}

/** Passages with those words: our summaries first, then what was imported. */
async function passagesWith({ knowledge, search, wordings }: PassageParts, text: string): Promise<Passage[]> {
  const summarised = (await search(text, 20)).filter(({ kind }) => kind === "passage").slice(0, MOST_FOUND);
  const ids = [...summarised.map(({ id }) => id), ...(await wordings.find(text, MOST_FOUND))];
  return [...new Set(ids)].flatMap((id) => knowledge.passages.get(id) ?? []);
}

/** "pasal 5" alone is an article of several regulations. */
function articlesNumbered({ passages }: Knowledge, wanted: string): Passage[] {
  const number = /^pasal\s+(\d{1,3}[a-z]?)$/i.exec(wanted.trim())?.[1]?.toLowerCase();
  return number === undefined ? [] : some(passages.values(), ({ id }) => id.endsWith(`/pasal-${number}`));
}

/** The first few passages of a kind; there may be a hundred thousand. */
function some(passages: Iterable<Passage>, wanted: (passage: Passage) => boolean): Passage[] {
  const found: Passage[] = [];
  for (const passage of passages) {
    if (!wanted(passage)) continue;
    found.push(passage);
    if (found.length >= MOST_CHOICES) break;
  }
  return found;
}

function passageChoice({ id, label, title }: Passage): Choice[] {
  const action = `/pasal ${id}`;
  return action.length > LONGEST_ACTION ? [] : [{ label: `${label} — ${title}`, action }];
}

/** What an answer rests on; the way back to its steps stays on offer. */
export async function showBasis(now: PassageParts, rest: string): Promise<Reply> {
  const [id = "", pageText = "1"] = rest.split(/\s+/);
  const situation = now.knowledge.situations.get(id);
  if (situation === undefined) return reply([texts.staleChoice]);
  const ids = [...situation.basis, ...situation.sanctionBasis];
  const shown = await passagesReply(now, ids, Number(pageText), `/dasar ${id}`);
  const further = [...stepsChoice(situation), { label: texts.choice.officer, action: "/tanya_petugas" }];
  return { ...shown, choices: [...shown.choices, ...further] };
}

const CHARACTERS_A_PAGE = 1_500;

/** Passages as quotes, at most a page of them; the rest behind "Lanjut". Without an action, only how each begins. */
async function passagesReply(
  { knowledge: { passages }, wordings, today }: PassageParts,
  ids: readonly string[],
  number: number,
  action: string,
): Promise<Reply> {
  const cited = cite(ids, passages);
  const read = new Map((await wordings.read(cited.map(({ passage }) => passage.id))).map((each) => [each.id, each]));
  const isPaged = action !== "" && action.length + 3 <= LONGEST_ACTION;
  const blocks = cited.flatMap((each) => passageBlocks(each, read.get(each.passage.id), isPaged ? Infinity : 1));
  const pages = isPaged ? cutPages(blocks) : [blocks];
  const at = Number.isInteger(number) && number >= 1 && number <= pages.length ? number : 1;
  const related = at === pages.length ? relatedChoices(passages, ids) : [];
  const cut = isPaged ? [] : cited.filter(({ passage }) => isLong(read.get(passage.id)));
  return {
    blocks: [...(pages[at - 1] ?? []), ...originNotes(cited, read.values()), ...checkedBlocks(cited, today)],
    choices: [
      ...moreChoice(at < pages.length ? at + 1 : undefined, action),
      ...cut.flatMap(({ passage }) => passageChoice(passage)),
      ...related,
    ],
  };
}

function cutPages(blocks: readonly Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let size = 0;
  for (const block of blocks) {
    const length = block.kind === "quote" ? block.title.length + block.text.length : 0;
    if (size > 0 && size + length > CHARACTERS_A_PAGE) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(block);
    size += length;
  }
  return pages;
}

/** The parts below a passage that was asked for alone. */
function relatedChoices(passages: Knowledge["passages"], ids: readonly string[]): Choice[] {
  const [only] = ids;
  if (ids.length !== 1 || only === undefined) return [];
  // What was only imported is read as part of its article; of a whole regulation, its articles are on offer.
  const isOffered = ({ id, ringkasan }: Passage) => ringkasan !== "" || (!only.includes("/") && isArticle(id));
  const parts = shelvePassages(passages).all.get(only.split("/", 1)[0] ?? "") ?? [];
  return some(parts, (passage) => passage.id.startsWith(`${only}/`) && isOffered(passage)).flatMap(passageChoice);
}

function isArticle(id: string): boolean {
  return id.indexOf("/") === id.lastIndexOf("/");
}

/** The way to what did not fit. */
export function moreChoice(next: number | undefined, action: string): Choice[] {
  return next === undefined ? [] : [{ label: texts.choice.more, action: `${action} ${next}` }];
}
