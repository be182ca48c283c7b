import { type Action, may, type Officer } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import type { Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";
import { reply } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";

export type OfficerHandler = (request: Request, officer: Officer) => Reply | Promise<Reply>;

/** Makes the route of a command that only officers with a right may use, and only in a private chat. */
export type OfficerRoute = (command: string, action: Action, handle: OfficerHandler) => Route;

/**
 * To anybody else the command does not exist: `unknown` answers, so that nobody learns who is an officer. The command "" is
 * plain text in a dialogue. Without its slash it is what officers mean by it, and to anybody else a word like others: `question`
 * answers.
 */
export function createOfficerRoute(officers: Officers, unknown: Handler, question: Handler): OfficerRoute {
  return (command, action, handle) => {
    const orElse = (other: Handler) => async (request: Request) => {
      const { message } = request;
      const officer = message.place === "group" ? undefined : await officers.at(message.address);
      if (officer !== undefined && may(officer, action)) return handle(request, officer);
      // Whoever lost their rights in the middle of an answer talks with the bot like everybody else.
      request.remembered.dialogue = undefined;
      if (officer !== undefined) return reply(officeTexts.mayNot(officer.role));
      return other(request);
    };
    return {
      command,
      help: undefined,
      bareWord: isNumberOrNothing,
      handle: orElse((request) => unknown(command === "" ? request : { ...request, rest: command })),
      handleBare: orElse((request) => question({ ...request, rest: request.message.text.trim() })),
    };
  };
}

/** "antrean", "jawab 12", "setujui 3 ya": with more behind them these are ordinary words. */
function isNumberOrNothing(rest: string): boolean {
  return /^(?:\d{1,9}(?:\s+(?:ya|tidak))?)?$/i.test(rest);
}
