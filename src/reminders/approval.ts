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
  fourEyes: FourEyes;
  /** When the same officer confirmed for the first time what lies there now, in ms. */
  confirmedAt: number | undefined;
  now: number;
  findings: readonly LintFinding[];
  override: string | undefined;
};

export type ApprovalDecided =
  | { kind: "approved"; alone: boolean; most: number | undefined }
  | { kind: "second-needed" | "not-approver" }
  | { kind: "confirm-later"; from: number }
  | { kind: "linted"; findings: LintFinding[] };

/**
 * Whether an officer's word lets something go. Few people are reached on its maker's word; more of them, or words that the
 * neutrality check holds, need an approver who did not make it. `most` is how many it may reach when it is sent, if that was
 * agreed to by one. A first `confirm-later` (without `confirmedAt`) is to be kept as the first of two confirmations.
 */
export function decideApproval(asked: ApprovalAsked): ApprovalDecided {
  const { by, madeBy, recipients, findings } = asked;
  const isOverridden = (asked.override ?? "").trim() !== "";
  const reachesMany = recipients > MOST_ALONE;
  // The maker of a small one is told which words these are before anybody else is asked.
  if (findings.length > 0 && !isOverridden)
    return (reachesMany ? whyNot(asked) : undefined) ?? { kind: "linted", findings: [...findings] };
  if (reachesMany || findings.length > 0) return whyNot(asked) ?? letGo(asked);
  if (by.name === madeBy) return { kind: "approved", alone: false, most: MOST_ALONE };
  return by.approves ? { kind: "approved", alone: false, most: undefined } : { kind: "not-approver" };
}

/** Why this officer's word is not enough for what needs two, if it is not. */
function whyNot({ by, madeBy, fourEyes }: ApprovalAsked): ApprovalDecided | undefined {
  if (by.name === madeBy && fourEyes === "strict") return { kind: "second-needed" };
  return by.approves ? undefined : { kind: "not-approver" };
}

function letGo({ by, madeBy, confirmedAt, now }: ApprovalAsked): ApprovalDecided {
  if (by.name !== madeBy) return { kind: "approved", alone: false, most: undefined };
  const from = (confirmedAt ?? now) + CONFIRM_AGAIN_MS;
  const isAgain = confirmedAt !== undefined && now >= from;
  return isAgain ? { kind: "approved", alone: true, most: undefined } : { kind: "confirm-later", from };
}
