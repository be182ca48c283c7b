import { basisChoice, checkedBlocks, passageBlock, stepsChoice } from "../answer/blocks.ts";
import { cite } from "../answer/citations.ts";
import { composeChosen } from "../answer/compose-situation.ts";
import type { ParseReferences } from "../answer/reference.ts";
import type { Search } from "../answer/search.ts";
import { standingOn } from "../answer/stage.ts";
import { spellDay } from "../clock.ts";
import type { Passage } from "../knowledge/passage.ts";
import type { Knowledge } from "../knowledge/read.ts";
import { stageNames } from "../knowledge/stages.ts";
import type { Block, Choice, Message, Reply } from "./message.ts";
import { paragraphs, reply } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";
import { help, texts } from "./texts.ts";

export type CommandParts = {
  /** The knowledge of the moment, the search in it, and the day it is at the office (`YYYY-MM-DD`). */
  current: () => Current;
  officeName: string;
  version: string;
};

type Current = { knowledge: Knowledge; parseReferences: ParseReferences; search: Search; today: string };

/** The one table of commands; the order is the order of menu and help. */
export function createRoutes({ current, officeName, version }: CommandParts): Route[] {
  const routes: Route[] = [
    { command: "/start", help: help.start, bareWord: true, handle: () => start(officeName, routes) },
    { command: "/bantuan", help: help.bantuan, bareWord: true, handle: () => showHelp(routes) },
    { command: "/topik", help: help.topik, bareWord: true, handle: ({ rest }) => topics(current().knowledge, rest) },
    { command: "/pasal", help: help.pasal, bareWord: true, handle: ({ rest }) => showPassages(current(), rest) },
    {
      command: "/lapor",
      help: help.lapor,
      bareWord: true,
      handle: ({ message }) => report(current().knowledge, message),
    },
    { command: "/privasi", help: help.privasi, bareWord: true, handle: () => reply(texts.privacy) },
    { command: "/tentang", help: help.tentang, bareWord: true, handle: () => about(current().knowledge, version) },
    // Behind buttons only.
    {
      command: "/situasi",
      help: undefined,
      bareWord: false,
      handle: (request) => showSituation(current(), request),
    },
    { command: "/dasar", help: undefined, bareWord: false, handle: ({ rest }) => basis(current(), rest) },
    { command: "/langkah", help: undefined, bareWord: false, handle: ({ rest }) => steps(current().knowledge, rest) },
  ];
  return routes;
}

/** A situation, with the stage that was chosen when the answer asked for it: "/situasi ikut-yel-yel kampanye". */
function showSituation({ knowledge, today }: Current, { rest, remembered }: Request): Reply {
  const [id = "", chosen] = rest.split(/\s+/);
  const situation = knowledge.situations.get(id);
  if (situation === undefined) return reply([texts.staleChoice]);
  const { before } = remembered;
  const tahap = stageNames.find((stage) => stage === chosen);
  const said = tahap === undefined ? {} : { ...(before?.situation === id ? before.said : {}), tahap };
  remembered.question = { text: situation.title, situation: situation.id };
  remembered.toRate = situation.id;
  remembered.before = { text: situation.title, said, situation: situation.id };
  const standing = standingOn(knowledge.calendar, { today }, said);
  return composeChosen(situation, said, { ...knowledge, today, standing }).reply;
}

function about({ regulations, passages, situations }: Knowledge, version: string): Reply {
  const checked = [...regulations.values()].map(({ dicek }) => dicek).sort()[0] ?? "";
  return reply(texts.about(version, regulations.size, passages.size, situations.size, spellDay(checked)));
}

/** What a word with a slash gets that is no command; behind an old button it was one once. */
export const unknownCommand: Handler = ({ message, rest }) =>
  reply(message.kind === "button" ? texts.staleChoice : texts.unknownCommand(rest.slice(0, 40)));

function start(officeName: string, routes: readonly Route[]): Reply {
  return {
    blocks: [...paragraphs(texts.welcome(officeName)), commandList(routes)],
    choices: [{ label: texts.choice.topics, action: "/topik" }],
  };
}

function showHelp(routes: readonly Route[]): Reply {
  return {
    blocks: [...paragraphs(texts.help), commandList(routes)],
    choices: [{ label: texts.choice.topics, action: "/topik" }],
  };
}

function commandList(routes: readonly Route[]): Block {
  const items = routes.flatMap(({ command, help: line }) => (line === undefined ? [] : [`${command} — ${line}`]));
  return { kind: "list", title: texts.heading.commands, items, ordered: false };
}

const ITEMS_A_PAGE = 9;

/** All topic groups, or the situations of one: "/topik 3" is the third group, "/topik 3 2" its second page. */
function topics({ situations, topics: groups }: Knowledge, rest: string): Reply {
  const [wanted = "", pageText = "1"] = rest.split(/\s+/);
  const group = groups[Number(wanted) - 1];
  if (group === undefined) {
    return {
      blocks: paragraphs([texts.topics]),
      choices: groups.map(({ title }, at) => ({ label: title, action: `/topik ${at + 1}` })),
    };
  }
  const shown = page(group.situations, Number(pageText));
  return {
    blocks: paragraphs([texts.topicQuestions(group.title)]),
    choices: [
      ...shown.items.map((id) => ({ label: situations.get(id)?.title ?? id, action: `/situasi ${id}` })),
      ...moreChoice(shown.next, `/topik ${wanted}`),
      { label: texts.choice.topics, action: "/topik" },
    ],
  };
}

/** A number right behind the command is the article: "/pasal 280 uu pemilu". */
const LEADING_ARTICLE = /^\d{1,3}[a-z]?(?![\w/-])/i;

