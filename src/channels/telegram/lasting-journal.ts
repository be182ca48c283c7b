import type { Journal } from "../../chat/journal.ts";
import { errorName, type Log } from "../../log.ts";

/**
 * A journal whose failures are logged and go no further: a full disk must not keep anybody from an answer. After a crash
 * some may then be answered once more.
 */
export function lastingJournal(journal: Journal, log: Log): Journal {
  const unless = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      log.error("journal_failed", { channel: "telegram", error: errorName(error) });
      return otherwise;
    }
  };
  return {
    read: () => unless(journal.read(), []),
    begin: (numbers) => unless(journal.begin(numbers), undefined),
    replied: (number) => unless(journal.replied(number), undefined),
    sending: (number, by) => unless(journal.sending(number, by), undefined),
    finish: (number) => unless(journal.finish(number), undefined),
    forgetBelow: (number) => unless(journal.forgetBelow(number), undefined),
  };
}
