import { createHash } from "node:crypto";
import { comparable } from "../reminders/comparable.ts";
import type { People } from "../reminders/people.ts";
import type { Choice, Reply } from "./message.ts";
import { privately } from "./privately.ts";
import { reply, shortened } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";
import { subscribeTexts as says } from "./subscribe-texts.ts";
import { texts } from "./texts.ts";
import { wishes } from "./wishes.ts";

export type UnitParts = { people: Pick<People, "at" | "units" | "setUnit">; question: Handler };

const UNITS_A_PAGE = 9;
/** Whoever writes more asks something. */
const MOST_WORDS = 4;

/** /unit: a subscriber says where they work, from the units the office knows. */
export function createUnitCommands({ people, question }: UnitParts): Route[] {
  async function choose({ message: { address }, rest }: Request): Promise<Reply> {
    const subscriber = await people.at(address);
    if (subscriber?.active !== true)
      return reply(says.subscribeFirst, [{ label: says.choice.subscribe, action: "/langganan" }]);
    const units = await people.units();
    if (rest === "tanpa") {
      await people.setUnit(address, undefined);
      return reply(says.unitCleared);
    }
    if (units.length === 0) return reply(says.noUnits);
    if (rest.startsWith("#")) return take(address, units, rest);
    const [, number] = /^hal (\d{1,3})$/.exec(rest) ?? [];
    if (rest === "" || number !== undefined) return page(units, Number(number ?? 1), subscriber.unit !== undefined);
    const found = unitsWith(units, rest);
    if (found.length === 0)
      return reply(says.unitNone(shortened(rest, 40)), [{ label: says.choice.unit, action: "/unit" }]);
    return reply(says.unitFound(shortened(rest, 40)), found.slice(0, UNITS_A_PAGE).map(choiceOf));
  }

  async function take(address: string, units: readonly string[], mark: string): Promise<Reply> {
    const unit = units.find((each) => markOf(each) === mark);
    if (unit === undefined) return reply(texts.staleChoice);
    await people.setUnit(address, unit);
    return reply(says.unitChosen(unit), [{ label: says.choice.profile, action: "/profil" }]);
  }

  /** "unit kesehatan" is a search only where something is found. */
  async function search(request: Request): Promise<Reply> {
    if (request.rest === "") return privately(choose)(request);
    const found = request.message.place === "private" ? unitsWith(await people.units(), request.rest) : [];
    const isSearch = found.length > 0 && (await people.at(request.message.address))?.active === true;
    return isSearch ? choose(request) : question({ ...request, rest: request.message.text.trim() });
  }

  return [
    {
      command: "/unit",
      help: undefined,
      bareWord: (rest) => rest !== "" && rest.split(/\s+/).length <= MOST_WORDS,
      wished: wishes.unit,
      handle: privately(choose),
      handleBare: search,
    },
  ];
}

function unitsWith(units: readonly string[], words: string): string[] {
  const wanted = comparable(words).split(" ");
  const found = units.filter((unit) => wanted.every((word) => comparable(unit).includes(word)));
  const same = found.filter((unit) => comparable(unit) === wanted.join(" "));
  return [...same, ...found.filter((unit) => !same.includes(unit))];
}

function page(units: readonly string[], number: number, hasUnit: boolean): Reply {
  const from = (Math.max(1, number) - 1) * UNITS_A_PAGE;
  const shown = units.slice(from, from + UNITS_A_PAGE);
  if (shown.length === 0) return reply(texts.staleChoice);
  return reply(says.whichUnit, [
    ...shown.map(choiceOf),
    ...(units.length > from + UNITS_A_PAGE ? [{ label: texts.choice.more, action: `/unit hal ${number + 1}` }] : []),
    ...(hasUnit ? [{ label: says.choice.noUnit, action: "/unit tanpa" }] : []),
  ]);
}

function choiceOf(unit: string): Choice {
  return { label: unit, action: `/unit ${markOf(unit)}` };
}

/** Names a unit in a button, whose action has no room for every name; another roster changes none of the others. */
function markOf(unit: string): string {
  return `#${createHash("sha256").update(comparable(unit)).digest("hex").slice(0, 12)}`;
}
