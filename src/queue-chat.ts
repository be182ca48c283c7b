import type { Answering } from "./answering.ts";
import { createAnswerDrafts } from "./chat/answer-draft.ts";
import { createQueueCommands, type QueueCommandParts } from "./chat/queue-commands.ts";
import type { Database } from "./stores/database.ts";
import { createForms } from "./stores/forms-sqlite.ts";
import { understandBy } from "./understand-by.ts";

export type QueueChatParts = Omit<QueueCommandParts, "drafts" | "understand"> & {
  database: Database;
  /** The knowledge of the moment. */
  current: () => Answering;
};

/** Officers' commands for the queue over the office's database. */
export function openQueueCommands({ database, current, ...parts }: QueueChatParts) {
  const drafts = createAnswerDrafts(createForms(database, parts.clock));
  return createQueueCommands({ ...parts, drafts, understand: understandBy(current) });
}
