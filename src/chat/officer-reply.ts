import type { Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";

/** What somebody gets who waited for an officer's answer. It never says which officer. */
export function officerReply(officeName: string, question: string, answer: string): Reply {
  return {
    blocks: [
      { kind: "title", text: officeTexts.officerAnswer(officeName) },
      { kind: "quote", title: officeTexts.youAsked, text: question },
      { kind: "text", text: answer },
      { kind: "note", text: officeTexts.byOfficer },
    ],
    choices: [],
  };
}
