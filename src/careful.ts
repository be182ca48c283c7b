import type { Answering } from "./answering.ts";
import { createMayLeave } from "./chat/may-leave.ts";
import type { Care } from "./chat/question.ts";
import { createQuiet, type Quiet } from "./chat/quiet.ts";
import type { Clock } from "./clock.ts";
import type { Settings } from "./settings.ts";

/** Whose words go no further than their answer, by the knowledge of the moment. */
export function openCare(settings: Pick<Settings, "TIPS_ROOT">, clock: Clock, current: () => Answering): Quiet & Care {
  const quiet = createQuiet(clock);
  return {
    ...quiet,
    ...createMayLeave({
      ...{ quiet, clock, takesReports: settings.TIPS_ROOT !== undefined },
      tells: (...said) => current().tells(...said),
      accuses: (text) => current().mayAccuse(text),
    }),
  };
}
