import type { Clock } from "../clock.ts";
import type { ConversationParts } from "./conversation.ts";
import { createQuota, groupQuota } from "./quota.ts";

/**
 * Everybody but the terminal, where the operator pipes in as much as they like. STOP has a quota of its own: whoever wrote too
 * much may still say it.
 */
export function quotaFor(clock: Clock, urgent: (text: string) => boolean): ConversationParts["quota"] {
  const person = createQuota(clock);
  const group = createQuota(clock, groupQuota);
  const stops = createQuota(clock);
  return (address, place, text) => {
    if (address.startsWith("terminal:")) return { seconds: 0, tell: false };
    if (place === "private" && urgent(text)) return stops(address);
    return place === "group" ? group(address) : person(address);
  };
}
