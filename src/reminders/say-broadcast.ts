import type { Block, Reply } from "../chat/message.ts";
import { readRichText } from "./rich-text.ts";

/** What every broadcast says beside its own words. */
const sender = (officeName: string) => `📢 ${officeName}`;
const STOP_HINT = "Tidak mau siaran lagi? Ketik /berhenti";

/** A broadcast as people get it: who sends it first, how to stop it last. */
export function sayBroadcast(text: string, officeName: string): Reply {
  const paragraphs = readRichText(text).map((spans): Block => ({ kind: "rich", spans }));
  return {
    blocks: [{ kind: "title", text: sender(officeName) }, ...paragraphs, { kind: "note", text: STOP_HINT }],
    choices: [],
  };
}

/** One message of Telegram takes 4,096 characters with its tags, one of WhatsApp about two screens; this fits both. */
const MOST_IN_MESSAGE = 3_400;
/** Under a picture or document both take 1,024. */
const MOST_IN_CAPTION = 1_000;
/** `<b></b>` around a run, the longest of the ways to mark it. */
const TAGS = 7;

/** How many characters too many a text has to fit one message on every channel; 0 or less when it fits. */
export function tooLongBy(text: string, officeName: string, hasFile: boolean): number {
  const around = sender(officeName).length + STOP_HINT.length + 2 * TAGS;
  const paragraphs = readRichText(text);
  const length = paragraphs.reduce(
    (sum, spans) => sum + 2 + spans.reduce((all, span) => all + lengthOf(span, hasFile), 0),
    around,
  );
  return length - (hasFile ? MOST_IN_CAPTION : MOST_IN_MESSAGE);
}

function lengthOf({ text, bold, italic }: ReturnType<typeof readRichText>[number][number], hasFile: boolean): number {
  const marks = [bold, italic].filter((look) => look === true).length;
  // A caption is counted as it is read, and in WhatsApp with its marks.
  if (hasFile) return text.length + 2 * marks;
  return text.replaceAll("&", "&amp;").replaceAll(/[<>]/g, "&lt;").length + TAGS * marks;
}
