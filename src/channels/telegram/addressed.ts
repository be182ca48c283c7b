import type { Self, TelegramMessage } from "./updates.ts";

/** What somebody says who calls the bot and nothing more. */
const BARE_CALL = "/bantuan";

/**
 * What is said to the bot in a group: the text without the bot's name when it is named, commanded or replied to; undefined
 * when others are talking, or to another bot. `commands` are the bot's own, which need no name behind them.
 */
export function addressedText(message: TelegramMessage, self: Self, commands: ReadonlySet<string>): string | undefined {
  const text = message.text ?? message.caption ?? "";
  const command = /^\s*(\/\w+)(?:@(\w+))?/.exec(text);
  const name = self.username.toLowerCase();
  if (command?.[2] !== undefined && command[2].toLowerCase() !== name) return undefined;
  if (command !== null && (command[2] !== undefined || commands.has((command[1] ?? "").toLowerCase()))) return text;

  const calls = (message.entities ?? message.caption_entities ?? writtenMentions(text)).filter(
    ({ type, offset, length, user }) =>
      (type === "text_mention" && user?.id === self.id) ||
      (type === "mention" && text.slice(offset, offset + length).toLowerCase() === `@${name}`),
  );
  if (calls.length === 0 && message.reply_to_message?.from?.id !== self.id) return undefined;
  const said = calls.reduceRight(
    (rest, { offset, length }) => `${rest.slice(0, offset)} ${rest.slice(offset + length)}`,
    text,
  );
  const trimmed = said
    .trim()
    .replace(/^[,:;-]+\s*/, "")
    .replace(/\s+/g, " ");
  return trimmed === "" && calls.length > 0 && !message.isFile ? BARE_CALL : trimmed;
}

/** What Telegram marks as names in a text, for a server that marks nothing. */
function writtenMentions(text: string): Array<{ type: string; offset: number; length: number; user?: { id: number } }> {
  return [...text.matchAll(/(?<!\w)@\w+/g)].map(({ 0: { length }, index }) => ({
    type: "mention",
    offset: index,
    length,
  }));
}
