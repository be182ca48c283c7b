import { MOST_ALONE } from "./release.ts";
import type { Acting, LintFinding } from "./releasing.ts";

/** Whether one officer may stand for two by confirming twice. */
export type FourEyes = "strict" | "delay";

/** So long an officer who is alone thinks before confirming again. */
export const CONFIRM_AGAIN_MS = 30 * 60_000;

export type ApprovalAsked = {
  /** Who made or last changed it. */
  madeBy: string;
  by: Acting;
  recipients: number;
  /** How many different people that are together with whom `by` let go to on their own word within the last day. */
  together: number;
  fourEyes: FourEyes;
  /** When the same officer confirmed for the first time what lies there now, in ms. */
  confirmedAt: number | undefined;
  now: number;
  findings: readonly LintFinding[];
  override: string | undefined;
};

/** One officer's word is not enough; `together` is how many it would reach with what they let go before, where that is why. */
export type NotEnough =
  | { kind: "second-needed" | "not-approver"; together: number | undefined }
  | { kind: "confirm-later"; from: number; together: number | undefined };

export type ApprovalDecided =
  | { kind: "approved"; alone: boolean; most: number | undefined }
  | NotEnough
  | { kind: "linted"; findings: LintFinding[] };

/**
 * Whether an officer's word lets something go. Few people are reached on its maker's word; more of them, be it in slices within a day,
 * or words that the neutrality check holds, need an approver who did not make it. `most` is how many it may reach when it is sent, if that was
 * agreed to by one. A first `confirm-later` (without `confirmedAt`) is to be kept as the first of two confirmations.
 */
export function decideApproval(asked: ApprovalAsked): ApprovalDecided {
  const { by, madeBy, recipients, findings } = asked;
  const isOverridden = (asked.override ?? "").trim() !== "";
  const reachesMany = recipients > MOST_ALONE || isSlice(asked);
  // The maker of a small one is told which words these are before anybody else is asked.
  if (findings.length > 0 && !isOverridden)
    return (reachesMany ? whyNot(asked) : undefined) ?? { kind: "linted", findings: [...findings] };
  if (reachesMany || findings.length > 0) return whyNot(asked) ?? letGo(asked);
  if (by.name === madeBy) return { kind: "approved", alone: false, most: MOST_ALONE };
  return by.approves ? { kind: "approved", alone: false, most: undefined } : notEnough(asked, "not-approver");
}

/** Whether it goes to few, but its maker let go so much else that they are many. */
function isSlice({ by, madeBy, recipients, together }: ApprovalAsked): boolean {
  return by.name === madeBy && recipients <= MOST_ALONE && together > MOST_ALONE;
}

function notEnough<K extends NotEnough["kind"]>(
  asked: ApprovalAsked,
  kind: K,
): { kind: K; together: number | undefined } {
  return { kind, together: isSlice(asked) ? asked.together : undefined };
}

/** Why this officer's word is not enough for what needs two, if it is not. */
function whyNot(asked: ApprovalAsked): NotEnough | undefined {
  const { by, madeBy, fourEyes } = asked;
  if (by.name === madeBy && fourEyes === "strict") return notEnough(asked, "second-needed");
  return by.approves ? undefined : notEnough(asked, "not-approver");
}

function letGo(asked: ApprovalAsked): ApprovalDecided {
  const { by, madeBy, confirmedAt, now } = asked;
  if (by.name !== madeBy) return { kind: "approved", alone: false, most: undefined };
  const from = (confirmedAt ?? now) + CONFIRM_AGAIN_MS;
  const isAgain = confirmedAt !== undefined && now >= from;
  return isAgain ? { kind: "approved", alone: true, most: undefined } : { ...notEnough(asked, "confirm-later"), from };
}
