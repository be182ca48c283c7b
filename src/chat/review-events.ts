import { nobodyOf } from "../reminders/audience-count.ts";
import { digestOf } from "../reminders/digest.ts";
import type { QuietHours } from "../reminders/due.ts";
import type { Event } from "../reminders/event.ts";
import type { EventFiles } from "../reminders/event-files.ts";
import { lintEvent } from "../reminders/lint.ts";
import type { People } from "../reminders/people.ts";
import { planReminders } from "../reminders/plan.ts";
import type { EventsOffice } from "../reminders/releasing.ts";
import { sayEvent } from "../reminders/say-event.ts";
import { sayMoment } from "../reminders/say-when.ts";
import { sayReminder, previewTexts as texts } from "./event-form-texts.ts";
import type { Review, Reviewed } from "./release-approvals.ts";

export type ReviewEventParts = {
  office: Pick<EventsOffice, "find" | "list" | "approve" | "reach">;
  people: Pick<People, "count">;
  files: Pick<EventFiles, "of">;
  officeName: string;
  quiet: QuietHours | undefined;
  /** In ms. */
  now: () => number;
};

/** Events as their approvers judge them: the first reminder as people get it, and when each comes. */
export function reviewEvents({ office, people, files, officeName, quiet, now }: ReviewEventParts): Reviewed {
  async function reviewOf(event: Event): Promise<Review> {
    const sent = await files.of({ event: event.id });
    const { body, startsAt, state } = event;
    const asked = { startsAt, zone: body.zone, reminders: body.reminders, quiet, now: now(), owed: true };
    return {
      release: event,
      title: body.title,
      isWaiting: state === "pending" || state === "draft" || isOneWord(event),
      digest: digestOf(body, sent),
      message: { ...sayEvent(event, "reminder", { officeName }), ...(sent.length > 0 && { files: sent }) },
      audience: body.audience,
      recipients: await office.reach(event.id),
      nobodyOf: await nobodyOf(people, body.audience),
      times: planReminders(asked).planned.map(({ label, dueAt }) =>
        texts.reminder(sayMoment(body.zone, dueAt), sayReminder(label)),
      ),
      findings: lintEvent(body, sent),
    };
  }

  return {
    async waiting() {
      const pending = (await office.list()).filter(({ state }) => state === "pending");
      return Promise.all(pending.map(reviewOf));
    },
    async find(id) {
      const event = await office.find(id);
      return event === undefined ? undefined : reviewOf(event);
    },
    approve: (id, by, options) => office.approve(id, by, options),
  };
}

/** Let go by its maker alone; if it has grown past what that reaches, it is held for a second officer. */
function isOneWord({ state, madeBy, approvedBy, alone }: Event): boolean {
  return state === "approved" && approvedBy === madeBy && !alone;
}
