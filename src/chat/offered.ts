import type { Remembered } from "./memory.ts";
import type { Message, Reply } from "./message.ts";

const ASKS_OFFICER = /^\/tanya_petugas\b/;

/**
 * A reply without the offer to ask an officer where that would only be refused: in a group, of what came late, and where no
 * question is remembered that may go to officers.
 */
export function offered(reply: Reply, { place, late }: Message, { question }: Pick<Remembered, "question">): Reply {
  if (place === "private" && !late && question?.text !== undefined) return reply;
  return { ...reply, choices: reply.choices.filter(({ action }) => !ASKS_OFFICER.test(action)) };
}
