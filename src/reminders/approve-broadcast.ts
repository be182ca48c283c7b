import { decideApproval, type FourEyes } from "./approval.ts";
import type { Broadcast, BroadcastReach, BroadcastStep } from "./broadcast.ts";
import { digestOf } from "./digest.ts";
import { lintBroadcast } from "./lint.ts";
import type { NewMailing } from "./mailing.ts";
import { MOST_ALONE, MOST_LATE_MS } from "./release.ts";
import type { Acting, ApproveOptions, ApproveOutcome } from "./releasing.ts";
import { sayBroadcast } from "./say-broadcast.ts";

export type ApproveBroadcastParts = {
  by: Acting;
  options: ApproveOptions;
  fourEyes: FourEyes;
  officeName: string;
  /** In ms. */
  now: number;
};

/** One officer's word for a broadcast as it lies there, and the step that follows from it within the same transaction. */
export async function approveBroadcast(
  was: Broadcast,
  reach: BroadcastReach,
  { by, options, fourEyes, officeName, now }: ApproveBroadcastParts,
): Promise<{ outcome: ApproveOutcome; step?: BroadcastStep }> {
  const digest = digestOf(was.body);
  const obstacle = whyNot(was, digest, { shown: options.digest ?? "", now });
  if (obstacle !== undefined) return { outcome: { kind: obstacle } };
  const recipients = await reach.reach();
  const isOwnFew = by.name === was.madeBy && recipients <= MOST_ALONE;
  const findings = lintBroadcast(was.body);
  // A reason where nothing was held lets nothing through.
  const override = findings.length === 0 ? undefined : options.override;
  const decided = decideApproval({
    madeBy: was.madeBy,
    by,
    recipients,
    together: isOwnFew ? await reach.reachTogether(by.name, now) : recipients,
    fourEyes,
    confirmedAt: was.confirmedAt,
    now,
    findings,
    override,
  });
  const act = (action: string, more = {}) => ({
    who: by.name,
    action,
    detail: { digest, recipients, ...more },
    at: now,
  });
  if (decided.kind === "confirm-later" && was.confirmedAt === undefined)
    return {
      outcome: decided,
      step: { set: { confirmedAt: now, recipients, digest }, act: act("broadcast-confirmed") },
    };
  if (decided.kind !== "approved") return { outcome: decided };
  const { alone, most } = decided;
  return {
    outcome: { kind: "approved", recipients, alone },
    // Opens it for everybody with the approval.
    step: {
      set: { state: "approved", recipients, digest, alone, override, approvedBy: by.name, approvedAt: now },
      act: act("broadcast-approved", { alone, ...(override === undefined ? {} : { override: true }) }),
      onOneWord: most !== undefined,
      mailing: mailingOf(was, { most, officeName, now }),
    },
  };
}

/** Why nobody's word can let it go any more, or not what they were shown. */
function whyNot(
  { state, body }: Broadcast,
  digest: string,
  { shown, now }: { shown: string; now: number },
): "already" | "moved" | "over" | undefined {
  if (state === "approved" || state === "cancelled") return "already";
  if (!digest.startsWith(shown)) return "moved";
  return body.at !== undefined && Date.parse(body.at) < now - MOST_LATE_MS ? "over" : undefined;
}

function mailingOf(
  { id, body }: Broadcast,
  { most, officeName, now }: { most: number | undefined; officeName: string; now: number },
): NewMailing {
  return {
    broadcast: id,
    kind: "broadcast",
    label: "",
    audience: body.audience,
    reply: sayBroadcast(body.text, officeName),
    dueAt: Math.max(body.at === undefined ? now : Date.parse(body.at), now),
    until: undefined,
    most,
  };
}
