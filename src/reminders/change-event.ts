import { reachWithTold } from "./approve-event.ts";
import { digestOf } from "./digest.ts";
import type { Event } from "./event.ts";
import { changedFields, isFree, shownChanges } from "./event-fields.ts";
import type { EventSteps } from "./event-store.ts";
import { type LetGoParts, letEventGo } from "./let-event-go.ts";
import { lint, lintEvent } from "./lint.ts";
import type { Notice } from "./officer-notices.ts";
import type { ReadEvent } from "./read-event.ts";
import type { Acting, ChangeOutcome } from "./releasing.ts";

export type ChangeParts = LetGoParts & {
  files: { form: number } | undefined;
  /** To those who may agree to the changed event. */
  askApprovers(event: Event): Notice[];
};

type Read = Extract<ReadEvent, { kind: "read" }>;

/**
 * Changes an event within the transaction of `steps`. What changes only time, place or link of an approved one goes out at once; any
 * other change of it waits for approval, and nothing of the old text is sent meanwhile.
 */
export async function changeEvent(
  event: Event,
  steps: EventSteps,
  { body, startsAt, endsAt }: Read,
  by: Acting,
  { files, askApprovers, ...parts }: ChangeParts,
): Promise<ChangeOutcome> {
  const { now } = parts;
  if (event.state === "cancelled") return { kind: "cancelled" };
  if (event.state === "over") return { kind: "over" };
  const fields = changedFields(event.body, body);
  const needsApproval = event.state === "pending";
  if (fields.length === 0 && files === undefined)
    return { kind: "changed", told: 0, needsApproval, findings: lintEvent(body, await steps.files()) };
  if (startsAt !== event.startsAt && endsAt <= now)
    return { kind: "bad", problems: [{ field: "startsAt", problem: PAST }] };
  if (files !== undefined) await steps.takeFiles(files.form);
  const attached = await steps.files();
  const findings = lintEvent(body, attached);
  const moved: Event = { ...event, body, startsAt, endsAt, confirmedAt: undefined };
  moved.digest = digestOf(body, attached);
  const isFreeNow = files === undefined && isFree(fields) && saysNothingNew(event, moved);
  if (event.state === "approved" && isFreeNow) {
    await steps.withdraw("changed");
    const changed = { ...moved, agreed: body, sequence: event.sequence + 1 };
    await steps.save(changed);
    const told = await letEventGo(changed, steps, parts);
    await note(steps, by, changed, fields, told);
    return { kind: "changed", told, needsApproval: false, findings };
  }
  // What people see stays right when only the audience or the reminders change: what is being sent goes on.
  if (event.state !== "draft") {
    const isSeen = files !== undefined || shownChanges(event.body, body).length > 0;
    await (isSeen ? steps.withdraw("changed") : steps.withdrawPlanned());
  }
  const changed: Event = {
    ...moved,
    state: event.state === "draft" ? "draft" : "pending",
    // Whoever changed it answers for it as if they had made it.
    madeBy: by.name,
    recipients: await reachWithTold(moved, steps),
    ...{ approvedBy: undefined, approvedAt: undefined, alone: false, override: undefined },
  };
  await steps.save(changed);
  await note(steps, by, changed, fields, 0);
  if (changed.state === "pending") await steps.tell(askApprovers(changed));
  return { kind: "changed", told: 0, needsApproval: changed.state === "pending", findings };
}

const PAST = "Waktu yang baru sudah lewat. Tulis waktu yang akan datang, atau batalkan acaranya.";

/** What leads people elsewhere or asks something of them, an address or a number, is no place. */
const NO_PLACE = /https?:|www\.|\b[\w-]+\.(?:com|id|net|org|me|link|xyz|site)\b|\d(?:[\s.-]?\d){5}/i;
const MOST_PLACE_CHARACTERS = 120;

/** A place can hold a message or a slogan as well; words that an approver let through may stay. */
function saysNothingNew(before: Event, { body }: Event): boolean {
  const { place } = body;
  if (place !== before.body.place && (place.length > MOST_PLACE_CHARACTERS || NO_PLACE.test(place))) return false;
  const words = ({ place, map = "", link = "" }: Event["body"]) =>
    lint([place, map, link].join("\n")).map((each) => each.words);
  const known = words(before.body);
  return words(body).every((each) => known.includes(each));
}

async function note(
  steps: EventSteps,
  by: Acting,
  { digest, recipients, sequence, state }: Event,
  fields: readonly string[],
  told: number,
): Promise<void> {
  await steps.note({
    who: by.name,
    action: "event-changed",
    detail: { digest, recipients, sequence, state, fields, told },
  });
}
