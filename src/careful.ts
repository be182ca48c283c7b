import type { Answering } from "./answering.ts";
import { createMayLeave } from "./chat/may-leave.ts";
import type { Care } from "./chat/question.ts";
import { createQuiet, type Quiet } from "./chat/quiet.ts";
import type { Clock } from "./clock.ts";
import type { Settings } from "./settings.ts";

export type CareParts = {
  settings: Pick<Settings, "TIPS_ROOT">;
  clock: Clock;
  current: () => Answering;
  /** Whether anything outside is ever asked; else nobody has to look whether it may be. */
  asksOutside: boolean;
};

/** Whose words go no further than their answer, by the knowledge of the moment. */
export function openCare({ settings, clock, current, asksOutside }: CareParts): Quiet & Care {
  const quiet = createQuiet(clock);
  const { mayBePiece, mayLeave } = createMayLeave({
    ...{ quiet, clock, takesReports: settings.TIPS_ROOT !== undefined },
    tells: (...said) => current().tells(...said),
    accuses: (text) => current().mayAccuse(text),
  });
  return { ...quiet, mayBePiece, mayLeave: (asked) => asksOutside && mayLeave(asked) };
}
