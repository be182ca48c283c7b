import type { Audience } from "./audience.ts";

/** What a subscriber wants: invitations and reminders of events, announcements, or both. */
export type Topic = "events" | "broadcasts";

/** Somebody who agreed to be written to. */
export type Subscriber = {
  address: string;
  active: boolean;
  topics: readonly Topic[];
  unit: string | undefined;
  district: string | undefined;
  tags: readonly string[];
  /** Which wording they agreed to, and when (ms). */
  consent: string;
  consentedAt: number;
};

/** Everybody of one unit, district and tags, as the roster counts them. */
export type RosterGroup = { unit: string; district: string | undefined; tags: readonly string[]; expected: number };
/** A group with the code that its people join with. */
export type JoinGroup = RosterGroup & { code: string; joined: number };

/** Subscribers and the codes they join with. Nobody's name. */
export type People = {
  at(address: string): Promise<Subscriber | undefined>;
  /** Subscribes to these topics; what is known of the unit stays. */
  subscribe(address: string, topics: readonly Topic[], consent: string): Promise<Subscriber>;
  /** Subscribes to everything as one of a group; undefined when there is no such code. */
  join(address: string, code: string, consent: string): Promise<Subscriber | undefined>;
  group(code: string): Promise<JoinGroup | undefined>;
  /**
   * Sets the unit alone, without a code; what was known of district and tags was of the former unit and goes. False when they
   * are no subscriber.
   */
  setUnit(address: string, unit: string | undefined): Promise<boolean>;
  /** From now on nothing more is sent; false when nothing was. */
  unsubscribe(address: string): Promise<boolean>;
  /** Forgets the person, also in deliveries, replies to events and questions that wait; false when nothing was known. */
  erase(address: string): Promise<boolean>;
  /** How much else lies here under their address. */
  traces(address: string): Promise<Traces>;
  /** How many of an audience are subscribed; of one topic when given. */
  count(audience: Audience, topic?: Topic): Promise<number>;
  /** How many of them each channel serves. */
  byChannel(audience: Audience, topic: Topic): Promise<ReadonlyMap<string, number>>;
  /** The units of roster and subscribers, by name. */
  units(): Promise<string[]>;
  groups(): Promise<JoinGroup[]>;
  /** Adds the groups of a roster and sets how many they have, all or nothing; the codes of known groups stay. */
  importRoster(groups: readonly RosterGroup[], by: string): Promise<RosterOutcome>;
};

/** What was sent to a person, what they replied to events, and which of their questions wait for an officer. */
export type Traces = { deliveries: number; replies: number; waiting: number };

export type RosterOutcome = { added: number; changed: number; same: number };
