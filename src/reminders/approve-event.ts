import { decideApproval, type FourEyes } from "./approval.ts";
import { parseAudience } from "./audience.ts";
import { digestOf } from "./digest.ts";
import type { Event } from "./event.ts";
import type { EventSteps } from "./event-store.ts";
import { isNews, type LetGoParts, letEventGo } from "./let-event-go.ts";
import { lintEvent } from "./lint.ts";
import { atOnceFrom } from "./plan.ts";
import { MOST_ALONE } from "./release.ts";
import type { Acting, ApproveOptions, ApproveOutcome } from "./releasing.ts";

export type ApproveParts = LetGoParts & { fourEyes: FourEyes };

/** One officer's word for an event as it lies there, within the transaction of `steps`. */
export async function approveEvent(
  event: Event,
  steps: EventSteps,
  by: Acting,
  options: ApproveOptions,
  { fourEyes, ...parts }: ApproveParts,
): Promise<ApproveOutcome> {
  const { now } = parts;
  if (event.state === "cancelled") return { kind: "already" };
  if (event.state === "over" || event.endsAt <= now) return { kind: "over" };
  const isHeld = event.state === "approved" && (await steps.isHeld());
  if (event.state === "approved" && !isHeld) return { kind: "already" };
  const files = await steps.files();
  const digest = digestOf(event.body, files);
  if (options.digest !== undefined && !digest.startsWith(options.digest)) return { kind: "moved" };
  const recipients = await reachWithTold(event, steps);
  const findings = lintEvent(event.body, files);
  // A reason where nothing was held lets nothing through.
  const override = findings.length === 0 ? undefined : (options.override ?? "").trim() || event.override;
  const decided = decideApproval({
    madeBy: event.madeBy,
    by,
    recipients,
    together: await togetherWith(event, steps, by, recipients),
    fourEyes,
    confirmedAt: event.confirmedAt,
    now,
    findings,
    override,
  });
  const detail = { digest, recipients, ...(override === undefined ? {} : { override: true }) };
  if (decided.kind === "confirm-later" && event.confirmedAt === undefined) {
    await steps.save({ ...event, confirmedAt: now, recipients, digest, override });
    await steps.note({ who: by.name, action: "event-confirmed", detail });
  }
  if (decided.kind !== "approved") return decided;
  const { alone } = decided;
  const isSeen = await wasSeen(event, steps);
  const approved: Event = {
    ...event,
    ...{
      state: "approved",
      agreed: event.body,
      approvedBy: by.name,
      approvedAt: now,
      alone,
      recipients,
      digest,
      override,
    },
    // Should it be held later, that takes two words anew.
    confirmedAt: undefined,
    sequence: event.sequence + (isSeen && !isHeld ? 1 : 0),
  };
  await steps.save(approved);
  if (decided.most !== undefined) await steps.noteOneWord(event.body.audience, by.name);
  if (isHeld) await steps.letReach(decided.most, atOnceFrom(now, event.startsAt, event.body.zone, parts.quiet));
  else await letEventGo(approved, steps, parts);
  await steps.note({ who: by.name, action: "event-approved", detail: { ...detail, alone } });
  return { kind: "approved", recipients, alone };
}

/** Whether somebody may have it in their calendar: it was agreed to before, so that whoever looked it up could take it, told or not. */
async function wasSeen({ agreed }: Event, steps: EventSteps): Promise<boolean> {
  return agreed !== undefined || (await steps.told()).length > 0;
}

/** What counts against an officer who lets their own go alone; of others', or of what reaches many anyway, nobody asks. */
async function togetherWith(event: Event, steps: EventSteps, by: Acting, recipients: number): Promise<number> {
  if (by.name !== event.madeBy || recipients > MOST_ALONE) return recipients;
  return steps.reachTogether(event.body.audience, isNews(await steps.told(), event.body), by.name);
}

/** How many hear of it now: its audience and, where it says something new to whoever was told of it, these too. */
export async function reachWithTold(event: Event, steps: EventSteps): Promise<number> {
  return isNews(await steps.told(), event.body) ? steps.reachAndTold(event.body.audience) : reachOf(event, steps);
}

/** How many its audience counts now; one that could be read when it was written can be read now. */
export async function reachOf({ body }: Pick<Event, "body">, steps: Pick<EventSteps, "reach">): Promise<number> {
  const audience = parseAudience(body.audience);
  return "problem" in audience ? 0 : steps.reach(audience);
}
