import type { Clock } from "../clock.ts";
import type { TakesAll } from "./channel.ts";
import type { ConversationParts } from "./conversation.ts";
import { createQuota, groupQuota } from "./quota.ts";

/** Whoever tells of something sends whole albums, of which each file counts. */
const tellingQuota = { messages: 120, seconds: 60 };

/**
 * Everybody but the terminal, where the operator pipes in as much as they like. STOP has a quota of its own: whoever wrote too
 * much may still say it. So has whoever is in the middle of a report (`takesAll`).
 */
export function quotaFor(
  clock: Clock,
  urgent: (text: string) => boolean,
  takesAll: TakesAll = () => false,
): ConversationParts["quota"] {
  const person = createQuota(clock);
  const group = createQuota(clock, groupQuota);
  const stops = createQuota(clock);
  const telling = createQuota(clock, tellingQuota);
  return (address, place, text) => {
    if (address.startsWith("terminal:")) return { seconds: 0, tell: false };
    if (place === "private" && urgent(text)) return stops(address);
    if (place === "group") return group(address);
    return takesAll(address) ? telling(address) : person(address);
  };
}
