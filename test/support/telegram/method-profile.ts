import type { MethodCall } from "./methods.ts";
import { isFields, listOf, objectOf, textOf } from "./params.ts";
import { badRequest } from "./refusal.ts";
import type { Fields } from "./types.ts";

const scopes = new Set([
  "default",
  "all_private_chats",
  "all_group_chats",
  "all_chat_administrators",
  "chat",
  "chat_administrators",
  "chat_member",
]);

export function setMyCommands({ state, params }: MethodCall): true {
  const commands = listOf(params, "commands", "BotCommand") ?? [];
  // Telegram takes an empty list for a deletion, for which there is a method of its own.
  if (commands.length === 0) throw badRequest("BOT_COMMAND_INVALID");
  if (commands.length > 100) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  const kept = commands.map(checkedCommand);
  state.profile.set(commandsKey(params), kept);
  return true;
}

function checkedCommand(given: unknown): Fields {
  if (!isFields(given)) throw badRequest("can't parse BotCommand: expected an Object");
  const { command, description } = given;
  if (typeof command !== "string") throw badRequest("can't parse BotCommand: Can't find field \"command\"");
  if (typeof description !== "string") throw badRequest("can't parse BotCommand: Can't find field \"description\"");
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest("BOT_COMMAND_INVALID");
  if (description.trim() === "" || description.length > 256) throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  return { command, description };
}

export function getMyCommands({ state, params }: MethodCall): unknown {
  return state.profile.get(commandsKey(params)) ?? [];
}

export function deleteMyCommands({ state, params }: MethodCall): true {
  state.profile.delete(commandsKey(params));
  return true;
}

function commandsKey(params: Fields): string {
  const { type = "default", chat_id: chat, user_id: user } = objectOf(params, "scope", "BotCommandScope") ?? {};
  if (typeof type !== "string" || !scopes.has(type)) {
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  }
  return JSON.stringify(["commands", type, chat ?? null, user ?? null, languageIn(params)]);
}

function languageIn(params: Fields): string {
  const language = textOf(params, "language_code");
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest("invalid language code specified");
  return language;
}

/** A setter of one text of the profile by language; an empty one is forgotten. */
export function setProfileText(name: string, longest: number): (call: MethodCall) => true {
  return ({ state, params }) => {
    const text = textOf(params, name);
    if (text.length > longest) throw badRequest(`bot ${name.replaceAll("_", " ")} is too long`);
    state.profile.set(JSON.stringify([name, languageIn(params)]), text);
    return true;
  };
}

/** The getter to {@link setProfileText}; `usual` speaks when nothing was set. */
export function getProfileText(name: string, usual: (call: MethodCall) => string): (call: MethodCall) => Fields {
  return (call) => {
    const own = call.state.profile.get(JSON.stringify([name, languageIn(call.params)]));
    const general = call.state.profile.get(JSON.stringify([name, ""]));
    return { [name]: own || general || usual(call) };
  };
}
