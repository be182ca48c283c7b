import { getFile } from "./files.ts";
import { answerCallbackQuery, getChat, getMe, leaveChat, logOut, sendChatAction } from "./method-chat.ts";
import {
  deleteMessage,
  deleteMessages,
  editMessageReplyMarkup,
  editMessageText,
  setMessageReaction,
} from "./method-edit.ts";
import { deleteMyCommands, getMyCommands, getProfileText, setMyCommands, setProfileText } from "./method-profile.ts";
import { sendDocument, sendMessage, sendPhoto } from "./method-send.ts";
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from "./method-updates.ts";
import type { Upload } from "./multipart.ts";
import { Refusal, refusalBody } from "./refusal.ts";
import type { State } from "./state.ts";
import type { Fields } from "./types.ts";

export type MethodCall = {
  state: State;
  params: Fields;
  uploads: ReadonlyMap<string, Upload>;
  /** Told what to do when the client goes away before its answer. */
  onGone(listener: () => void): void;
};

export type Outcome = { status: number; body: string; error?: string; retryAfter?: number };

type Method = (call: MethodCall) => unknown;

const table: Record<string, Method> = {
  getMe,
  getUpdates,
  sendMessage,
  sendDocument,
  sendPhoto,
  sendChatAction,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: setProfileText("name", 64),
  getMyName: getProfileText("name", ({ state }) => String(state.user["first_name"])),
  setMyDescription: setProfileText("description", 512),
  getMyDescription: getProfileText("description", () => ""),
  setMyShortDescription: setProfileText("short_description", 120),
  getMyShortDescription: getProfileText("short_description", () => ""),
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  getFile,
  getChat,
  setMessageReaction,
  leaveChat,
  logOut,
  close: () => true,
};

const byLowerCase = new Map(Object.entries(table).map(([name, run]) => [name.toLowerCase(), { name, run }]));

/** Methods answered with a description next to their result. */
const described = new Set(["setWebhook", "deleteWebhook"]);

/** The method as Telegram spells it; as it was written when there is none. */
export function methodName(written: string): string {
  return byLowerCase.get(written.toLowerCase())?.name ?? written;
}

/** Carries out a call; nothing when its client went away before there was an answer. */
export async function carryOut(written: string, call: MethodCall): Promise<Outcome | undefined> {
  try {
    const method = byLowerCase.get(written.toLowerCase());
    if (call.state.loggedOut) throw new Refusal(400, "Logged out");
    if (method === undefined) throw new Refusal(404, "Not Found: method not found");
    const result = await method.run(call);
    if (result === "gone") return undefined;
    const answer = described.has(method.name) ? Object(result) : { result };
    return { status: 200, body: JSON.stringify({ ok: true, ...answer }) };
  } catch (error) {
    if (error instanceof Refusal) return outcomeOf(error);
    // A defect of this server must not look like one of the bot.
    const what = error instanceof Error ? error.stack : String(error);
    return outcomeOf(new Refusal(500, `Internal Server Error of the stand-in: ${what}`));
  }
}

/** A refusal as it is answered. */
export function outcomeOf(refusal: Refusal): Outcome {
  const retryAfter = refusal.parameters?.["retry_after"];
  return {
    status: refusal.status,
    body: refusalBody(refusal),
    error: refusal.message,
    ...(typeof retryAfter === "number" ? { retryAfter } : {}),
  };
}
