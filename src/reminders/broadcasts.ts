import type { Clock, Zone } from "../clock.ts";
import type { Officers } from "../office/officers.ts";
import type { FourEyes } from "./approval.ts";
import { approveBroadcast } from "./approve-broadcast.ts";
import { parseAudience } from "./audience.ts";
import type { BroadcastAct, BroadcastBody, BroadcastStore, FileSource } from "./broadcast.ts";
import { digestOf } from "./digest.ts";
import { lintBroadcast } from "./lint.ts";
import { noticesToApprovers, pendingNotice } from "./officer-notices.ts";
import type { People } from "./people.ts";
import { readBroadcast } from "./read-broadcast.ts";
import type { Acting, BroadcastsOffice, ChangeOutcome } from "./releasing.ts";
import { withoutFormatting } from "./rich-text.ts";

export type BroadcastsParts = {
  store: BroadcastStore;
  people: Pick<People, "count">;
  officers: Pick<Officers, "list">;
  clock: Clock;
  zone: Zone;
  officeName: string;
  fourEyes: FourEyes;
};

/** The use cases of broadcasts: made, agreed to by as many officers as it needs, sent, watched and stopped. */
export function createBroadcasts(parts: BroadcastsParts): BroadcastsOffice {
  const { store, people, officers, clock, zone, officeName, fourEyes } = parts;
  const now = () => clock().getTime();
  const act = (by: Acting, action: string, detail: BroadcastAct["detail"] = {}): BroadcastAct => ({
    who: by.name,
    action,
    detail,
    at: now(),
  });

  async function countOf({ audience }: BroadcastBody): Promise<number> {
    const parsed = parseAudience(audience);
    return "problem" in parsed ? 0 : people.count(parsed, "broadcasts");
  }

  async function change(id: number, body: BroadcastBody, by: Acting, file?: FileSource): Promise<ChangeOutcome> {
    const was = await store.find(id);
    if (was === undefined) return { kind: "unknown" };
    if (was.state === "cancelled") return { kind: "cancelled" };
    const read = readBroadcast(body, { officeName, zone, now: now() });
    if (read.kind === "bad") return read;
    const recipients = await countOf(read.body);
    const nothingAgreed = { digest: undefined, confirmedAt: undefined, approvedBy: undefined, approvedAt: undefined };
    const isChanged = await store.step(was, {
      // Whoever changed it answers for it as if they had made it: theirs is the first of two words.
      set: {
        ...nothingAgreed,
        ...{ state: "draft", body: read.body, madeBy: by.name, recipients, alone: false, override: undefined },
      },
      act: act(by, "broadcast-changed", { digest: digestOf(read.body), recipients, was: was.state }),
      file,
    });
    if (!isChanged) return { kind: "over" };
    return { kind: "changed", told: 0, needsApproval: was.state !== "draft", findings: lintBroadcast(read.body) };
  }

  return {
    async add(body, by, file) {
      const read = readBroadcast(body, { officeName, zone, now: now() });
      if (read.kind === "bad") return read;
      const recipients = await countOf(read.body);
      const made = { body: read.body, madeBy: by.name, madeAt: now(), recipients };
      const detail = { digest: digestOf(read.body), recipients };
      const added = await store.add(made, act(by, "broadcast-made", detail), file);
      return { kind: "added", added, findings: lintBroadcast(read.body) };
    },
    async approve(id, by, options = {}) {
      const approving = { by, options, fourEyes, officeName, now: now() };
      const decided = await store.decide(id, (was, reach) => approveBroadcast(was, reach, approving));
      return decided === "moved" ? { kind: "moved" } : (decided ?? { kind: "unknown" });
    },
    change,
    async submit(id, by) {
      const was = await store.find(id);
      if (was?.state !== "draft") return false;
      const digest = digestOf(was.body);
      const recipients = await countOf(was.body);
      const title = titleOf(was.body);
      const asks = pendingNotice({ kind: "siaran", id, title, recipients }, by.name);
      return store.step(was, {
        set: { state: "pending", digest, recipients },
        act: act(by, "broadcast-submitted", { digest, recipients }),
        notices: noticesToApprovers(await officers.list(), was.madeBy, asks),
      });
    },
    pause: (id, by) => store.pause(id, act(by, "broadcast-paused")),
    resume: (id, by) => store.resume(id, act(by, "broadcast-resumed"), by.approves),
    stop: (id, by) => store.stop(id, act(by, "broadcast-stopped")),
    resend: (id, which, by) => store.resend(id, which, act(by, "broadcast-resent", { which })),
    find: store.find,
    list: store.list,
    counts: store.counts,
    sending: store.sending,
  };
}

const MOST_TITLE = 60;

/** What a broadcast is called among officers: how it begins. */
export function titleOf({ text }: BroadcastBody): string {
  const [first = ""] = withoutFormatting(text).split("\n");
  return first.length <= MOST_TITLE ? first : `${first.slice(0, MOST_TITLE - 1).replace(/\s+\S*$/, "")}…`;
}

/** What an approver is shown, so that nothing else is agreed to: the beginning of its digest, short enough for a button. */
export function shownDigest(body: BroadcastBody): string {
  return digestOf(body).slice(0, 16);
}