/** "pasal 5 huruf n pp 94/2021", an id, or words to look for. */
async function showPassages(now: Current, rest: string): Promise<Reply> {
  const { knowledge, parseReferences, search } = now;
  if (rest === "") return reply([texts.passageHow]);
  const [first = "", pageText = "1"] = rest.split(/\s+/);
  if (knowledge.passages.has(first)) return passagesReply(now, [first], Number(pageText), `/pasal ${first}`);
  const wanted = LEADING_ARTICLE.test(rest) ? `pasal ${rest}` : rest;
  const { references } = parseReferences(wanted);
  const ids = references.flatMap((reference) => (reference.kind === "passage" ? [reference.passage.id] : []));
  if (ids.length > 0) return passagesReply(now, ids, 1, "");
  const asked = references.flatMap((reference) => (reference.kind === "passage" ? [] : [reference.asked]));
  const hits = (await search(rest, 20)).filter(({ kind }) => kind === "passage").slice(0, MOST_FOUND);
  const found = [...articlesNumbered(knowledge, wanted), ...hits.flatMap(({ id }) => knowledge.passages.get(id) ?? [])];
  const choices = found.slice(0, ITEMS_A_PAGE).map(passageChoice);
  if (asked.length > 0)
    return { blocks: paragraphs([texts.unknownReference(asked.join(", ").toUpperCase())]), choices };
  return choices.length === 0
    ? reply([texts.passageNone, texts.passageHow])
    : { blocks: paragraphs([texts.passageFound]), choices };
}

const MOST_FOUND = 5;

/** "pasal 5" alone is an article of several regulations. */
function articlesNumbered({ passages }: Knowledge, wanted: string): Passage[] {
  const number = /^pasal\s+(\d{1,3}[a-z]?)$/i.exec(wanted.trim())?.[1]?.toLowerCase();
  return number === undefined ? [] : [...passages.values()].filter(({ id }) => id.endsWith(`/pasal-${number}`));
}

function passageChoice({ id, label, title }: Passage): Choice {
  return { label: `${label} — ${title}`, action: `/pasal ${id}` };
}

/** What an answer rests on; the way back to its steps stays on offer. */
function basis(now: Current, rest: string): Reply {
  const [id = "", pageText = "1"] = rest.split(/\s+/);
  const situation = now.knowledge.situations.get(id);
  if (situation === undefined) return reply([texts.staleChoice]);
  const ids = [...situation.basis, ...situation.sanctionBasis];
  const shown = passagesReply(now, ids, Number(pageText), `/dasar ${id}`);
  const further = [...stepsChoice(situation), { label: texts.choice.officer, action: "/tanya_petugas" }];
  return { ...shown, choices: [...shown.choices, ...further] };
}

const CHARACTERS_A_PAGE = 1_500;

/** Passages as quotes, at most a page of them; the rest behind "Lanjut". */
function passagesReply(
  { knowledge: { passages }, today }: Current,
  ids: readonly string[],
  number: number,
  action: string,
): Reply {
  const pages: Block[][] = [[]];
  let size = 0;
  const cited = cite(ids, passages);
  for (const block of cited.map(passageBlock)) {
    const length = block.kind === "quote" ? block.title.length + block.text.length : 0;
    if (size > 0 && size + length > CHARACTERS_A_PAGE && action !== "") {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(block);
    size += length;
  }
  const at = Number.isInteger(number) && number >= 1 && number <= pages.length ? number : 1;
  const related = at === pages.length ? relatedChoices(passages, ids) : [];
  return {
    blocks: [...(pages[at - 1] ?? []), { kind: "note", text: texts.summaryOnly }, ...checkedBlocks(cited, today)],
    choices: [...moreChoice(at < pages.length ? at + 1 : undefined, action), ...related],
  };
}

/** The parts below a passage that was asked for alone. */
function relatedChoices(passages: Knowledge["passages"], ids: readonly string[]): Choice[] {
  const [only] = ids;
  if (ids.length !== 1 || only === undefined) return [];
  return [...passages.values()]
    .filter(({ id }) => id.startsWith(`${only}/`))
    .slice(0, ITEMS_A_PAGE)
    .map(passageChoice);
}

function steps({ situations }: Knowledge, rest: string): Reply {
  const situation = situations.get(rest.trim());
  if (situation === undefined || situation.steps.length === 0) return reply([texts.staleChoice]);
  return {
    blocks: [{ kind: "list", title: texts.heading.steps, items: situation.steps, ordered: true }],
    choices: [...basisChoice(situation), { label: texts.choice.officer, action: "/tanya_petugas" }],
  };
}

/** `knowledge/saluran.md`, section by section; in a group only that it is not the place. */
function report({ channels: sections }: Knowledge, { place }: Message): Reply {
  if (place === "group") return reply(texts.groupReport);
  return {
    blocks: [
      ...paragraphs(texts.reportIntro),
      ...sections.map(({ title, text }): Block => ({ kind: "quote", title, text })),
    ],
    choices: [],
  };
}

function page<T>(items: readonly T[], number: number): { items: readonly T[]; next: number | undefined } {
  const pages = Math.max(1, Math.ceil(items.length / ITEMS_A_PAGE));
  const at = Number.isInteger(number) && number >= 1 && number <= pages ? number : 1;
  return { items: items.slice((at - 1) * ITEMS_A_PAGE, at * ITEMS_A_PAGE), next: at < pages ? at + 1 : undefined };
}

function moreChoice(next: number | undefined, action: string): Choice[] {
  return next === undefined ? [] : [{ label: texts.choice.more, action: `${action} ${next}` }];
}
