import type { Block, ChannelName, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import { tipTexts } from "./tip-texts.ts";

/** What a reporter has to know before the first word, and whether to go on. */
export function consentQuestion(channel: ChannelName): Reply {
  const [title = "", ...items] = tipTexts.consent(channel).split("\n• ");
  const terms: Block = { kind: "list", title: title.replace(/:$/, ""), items, ordered: false };
  const choices = [
    { label: tipTexts.choice.yes, action: "YA" },
    { label: tipTexts.choice.safer, action: "jalur lebih aman" },
    { label: tipTexts.choice.cancel, action: "BATAL" },
  ];
  return { blocks: [terms, ...reply(tipTexts.goOn).blocks], choices };
}

/** What is to become of what the guard keeps. */
export function heldQuestion(text: string): Reply {
  return reply(text, [
    { label: tipTexts.choice.heldYes, action: "YA" },
    { label: tipTexts.choice.heldNo, action: "bukan laporan" },
    { label: tipTexts.choice.heldForget, action: "BATAL" },
  ]);
}
