import { randomUUID } from "node:crypto";
import type { Clock, Zone } from "../clock.ts";
import type { Officers } from "../office/officers.ts";
import type { FourEyes } from "./approval.ts";
import { approveEvent, reachOf, reachWithTold } from "./approve-event.ts";
import { changeEvent } from "./change-event.ts";
import { comparable } from "./comparable.ts";
import { digestOf } from "./digest.ts";
import type { QuietHours } from "./due.ts";
import type { Event } from "./event.ts";
import type { EventStore } from "./event-store.ts";
import { sayEventIsOff } from "./let-event-go.ts";
import { lintEvent } from "./lint.ts";
import { type Notice, noticesToApprovers, pendingNotice } from "./officer-notices.ts";
import { type ReadEvent, readEvent } from "./read-event.ts";
import type { Acting, EventsOffice } from "./releasing.ts";

export type EventsParts = {
  store: EventStore;
  officers: Pick<Officers, "list">;
  clock: Clock;
  zone: Zone;
  officeName: string;
  fourEyes: FourEyes;
  quiet: QuietHours | undefined;
};

/** The use cases of events: made, agreed to by as many officers as it needs, changed, called off. */
export function createEvents({ store, officers, clock, zone, officeName, fourEyes, quiet }: EventsParts): EventsOffice {
  const now = () => clock().getTime();
  const parts = () => ({ officeName, quiet, now: now() });

  async function askingApprovers(): Promise<(event: Event) => Notice[]> {
    const all = await officers.list();
    return ({ id, body, recipients, madeBy }) =>
      noticesToApprovers(all, madeBy, pendingNotice({ kind: "acara", id, title: body.title, recipients }, madeBy));
  }

  async function newEvent({ body, startsAt, endsAt }: Extract<ReadEvent, { kind: "read" }>, by: Acting) {
    const recipients = await reachOf({ body }, store);
    const event = {
      body,
      startsAt,
      endsAt,
      recipients,
      madeBy: by.name,
      madeAt: now(),
      uid: `${randomUUID()}@sinetral`,
    };
    return { event, act: { who: by.name, action: "event-made", detail: { digest: digestOf(body), recipients } } };
  }

  return {
    async add(input, by, files) {
      const read = readEvent(input, { zone });
      if (read.kind === "bad") return read;
      const { event, act } = await newEvent(read, by);
      const added = await store.add(event, act, files);
      return { kind: "added", added, findings: lintEvent(read.body, await store.files(added.id)) };
    },
    async importAll(inputs, by, options) {
      const read = inputs.map((input) => readEvent(input, { zone }));
      const problems = read.flatMap((each, at) =>
        each.kind === "bad" ? each.problems.map((problem) => ({ ...problem, at })) : [],
      );
      if (problems.length > 0) return { kind: "bad", problems };
      const standing = (await store.list()).filter(({ state }) => state !== "cancelled");
      const known = new Set(standing.map(({ body, startsAt }) => nameOf({ body, startsAt })));
      const made: Array<Awaited<ReturnType<typeof newEvent>>> = [];
      const same: number[] = [];
      const past: number[] = [];
      for (const [at, each] of read.entries()) {
        if (each.kind === "bad") continue;
        if (known.has(nameOf(each))) same.push(at);
        else if (each.endsAt <= now()) past.push(at);
        else made.push(await newEvent(each, by));
        known.add(nameOf(each));
      }
      const added =
        options?.dryRun === true ? made.map(({ event }) => ({ id: 0, body: event.body })) : await store.addAll(made);
      return { kind: "imported", added, same, past };
    },
    async approve(id, by, options = {}) {
      const approved = await store.within(id, (event, steps) =>
        approveEvent(event, steps, by, options, { ...parts(), fourEyes }),
      );
      return approved ?? { kind: "unknown" };
    },
    async change(id, input, by, files) {
      const read = readEvent(input, { zone });
      if (read.kind === "bad") return read;
      const askApprovers = await askingApprovers();
      const changed = await store.within(id, (event, steps) =>
        changeEvent(event, steps, read, by, { ...parts(), files, askApprovers }),
      );
      return changed ?? { kind: "unknown" };
    },
    async cancel(id, by) {
      const cancelled = await store.within(id, async (event, steps) => {
        if (event.state === "cancelled") return { kind: "already" as const };
        if (event.state === "over") return { kind: "over" as const };
        await steps.withdraw("cancelled");
        const off: Event = { ...event, state: "cancelled", sequence: event.sequence + 1 };
        await steps.save(off);
        const told = await sayEventIsOff(off, steps, parts());
        await steps.note({ who: by.name, action: "event-cancelled", detail: { was: event.state, told } });
        return { kind: "cancelled" as const, told };
      });
      return cancelled ?? { kind: "unknown" };
    },
    async submit(id, by) {
      const askApprovers = await askingApprovers();
      const submitted = await store.within(id, async (event, steps) => {
        if (event.state !== "draft") return false;
        const digest = digestOf(event.body, await steps.files());
        const pending: Event = { ...event, state: "pending", digest, recipients: await reachWithTold(event, steps) };
        await steps.save(pending);
        const { recipients } = pending;
        await steps.note({ who: by.name, action: "event-submitted", detail: { digest, recipients } });
        await steps.tell(askApprovers(pending));
        return true;
      });
      return submitted ?? false;
    },
    reach: async (id) => (await store.within(id, reachWithTold)) ?? 0,
    told: async (id) => (await store.within(id, (_, steps) => steps.countTold())) ?? 0,
    find: store.find,
    list: store.list,
    counts: store.counts,
  };
}

/** By which two lists mean the same event. */
function nameOf({ body, startsAt }: Pick<Event, "body" | "startsAt">): string {
  return `${startsAt} ${comparable(body.title)}`;
}
