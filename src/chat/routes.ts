import type { SayKept } from "./kept-draft.ts";
import type { Dialogue, Remembered } from "./memory.ts";
import type { Message, Reply } from "./message.ts";

/**
 * What a handler gets: the message, what follows the command, what is remembered of the person, and what they were in the middle of
 * when it came.
 */
export type Request = { message: Message; rest: string; remembered: Remembered; dialogue?: Dialogue | undefined };

export type Handler = (request: Request) => Reply | Promise<Reply>;

/** One row of the table that feeds the router, the command menu and the help. */
export type Route = {
  /** `/topik`; the slash may be left out by people where the word alone is a command. */
  command: string;
  /** One line for menu and help; undefined keeps the route out of both (buttons only). */
  help: string | undefined;
  /** Whether the bare word is the command too ("bantuan"), and with what after it. */
  bareWord: boolean | ((rest: string) => boolean);
  /** Whether a text outside of any dialogue wishes the same in other words; it is then heard as without its slash, with nothing behind it. */
  wished?: (text: string) => boolean;
  /** Who hears it without its slash, where that is somebody else. */
  handleBare?: Handler;
  /**
   * Whether a text of theirs, without a slash, is this command whatever dialogue is open, which it then ends: nobody has to
   * find their way out of a form before they can say STOP.
   */
  alwaysHeard?: (text: string) => boolean;
  /** Whether it goes on with an open dialogue; every other command ends it. */
  goesOn?: boolean;
  handle: Handler;
};

export type Routed = { handle: Handler; rest: string };

export type Router = (text: string, remembered: Remembered) => Routed;

export type RouterParts = {
  routes: readonly Route[];
  question: Handler;
  unknownCommand: Handler;
  /** What plain text belongs to while a dialogue is open. */
  dialogue: Handler;
  /** What is said below the reply to a command that ended a dialogue; nothing when absent. */
  sayKept?: SayKept;
};

/** Finds the handler for a text: a command, a dialogue in progress, a bare command word, else the question handler. */
export function createRouter({ routes, question, unknownCommand, dialogue, sayKept }: RouterParts): Router {
  const byCommand = new Map(routes.map((route) => [route.command, route]));

  /** Ends the dialogue; what takes its place may open it again. */
  function leaving(remembered: Remembered, handle: Handler): Handler {
    const left = remembered.dialogue;
    remembered.dialogue = undefined;
    return left === undefined || sayKept === undefined ? handle : withKept(handle, left, sayKept);
  }

  /** What is said outside of any dialogue, without a slash. */
  function plainly(said: string, word: string, rest: string): Routed {
    const bare = byCommand.get(`/${word}`);
    if (bare !== undefined && isBare(bare, rest)) return { handle: bare.handleBare ?? bare.handle, rest };
    const wished = routes.find((each) => each.wished?.(said) === true);
    return wished === undefined
      ? { handle: question, rest: said }
      : { handle: wished.handleBare ?? wished.handle, rest: "" };
  }

  return (text, remembered) => {
    const trimmed = text.trim();
    const [first = ""] = trimmed.split(/\s/, 1);
    const rest = trimmed.slice(first.length).trim();
    // Telegram writes "/topik@nama_bot" in groups.
    const word = first.toLowerCase().replace(/@\w+$/, "");
    // With its slash it is the same word of the form that is open.
    if (word === "/batal" && rest === "" && remembered.dialogue !== undefined)
      return { handle: dialogue, rest: "batal" };
    if (word.startsWith("/")) {
      const route = byCommand.get(word);
      const handle = route?.handle ?? unknownCommand;
      return {
        handle: route?.goesOn === true ? handle : leaving(remembered, handle),
        rest: route === undefined ? word : rest,
      };
    }
    const urgent = urgentRoute(routes, trimmed);
    if (urgent !== undefined) return { handle: leaving(remembered, urgent.handle), rest: trimmed };
    if (remembered.dialogue !== undefined) return { handle: dialogue, rest: trimmed };
    return plainly(trimmed, word, rest);
  };
}

function withKept(handle: Handler, left: Dialogue, sayKept: SayKept): Handler {
  return async (request) => {
    const said = await handle(request);
    if (request.remembered.dialogue !== undefined) return said;
    return { ...said, blocks: [...said.blocks, ...(await sayKept(left, request.message.address, said))] };
  };
}

/** Whether a text is heard whatever else is going on: in a dialogue, and over somebody's quota. */
export function urgentIn(routes: readonly Route[]): (text: string) => boolean {
  return (text) => urgentRoute(routes, text.trim()) !== undefined;
}

function urgentRoute(routes: readonly Route[], text: string): Route | undefined {
  return routes.find(({ alwaysHeard }) => alwaysHeard?.(text) === true);
}

function isBare({ bareWord }: Route, rest: string): boolean {
  return typeof bareWord === "boolean" ? bareWord && rest === "" : bareWord(rest);
}
