import { isFields, objectOf } from "./params.ts";
import { badRequest } from "./refusal.ts";
import type { Button, Fields } from "./types.ts";

/** An inline keyboard after Telegram's cleaning; another kind of markup is only remembered as such. */
export type Markup = { inline: boolean; rows: Fields[][] };

const actions = [
  "url",
  "callback_data",
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "copy_text",
  "pay",
];

/** The markup of a call, nothing when it has none that shows. */
export function markupIn(params: Fields): Markup | undefined {
  const markup = objectOf(params, "reply_markup", "reply keyboard markup");
  if (markup === undefined) return undefined;
  if ("inline_keyboard" in markup) return inlineKeyboard(markup["inline_keyboard"]);
  const other = ["keyboard", "remove_keyboard", "force_reply"].some((name) => name in markup);
  return other ? { inline: false, rows: [] } : undefined;
}

function inlineKeyboard(rows: unknown): Markup | undefined {
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays');
  }
  // Telegram drops empty rows, and a keyboard of nothing else.
  const kept = rows.map((row: unknown[]) => row.map(checkedButton)).filter((row) => row.length > 0);
  return kept.length === 0 ? undefined : { inline: true, rows: kept };
}

function checkedButton(button: unknown): Fields {
  const refused = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`);
  if (!isFields(button)) throw refused("InlineKeyboardButton must be an Object");
  const { text } = button;
  if (typeof text !== "string") throw refused('Can\'t find field "text"');
  // Telegram leaves such a button out without a word, which no bot can have wanted.
  if (text.trim() === "") throw badRequest("inline keyboard button text must be non-empty");
  const action = actions.find((name) => button[name] !== undefined && button[name] !== "");
  if (action === undefined) {
    if ("callback_data" in button) throw badRequest("BUTTON_DATA_INVALID");
    throw refused("Text buttons are not allowed in the inline keyboard");
  }
  return { ...button };
}

/** Refuses what only the far side of Telegram looks at, after the chat was found. */
export function checkActions(markup: Markup | undefined): void {
  for (const button of markup?.rows.flat() ?? []) {
    const data = button["callback_data"];
    if (data !== undefined && (typeof data !== "string" || Buffer.byteLength(data) > 64)) {
      throw badRequest("BUTTON_DATA_INVALID");
    }
    const { url } = button;
    if (url !== undefined && !/^(https?:\/\/|tg:|ton:)?[^\s:/]+[.?:/]?\S*$/i.test(String(url))) {
      throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`);
    }
    const copied = isFields(button["copy_text"]) ? button["copy_text"]["text"] : undefined;
    if (button["copy_text"] !== undefined && !(typeof copied === "string" && copied !== "" && copied.length <= 256)) {
      throw badRequest("BUTTON_COPY_TEXT_INVALID");
    }
  }
  if ((markup?.rows.flat().length ?? 0) > 100) throw badRequest("reply markup is too long");
}

/** The buttons of an inline keyboard, row by row. */
export function buttonsOf(markup: Markup | undefined): Button[][] {
  return (markup?.rows ?? []).map((row) =>
    row.map(({ text, callback_data: data, url }) => ({
      text: String(text),
      ...(typeof data === "string" ? { data } : {}),
      ...(typeof url === "string" ? { url } : {}),
    })),
  );
}

/** The field of a message that shows an inline keyboard, none for any other markup. */
export function markupField(markup: Markup | undefined): Fields {
  return markup?.inline ? { reply_markup: { inline_keyboard: markup.rows } } : {};
}
