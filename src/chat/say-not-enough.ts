import type { Zone } from "../clock.ts";
import type { NotEnough } from "../reminders/approval.ts";
import type { ApproveOutcome } from "../reminders/releasing.ts";
import { sayClock } from "../reminders/say-when.ts";
import { spellCount } from "../reminders/spell-count.ts";
import type { Reply } from "./message.ts";
import { releaseTexts as texts } from "./release-texts.ts";
import { reply } from "./replies.ts";

/** Why an officer's word does not let something go, and what does. */
export function sayNotEnough(
  outcome: NotEnough,
  { kind, id, zone }: { kind: "acara" | "siaran"; id: number; zone: Zone },
): Reply {
  const why = sayTogether(outcome);
  if (outcome.kind === "confirm-later")
    return reply(
      [...why, texts.confirmLater(`${sayClock(zone, outcome.from)} ${zone}`)],
      [{ label: texts.choice.confirm, action: `/setujui ${kind} ${id}` }],
    );
  return reply(why.length > 0 ? [...why, texts.refused.sliced] : texts.refused[outcome.kind]);
}

/** That it goes to few, but is one of several that together reach many; nothing where that is not why. */
export function sayTogether(outcome: ApproveOutcome): string[] {
  return "together" in outcome && outcome.together !== undefined ? [texts.together(spellCount(outcome.together))] : [];
}
