import type { Choice } from "../../chat/message.ts";

export type Keyboard = { inline_keyboard: Array<Array<{ text: string; callback_data: string }>> };

/** A phone shows about this much of a button that has the row to itself. */
const WIDEST_LABEL = 34;
/** Buttons this short share a row. */
const SHORT_LABEL = 14;
const MOST_IN_A_ROW = 3;
/** callback_data holds 64 bytes. */
const MOST_BYTES = 64;

/**
 * The buttons for some choices. When a label would be cut on a phone, all of them are listed in the text (`listed`) and the
 * buttons carry the number and the first words. A choice whose action is too long for a button is only listed: its number
 * can be typed.
 */
export function keyboardFor(choices: readonly Choice[]): { keyboard?: Keyboard; listed: readonly Choice[] } {
  const numbered = choices.some((choice) => choice.label.length > WIDEST_LABEL || !fitsButton(choice));
  const rows: Keyboard["inline_keyboard"] = [];
  for (const [at, choice] of choices.entries()) {
    if (!fitsButton(choice)) continue;
    const text = numbered ? shorten(`${at + 1}. ${choice.label}`) : choice.label;
    const row = rows.at(-1);
    const joins = row !== undefined && row.length < MOST_IN_A_ROW && [...row, { text }].every(isShort);
    if (joins) row.push({ text, callback_data: choice.action });
    else rows.push([{ text, callback_data: choice.action }]);
  }
  const listed = numbered ? choices : [];
  return rows.length === 0 ? { listed } : { keyboard: { inline_keyboard: rows }, listed };
}

function fitsButton({ action }: Choice): boolean {
  return Buffer.byteLength(action) <= MOST_BYTES;
}

function isShort({ text }: { text: string }): boolean {
  return text.length <= SHORT_LABEL;
}

function shorten(label: string): string {
  if (label.length <= WIDEST_LABEL) return label;
  const cut = Array.from(label)
    .slice(0, WIDEST_LABEL - 1)
    .join("");
  const word = cut.lastIndexOf(" ");
  return `${(word > WIDEST_LABEL / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
