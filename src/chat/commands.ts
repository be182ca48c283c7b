import { basisChoice } from "../answer/blocks.ts";
import { composeChosen } from "../answer/compose-situation.ts";
import { standingOn } from "../answer/stage.ts";
import { spellDay } from "../clock.ts";
import type { Knowledge } from "../knowledge/read.ts";
import { stageNames } from "../knowledge/stages.ts";
import type { Officer } from "../office/officer.ts";
import { isLikeJoinCode } from "../reminders/join-code.ts";
import type { Block, Message, Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";
import { paragraphs, reply } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";
import { moreChoice, type PassageParts, showBasis, showPassages } from "./show-passages.ts";
import { help, texts } from "./texts.ts";

export type CommandParts = {
  /** The knowledge of the moment, the search in it, and the day it is at the office (`YYYY-MM-DD`). */
  current: () => Current;
  officeName: string;
  version: string;
  /** /lapor and /cek: what belongs to a report. */
  report: Handler;
  /** What other subjects add to menu and help. */
  further?: readonly Route[];
  /** Takes a code that came with /start, as a link that begins a chat brings it. */
  join?: Handler;
  /** Who of the officers talks there, to be told what they may do beside. */
  officerAt?: (address: string) => Promise<Officer | undefined>;
  /** Whether a language model is asked, so that people are told. */
  asksOutside?: boolean;
};

type Current = PassageParts;

/** The one table of commands; the order is the order of menu and help. */
export function createRoutes({ current, officeName, version, further = [], ...parts }: CommandParts): Route[] {
  const { join, officerAt, asksOutside = false } = parts;
  const routes: Route[] = [
    {
      command: "/start",
      help: help.start,
      bareWord: (rest) => rest === "" || isLikeJoinCode(rest),
      handle: (request) => (join !== undefined && request.rest !== "" ? join(request) : start(officeName, routes)),
    },
    {
      command: "/bantuan",
      help: help.bantuan,
      bareWord: true,
      handle: ({ message }) => showHelp(routes, message, officerAt),
    },
    { command: "/topik", help: help.topik, bareWord: true, handle: ({ rest }) => topics(current().knowledge, rest) },
    { command: "/pasal", help: help.pasal, bareWord: true, handle: ({ rest }) => showPassages(current(), rest) },
    ...further,
    { command: "/lapor", help: help.lapor, bareWord: true, handle: parts.report },
    { command: "/cek", help: help.cek, bareWord: false, handle: parts.report },
    { command: "/privasi", help: help.privasi, bareWord: true, handle: ({ message }) => privacy(message, asksOutside) },
    { command: "/tentang", help: help.tentang, bareWord: true, handle: () => about(current().knowledge, version) },
    // Behind buttons only.
    {
      command: "/situasi",
      help: undefined,
      bareWord: false,
      handle: (request) => showSituation(current(), request),
    },
    { command: "/dasar", help: undefined, bareWord: false, handle: ({ rest }) => showBasis(current(), rest) },
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
  const turn = (remembered.question?.turn ?? 0) + 1;
  remembered.question = { text: situation.title, situation: situation.id, turn };
  remembered.toRate = situation.id;
  remembered.before = { text: situation.title, said, situation: situation.id };
  remembered.beforeStays = false;
  const standing = standingOn(knowledge.calendar, { today }, said);
  return composeChosen(situation, said, { ...knowledge, today, standing }).reply;
}

function privacy({ channel }: Message, asksOutside: boolean): Reply {
  return reply([
    ...texts.privacy,
    ...(asksOutside ? texts.privacyOutside : []),
    ...(channel === "whatsapp" ? texts.privacyOnWhatsApp : []),
  ]);
}

function about({ regulations, passages, situations }: Knowledge, version: string): Reply {
  // What is known from an imported text alone was not checked by anybody.
  const own = [...regulations.values()].filter(({ sumber }) => sumber.length > 0);
  const summarised = [...passages.values()].filter(({ ringkasan }) => ringkasan !== "").length;
  const checked = own.map(({ dicek }) => dicek).sort()[0] ?? "";
  return reply(texts.about(version, own.length, summarised, situations.size, spellDay(checked)));
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

async function showHelp(
  routes: readonly Route[],
  { address, place }: Message,
  officerAt: CommandParts["officerAt"],
): Promise<Reply> {
  // In a group nobody is to learn who is an officer.
  const officer = place === "group" ? undefined : await officerAt?.(address);
  const own = officer === undefined ? [] : [officeTexts.status(officer.name, officer.role)];
  return {
    blocks: [...paragraphs(texts.help), commandList(routes), ...paragraphs(own)],
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

function steps({ situations }: Knowledge, rest: string): Reply {
  const situation = situations.get(rest.trim());
  if (situation === undefined || situation.steps.length === 0) return reply([texts.staleChoice]);
  return {
    blocks: [{ kind: "list", title: texts.heading.steps, items: situation.steps, ordered: true }],
    choices: [...basisChoice(situation), { label: texts.choice.officer, action: "/tanya_petugas" }],
  };
}

/** Where else one can report, with the time limits: `knowledge/saluran.md`, section by section. */
export function otherWays({ channels: sections }: Knowledge): Reply {
  return {
    blocks: [
      ...paragraphs([texts.reportLimits]),
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
