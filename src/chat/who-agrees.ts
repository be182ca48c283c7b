import type { Release } from "../reminders/release.ts";
import type { Acting } from "../reminders/releasing.ts";
import type { Choice } from "./message.ts";
import { releaseTexts as texts } from "./release-texts.ts";

/**
 * What follows when an officer submitted something: another officer's word, or, where one may confirm their own (`alone`) and has
 * the right to, their own, twice.
 */
export function whoAgrees(
  { id, madeBy }: Pick<Release, "id" | "madeBy">,
  { kind, by, alone }: { kind: "acara" | "siaran"; by: Acting; alone: boolean },
): { text: string; choices: Choice[] } {
  const action = `/setujui ${kind} ${id}`;
  return alone && by.approves && madeBy === by.name
    ? { text: texts.agreeTwice(action), choices: [{ label: texts.choice.agreeNow, action }] }
    : { text: texts.othersAgree(action), choices: [] };
}
