import type { Clock } from "../clock.ts";
import { type Audience, parseAudience } from "./audience.ts";
import { asAgreed, type Event } from "./event.ts";
import type { EventsOffice } from "./releasing.ts";

export const rsvpAnswers = ["hadir", "diwakili", "tidak"] as const;
/** Whether somebody comes, sends another in their place, or does not come. */
export type RsvpAnswer = (typeof rsvpAnswers)[number];

/** `reason`: why not, or the office of whoever comes instead; never a name. */
export type Rsvp = { answer: RsvpAnswer; reason: string | undefined };

/** How the people of one unit replied; `unit` is undefined for those who named none. */
export type UnitReplies = { unit: string | undefined } & Record<RsvpAnswer, number>;

/** A reason for not coming, or the office that comes instead, as so many of one unit gave it. */
export type GivenReason = { answer: RsvpAnswer; unit: string | undefined; reason: string; count: number };

/** The replies to events. */
export type Rsvps = {
  of(event: number, address: string): Promise<Rsvp | undefined>;
  /** Keeps the reply in the place of an earlier one, with the unit that the person is of now. */
  set(event: number, address: string, rsvp: Rsvp): Promise<void>;
  /** Whether the audience, or whoever was told already, has that address among them; without an audience the latter alone. */
  isInvited(event: number, audience: Audience | undefined, address: string): Promise<boolean>;
  /** The units by name, those without one last. */
  perUnit(event: number): Promise<UnitReplies[]>;
  /** What was given with replies, without who gave it: the commonest first, at most so many. */
  reasons(event: number, most: number): Promise<GivenReason[]>;
  /** Leaves the counts and forgets who replied, and why, of the events that ended before that moment (ms). */
  forgetOver(before: number): Promise<void>;
};

/**
 * An event as one person may see it: `invited` it is meant for them · `public` it is for everybody, and they are nobody's
 * subscriber yet.
 */
export type Invitation = { event: Event; as: "invited" | "public"; rsvp: Rsvp | undefined };

/** `same` it was said before · `changing` officers are changing it just now · `unknown` it is not there for this person. */
export type RespondOutcome =
  | { kind: "saved" | "same"; event: Event }
  | { kind: "begun" | "cancelled" | "changing" | "public"; event: Event }
  | { kind: "unknown" };

/** Events as people see them. */
export type Invitations = {
  /** What is still ahead or going on, the soonest first. */
  upcoming(address: string): Promise<Invitation[]>;
  /** One event, also one that is over, cancelled or being changed, if it was meant for them. */
  find(id: number, address: string): Promise<Invitation | undefined>;
  /** Keeps what they reply; a reply without a reason leaves the reason of the same reply as it is. */
  respond(id: number, address: string, rsvp: Rsvp): Promise<RespondOutcome>;
};

export type InvitationParts = { events: Pick<EventsOffice, "find" | "list">; rsvps: Rsvps; clock: Clock };

/** The one place that decides who sees which event and may reply to it. */
export function createInvitations({ events, rsvps, clock }: InvitationParts): Invitations {
  async function seenBy(now: Event, address: string): Promise<Invitation | undefined> {
    const event = asAgreed(now);
    const audience = parseAudience(event.body.audience);
    if ("problem" in audience) return undefined;
    // What nobody agreed to is no business of those who were never told of it, not even once it was cancelled.
    const meant = event.approvedBy === undefined ? undefined : audience;
    const rsvp = await rsvps.of(event.id, address);
    if (rsvp !== undefined || (await rsvps.isInvited(event.id, meant, address))) return { event, as: "invited", rsvp };
    return audience.kind === "all" && event.state === "approved" ? { event, as: "public", rsvp: undefined } : undefined;
  }

  async function find(id: number, address: string): Promise<Invitation | undefined> {
    const event = await events.find(id);
    // Drafts are for officers; what waits for approval was told of before only if somebody was told.
    if (event === undefined || event.state === "draft") return undefined;
    return seenBy(event, address);
  }

  return {
    find,
    async upcoming(address) {
      const now = clock().getTime();
      const ahead = (await events.list()).filter(({ state, endsAt }) => state === "approved" && endsAt > now);
      const seen = await Promise.all(ahead.map((event) => seenBy(event, address)));
      return seen.filter((each) => each !== undefined);
    },
    async respond(id, address, rsvp) {
      const invitation = await find(id, address);
      if (invitation === undefined) return { kind: "unknown" };
      const { event, as, rsvp: before } = invitation;
      if (event.state === "cancelled") return { kind: "cancelled", event };
      if (event.startsAt <= clock().getTime()) return { kind: "begun", event };
      if (event.state !== "approved") return { kind: "changing", event };
      if (as === "public") return { kind: "public", event };
      if (before?.answer === rsvp.answer && (rsvp.reason === undefined || rsvp.reason === before.reason))
        return { kind: "same", event };
      await rsvps.set(id, address, rsvp);
      return { kind: "saved", event };
    },
  };
}
