import type { Dialogue } from "./memory.ts";
import { reply } from "./replies.ts";
import type { Handler } from "./routes.ts";
import { texts } from "./texts.ts";

/** Who takes plain text while a dialogue of that kind is open; each subject brings the handlers of its own kinds. */
export type Dialogues = Readonly<Record<Dialogue["kind"], Handler>>;

/** One handler out of the table: what is written belongs to the dialogue that is open. */
export function createDialogues(table: Dialogues): Handler {
  return (request) => {
    const open = request.remembered.dialogue;
    return open === undefined ? reply(texts.staleChoice) : table[open.kind](request);
  };
}
