import { forgetOldest } from "../../../chat/quota.ts";

/**
 * Whether a message that is being answered may be asked of its sender's phone once more. While it is, it has not arrived as
 * far as WhatsApp knows, so it would come again after a crash. Each time counts.
 */
export type AskAgain = (key: string) => boolean;

/** Phones send a message again about as often. */
const MOST_TIMES = 5;
const MOST_KEYS = 10_000;

export function createAskAgain(): AskAgain {
  const asked = new Map<string, number>();
  return (key) => {
    const times = (asked.get(key) ?? 0) + 1;
    if (times > MOST_TIMES) return false;
    asked.delete(key);
    asked.set(key, times);
    forgetOldest(asked, MOST_KEYS);
    return true;
  };
}
