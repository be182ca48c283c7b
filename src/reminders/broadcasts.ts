import type { Clock, Zone } from "../clock.ts";
import type { Officers } from "../office/officers.ts";
import { decideApproval, type FourEyes } from "./approval.ts";
import { parseAudience } from "./audience.ts";
import type { Broadcast, BroadcastAct, BroadcastBody, BroadcastStore, FileSource } from "./broadcast.ts";
import { digestOf } from "./digest.ts";
import { lintBroadcast } from "./lint.ts";
import type { NewMailing } from "./mailing.ts";
import { noticesToApprovers, pendingNotice } from "./officer-notices.ts";
import type { People } from "./people.ts";
import { readBroadcast } from "./read-broadcast.ts";
import type { Acting, ApproveOutcome, BroadcastsOffice, ChangeOutcome } from "./releasing.ts";
import { withoutFormatting } from "./rich-text.ts";
import { sayBroadcast } from "./say-broadcast.ts";

export type BroadcastsParts = {
  store: BroadcastStore;
  people: Pick<People, "count">;
  officers: Pick<Officers, "list">;
  clock: Clock;
  zone: Zone;
  officeName: string;
  fourEyes: FourEyes;
};

/** What an approval came to. */
type Released = {
  recipients: number;
  digest: string;
  alone: boolean;
  most: number | undefined;
  override: string | undefined;
};

/** What was to go out longer ago than that is shown to its maker again instead of sent. */
const MOST_LATE_MS = 12 * 60 * 60_000;

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

  async function approve(
    id: number,
    by: Acting,
    options: { digest?: string; override?: string } = {},
  ): Promise<ApproveOutcome> {
    const was = await store.find(id);
    if (was === undefined) return { kind: "unknown" };
    const digest = digestOf(was.body);
    const obstacle = whyNot(was, digest, options.digest);
    if (obstacle !== undefined) return { kind: obstacle };
    const recipients = await countOf(was.body);
    const findings = lintBroadcast(was.body);
    // A reason where nothing was held lets nothing through.
    const override = findings.length === 0 ? undefined : options.override;
    const decided = decideApproval({
      madeBy: was.madeBy,
      by,
      recipients,
      fourEyes,
      confirmedAt: was.confirmedAt,
      now: now(),
      findings,
      override,
    });
    if (decided.kind === "confirm-later") {
      if (was.confirmedAt !== undefined) return decided;
      const set = { confirmedAt: now(), recipients, digest };
      const isKept = await store.step(was, { set, act: act(by, "broadcast-confirmed", { digest, recipients }) });
      return isKept ? decided : { kind: "moved" };
    }
    return decided.kind === "approved" ? release(was, by, { ...decided, recipients, digest, override }) : decided;
  }

  /** Why nobody's word can let it go any more, or not what they were shown. */
  function whyNot({ state, body }: Broadcast, digest: string, shown = ""): "already" | "moved" | "over" | undefined {
    if (state === "approved" || state === "cancelled") return "already";
    if (!digest.startsWith(shown)) return "moved";
    return body.at !== undefined && Date.parse(body.at) < now() - MOST_LATE_MS ? "over" : undefined;
  }

  /** Opens it for everybody in the same transaction as the approval. */
  async function release(
    was: Broadcast,
    by: Acting,
    { recipients, digest, alone, most, override }: Released,
  ): Promise<ApproveOutcome> {
    const set = { state: "approved" as const, recipients, digest, alone, override };
    const isReleased = await store.step(was, {
      set: { ...set, approvedBy: by.name, approvedAt: now() },
      act: act(by, "broadcast-approved", {
        digest,
        recipients,
        alone,
        ...(override === undefined ? {} : { override: true }),
      }),
      mailing: mailingOf(was, most),
    });
    return isReleased ? { kind: "approved", recipients, alone } : { kind: "moved" };
  }

  function mailingOf({ id, body }: Broadcast, most: number | undefined): NewMailing {
    const at = body.at === undefined ? now() : Date.parse(body.at);
    return {
      broadcast: id,
      kind: "broadcast",
      label: "",
      audience: body.audience,
      reply: sayBroadcast(body.text, officeName),
      dueAt: Math.max(at, now()),
      until: undefined,
      most,
    };
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
    approve,
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
    resume: (id, by) => store.resume(id, act(by, "broadcast-resumed")),
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
