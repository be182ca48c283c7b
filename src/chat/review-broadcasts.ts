import type { Zone } from "../clock.ts";
import type { AttachedFiles } from "../reminders/attached-file.ts";
import { audienceCount, nobodyOf } from "../reminders/audience-count.ts";
import type { Broadcast } from "../reminders/broadcast.ts";
import { titleOf } from "../reminders/broadcasts.ts";
import { digestOf } from "../reminders/digest.ts";
import { lintBroadcast } from "../reminders/lint.ts";
import type { People } from "../reminders/people.ts";
import type { BroadcastsOffice } from "../reminders/releasing.ts";
import { sayBroadcast } from "../reminders/say-broadcast.ts";
import { sayMoment } from "../reminders/say-when.ts";
import type { Review, Reviewed } from "./release-approvals.ts";
import { releaseTexts as texts } from "./release-texts.ts";

export type ReviewBroadcastParts = {
  office: Pick<BroadcastsOffice, "find" | "list" | "approve">;
  people: Pick<People, "count">;
  files: Pick<AttachedFiles, "of">;
  officeName: string;
  zone: Zone;
};

/** Broadcasts as their approvers judge them: the very message, and when it goes. */
export function reviewBroadcasts({ office, people, files, officeName, zone }: ReviewBroadcastParts): Reviewed {
  async function reviewOf(broadcast: Broadcast): Promise<Review> {
    const { id, body, state } = broadcast;
    const file = body.file === undefined ? undefined : await files.of({ broadcast: id });
    return {
      release: broadcast,
      title: titleOf(body),
      isWaiting: state === "pending" || state === "draft",
      digest: digestOf(body),
      message: { ...sayBroadcast(body.text, officeName), ...(file !== undefined && { files: [file] }) },
      audience: body.audience,
      recipients: await audienceCount(people, body.audience, "broadcasts"),
      nobodyOf: await nobodyOf(people, body.audience),
      times: [body.at === undefined ? texts.atOnce : sayMoment(zone, Date.parse(body.at))],
      findings: lintBroadcast(body),
    };
  }

  return {
    async waiting() {
      return Promise.all((await office.list()).filter(({ state }) => state === "pending").map(reviewOf));
    },
    async find(id) {
      const broadcast = await office.find(id);
      return broadcast === undefined ? undefined : reviewOf(broadcast);
    },
    approve: (id, by, options) => office.approve(id, by, options),
  };
}
