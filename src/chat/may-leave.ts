import type { Tells } from "../answer/tells.ts";
import type { Clock } from "../clock.ts";
import type { Dialogue, Remembered } from "./memory.ts";
import type { Message } from "./message.ts";
import { QUIET_MS, type Quiet } from "./quiet.ts";

export type MayLeaveParts = {
  quiet: Pick<Quiet, "isWithin">;
  tells: Tells;
  /** Whether a text is the tip line's. */
  accuses: (text: string) => boolean;
  clock: Clock;
  /** Whether reports are taken: then a crash may have cut one short. */
  takesReports: boolean;
};

/** A question as it came: `rest` is what is answered, `dialogue` what was open when it came. */
export type Asked = { message: Message; rest: string; remembered: Remembered; dialogue: Dialogue | undefined };

export type MayLeave = {
  /**
   * Whether a text may be a piece of a report that began before: for six hours after one, and, where a dialogue may have been cut
   * by the end of the process before, whatever is not plainly a question. It is answered and goes no further.
   */
  mayBePiece(asked: Pick<Asked, "message" | "rest" | "remembered">): boolean;
  /**
   * Whether the words of a question may leave this machine at all, as far as the list of words lets them. Never what came late, with
   * a file, by a button or in any dialogue, what was held and then said to be no report, what may tell of somebody by itself or with
   * the question before it, nor a piece.
   */
  mayLeave(asked: Asked): boolean;
};

/** What a process that was killed left open would have ended by then. */
const CUT_MS = 30 * 60_000;

export function createMayLeave({ quiet, tells, accuses, clock, takesReports }: MayLeaveParts): MayLeave {
  const cutUntil = takesReports ? clock().getTime() + CUT_MS : Number.NEGATIVE_INFINITY;

  function mayBePiece({ message, rest, remembered }: Pick<Asked, "message" | "rest" | "remembered">): boolean {
    if (quiet.isWithin(message.address, QUIET_MS)) return true;
    return clock().getTime() < cutUntil && tells(rest, remembered.before) !== "question";
  }

  return {
    mayBePiece,
    mayLeave(asked) {
      const { message, rest, remembered, dialogue } = asked;
      const isTyped = message.kind === "text" && rest === message.text.trim();
      if (!isTyped || message.late || message.guarded === true || dialogue !== undefined) return false;
      // A follow-up is read together with the question before it.
      if (remembered.before !== undefined && remembered.beforeStays) return false;
      if (mayBePiece(asked) || accuses(rest)) return false;
      return tells(rest, remembered.before) !== "of-somebody";
    },
  };
}
