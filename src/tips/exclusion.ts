import type { ChannelName, Choice, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import { withinOneEdit } from "./near-words.ts";
import type { Reader, ReaderList } from "./reader.ts";
import { tipTexts } from "./tip-texts.ts";

/** Buttons for no more than so many; longer lists are answered by writing. */
const MOST_CHOICES = 12;
/** Shorter pieces of a name are in too many words; so short ones have no letter wrong. */
const LEAST_LETTERS = 3;

/** Those who may be left out: everybody who would read, and alternates, to whom a case may be passed. */
export function named({ readers }: ReaderList): { names: string[]; units: string[] } {
  return { names: readers.map(({ name }) => name), units: [...new Set(readers.map(({ unit }) => unit))] };
}

/**
 * One choice for each person and each unit, those left out marked, and the way on: behind them where choices are numbers, for a
 * second 1 would let everybody read.
 */
function exclusionChoices(
  list: ReaderList,
  excluded: { names: string[]; units: string[] },
  channel: ChannelName,
): Choice[] {
  const { names, units } = named(list);
  const several = units.length > 1 ? units : [];
  const each = [
    ...list.readers.map(({ name, unit }) => ({
      who: name,
      label: `${name} (${unit})`,
      chosen: excluded.names.includes(name),
    })),
    ...several.map((unit) => ({
      who: `unit ${unit}`,
      label: `semua di ${unit}`,
      chosen: excluded.units.includes(unit),
    })),
  ];
  const isNone = excluded.names.length + excluded.units.length === 0;
  const shown = names.length + several.length <= MOST_CHOICES ? each : [];
  const goOn = { label: isNone ? tipTexts.choice.all : tipTexts.choice.next, action: "LEWATI" };
  const persons = shown.map(({ who, label, chosen }) => ({
    label: tipTexts.choice.except(label, chosen),
    action: fitting(`kecuali ${who}`),
  }));
  const choices = channel === "telegram" ? [goOn, ...persons] : [...persons, goOn];
  return [...choices, { label: tipTexts.choice.cancel, action: "BATAL" }];
}

/** An action is at most 64 bytes; the beginning of a unit's name still finds it. */
function fitting(action: string): string {
  let cut = action;
  while (new TextEncoder().encode(cut).length > 64) cut = cut.slice(0, -1);
  return cut;
}

/** Takes one choice: who was left out no longer is, and the other way round. Whether it was one. */
export function toggle(excluded: { names: string[]; units: string[] }, list: ReaderList, action: string): boolean {
  const who = action.replace(/^kecuali /, "");
  const { names, units } = named(list);
  const unit = units.find((each) => fitting(`kecuali unit ${each}`) === action);
  const name = names.find((each) => each === who);
  if (unit !== undefined) flip(excluded.units, unit);
  else if (name !== undefined) flip(excluded.names, name);
  return unit !== undefined || name !== undefined;
}

const MAY = /\b(?:boleh|blh|bisa|bs|hanya|hny|cuma|cuman|cm|khusus)\b/;
const MAY_NOT = /\b(?:tidak|tdk|tak|tk|gak|gk|ga|nggak|ngga|enggak|engga|ndak|nda|jangan|jgn|bukan|dilarang)\b/;
const BUT = /\b(?:kecuali|selain)\b/;
const READ = /\b(?:mem|di)?(?:baca|buka|lihat)(?:nya)?\b/;
/** Whoever writes more tells something in which one may do this or that. */
const MOST_WORDS_OF_AN_ANSWER = 8;

/** "Cuma ana yang boleh baca", "jangan siapa pun selain ana": the other way round than was asked, and so taken for nobody's name. */
export function saysWhoMay(text: string): boolean {
  const said = plain(text);
  if (said.split(" ").length > MOST_WORDS_OF_AN_ANSWER && !READ.test(said)) return false;
  const isAllowed = MAY.test(said) && !MAY_NOT.test(said);
  return BUT.test(said) ? !isAllowed && !said.startsWith("kecuali ") : isAllowed;
}

/** Whom a text names, by name or unit, in any case of letters; each is left out. Resolves to whether it named anybody. */
export function excludeNamed(excluded: { names: string[]; units: string[] }, list: ReaderList, text: string): boolean {
  const said = ` ${plain(text)} `;
  const { names, units } = named(list);
  const foundNames = names.filter((name) => said.includes(` ${plain(name)} `));
  const foundUnits = units.filter((unit) => said.includes(` ${plain(unit)} `));
  for (const name of foundNames) if (!excluded.names.includes(name)) excluded.names.push(name);
  for (const unit of foundUnits) if (!excluded.units.includes(unit)) excluded.units.push(unit);
  return foundNames.length + foundUnits.length > 0;
}

/** The same where nobody is named whole: by a part of a name, or with a letter wrong. Who is meant is shown, and can be put back. */
export function excludeNearlyNamed(
  excluded: { names: string[]; units: string[] },
  list: ReaderList,
  text: string,
): boolean {
  const said = plain(text)
    .split(" ")
    .filter((word) => word.length >= LEAST_LETTERS);
  const meant = (name: string) =>
    plain(name)
      .split(" ")
      .some((part) => part.length >= LEAST_LETTERS && said.some((word) => isNearly(word, part)));
  const found = named(list).names.filter(meant);
  for (const name of found) if (!excluded.names.includes(name)) excluded.names.push(name);
  return found.length > 0;
}

/** Asks, after a remark, with the names written out where they are too many for buttons. */
export function exclusionQuestion(
  list: ReaderList,
  excluded: { names: string[]; units: string[] },
  channel: ChannelName,
  remark: readonly string[],
): Reply {
  const who = sayExcluded(excluded);
  const question = who === "" ? tipTexts.exclude : [tipTexts.excluded(who)];
  const choices = exclusionChoices(list, excluded, channel);
  const names = choices.length > 2 ? [] : [tipTexts.canRead(sayReaders(list.readers))];
  return reply([...remark, ...question, ...names], choices);
}

function isNearly(word: string, part: string): boolean {
  return word === part || (word.length > LEAST_LETTERS && part.length > LEAST_LETTERS && withinOneEdit(word, part));
}

export function sayReaders(readers: readonly Pick<Reader, "name" | "unit">[]): string {
  return readers.map(({ name, unit }) => `${name} (${unit})`).join(", ");
}

export function sayExcluded({ names, units }: { names: readonly string[]; units: readonly string[] }): string {
  return [...names, ...units.map((unit) => `semua di ${unit}`)].join(", ");
}

function flip(all: string[], one: string): void {
  const at = all.indexOf(one);
  if (at === -1) all.push(one);
  else all.splice(at, 1);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** With nobody left to read nothing is taken: the other ways, and the choice again for whoever slipped; what is held stays held. */
export function nobodyLeft(
  ways: Reply,
  list: ReaderList,
  excluded: { names: string[]; units: string[] },
  channel: ChannelName,
): Reply {
  const blocks = [...reply(tipTexts.noReaderLeft).blocks, ...ways.blocks, ...reply(tipTexts.excludeAgain).blocks];
  return { blocks, choices: exclusionChoices(list, excluded, channel) };
}
