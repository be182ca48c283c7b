import { spellDay } from "../clock.ts";
import type { Situation } from "../knowledge/situation.ts";
import type { Asked } from "../office/asked.ts";
import { newVerdicts } from "../office/teach.ts";
import type { Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";
import { reply } from "./replies.ts";
import { verdictWord } from "./texts.ts";

/** Behind /jawab and a number, and too short for an answer: it is to be written anew. */
export const WRITE_ANEW = "ulang";

/** A question of the queue, to be answered; `situation` is what the bot answered with, if it did. */
export function showAsked(asked: Asked, situation: Situation | undefined): Reply {
  return {
    blocks: [
      { kind: "quote", title: officeTexts.asked(asked.id, asked.reason, spellDay(asked.on)), text: asked.text },
      ...(situation === undefined ? [] : [{ kind: "text" as const, text: officeTexts.answeredWith(situation.title) }]),
      { kind: "text", text: officeTexts.writeAnswer },
    ],
    choices: [
      { label: officeTexts.choice.cancel, action: "/batal_jawab" },
      { label: officeTexts.choice.close, action: `/putus ${asked.id} tutup` },
    ],
  };
}

/** Before a question goes without an answer. */
export function confirmClosing({ id }: Asked): Reply {
  return reply(officeTexts.reallyClose(id), [
    { label: officeTexts.choice.closeYes, action: `/putus ${id} tutup ya` },
    { label: officeTexts.choice.cancel, action: "/batal_jawab" },
  ]);
}

/** What an answer that teaches the bot something new is. */
export function askVerdict({ id }: Asked): Reply {
  return reply(
    officeTexts.whichVerdict,
    newVerdicts.map((verdict) => ({ label: verdictWord[verdict], action: `/putus ${id} baru ${verdict}` })),
  );
}
