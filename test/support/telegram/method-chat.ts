import { chatField } from "./chats.ts";
import type { MethodCall } from "./methods.ts";
import { flagOf, textOf } from "./params.ts";
import { chatIn, chatToWrite } from "./place.ts";
import { badRequest, Refusal } from "./refusal.ts";
import { memberUpdate } from "./speak.ts";
import type { Fields } from "./types.ts";

const chatActions = new Set([
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
]);

export function getMe({ state }: MethodCall): Fields {
  return {
    ...state.user,
    can_join_groups: true,
    // Every message of a group reaches the bot here.
    can_read_all_group_messages: true,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

export function getChat({ state, params }: MethodCall): Fields {
  const chat = chatIn(state, params);
  const reached = chat.access !== "never started" && chat.access !== "kicked" && chat.access !== "left";
  if (!reached) throw badRequest("chat not found");
  return { ...chatField(chat), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} };
}

export function sendChatAction({ state, params }: MethodCall): true {
  if (!chatActions.has(textOf(params, "action"))) throw badRequest("wrong parameter action in request");
  chatToWrite(state, params);
  return true;
}

export function leaveChat({ state, params }: MethodCall): true {
  const chat = chatToWrite(state, params);
  if (chat.kind === "private") throw badRequest("chat member status can't be changed in private chats");
  chat.access = "left";
  memberUpdate(state, chat, state.user, "member", "left");
  return true;
}

export function answerCallbackQuery({ state, params }: MethodCall): true {
  const text = textOf(params, "text");
  if (text.length > 200) throw badRequest("MESSAGE_TOO_LONG");
  state.presses.answer(textOf(params, "callback_query_id"), {
    ...(text === "" ? {} : { text }),
    ...(flagOf(params, "show_alert") ? { showAlert: true } : {}),
  });
  return true;
}

/** The token is refused from now on, as it is for ten minutes on Telegram. */
export function logOut({ state }: MethodCall): true {
  state.loggedOut = true;
  state.updates.interrupt(new Refusal(400, "Logged out"));
  return true;
}
