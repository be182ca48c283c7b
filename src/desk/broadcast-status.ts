import type { Broadcast } from "../reminders/broadcast.ts";
import type { DeliveryCounts, MailingState } from "../reminders/mailing.ts";
import type { BroadcastsOffice } from "../reminders/releasing.ts";

/** A broadcast with what became of it. */
export type BroadcastStatus = { broadcast: Broadcast; deliveries: DeliveryCounts; sending: MailingState | undefined };

/** How far a broadcast is at this moment. */
export async function statusOf(
  office: Pick<BroadcastsOffice, "counts" | "sending">,
  broadcast: Broadcast,
): Promise<BroadcastStatus> {
  const [deliveries, sending] = await Promise.all([office.counts(broadcast.id), office.sending(broadcast.id)]);
  return { broadcast, deliveries, sending };
}

/** As `--json` prints it. */
export function jsonOf({ broadcast, deliveries, sending }: BroadcastStatus) {
  const { id, state, recipients, alone } = broadcast;
  return { id, state, recipients, deliveries, sending: sending ?? null, alone };
}

/** As a line of its own. */
export function lineOf({ broadcast, deliveries, sending }: BroadcastStatus): string {
  const { id, state, recipients, alone } = broadcast;
  const { accepted, failed, unknown, pending, suppressed } = deliveries;
  const counts = `${accepted} accepted, ${failed} failed, ${unknown} unknown, ${pending} pending, ${suppressed} suppressed`;
  const marks = alone ? ", one officer" : "";
  return `${id}  ${state}${sending === undefined ? "" : `, ${sending}`}${marks}  ${recipients} people: ${counts}`;
}

/** Whether something of it is still to be sent. */
export function isUnderWay({ broadcast, sending }: BroadcastStatus): boolean {
  return broadcast.state === "approved" && sending !== "done" && sending !== "stopped";
}
