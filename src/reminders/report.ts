import type { Zone } from "../clock.ts";
import { parseAudience } from "./audience.ts";
import type { BroadcastBody } from "./broadcast.ts";
import { titleOf } from "./broadcasts.ts";
import type { EventBody, EventState } from "./event.ts";
import type { DeliveryState, MailingKind, MailingState } from "./mailing.ts";
import type { RosterGroup } from "./people.ts";
import type { Release } from "./release.ts";
import { isMeant } from "./report-audience.ts";
import { factsOf, type ReportFact } from "./report-facts.ts";
import { type MailingLine, mailingLines, missedOf } from "./report-mailings.ts";
import { type UnitLine, unitLines } from "./report-units.ts";
import { sayMoment } from "./say-when.ts";

/** What was let go: an event, or a broadcast. Times in ms. */
export type ReportSubject =
  | { kind: "acara"; release: Release; state: EventState; body: EventBody; startsAt: number; endsAt: number }
  | { kind: "siaran"; release: Release; state: string; body: BroadcastBody };

/** A mailing with its deliveries, counted by unit, state and reason. Times in ms. */
export type ReportMailing = {
  id: number;
  kind: MailingKind;
  label: string;
  state: MailingState;
  reason: string | undefined;
  dueAt: number;
  counts: ReadonlyArray<{
    unit: string | undefined;
    state: DeliveryState;
    reason: string | undefined;
    count: number;
    resent: number;
  }>;
};

export type ReportReply = { unit: string | undefined; answer: "hadir" | "diwakili" | "tidak"; count: number };

/** What a report is made of; of persons nothing but counts. */
export type ReportRows = {
  subject: ReportSubject;
  mailings: readonly ReportMailing[];
  replies: readonly ReportReply[];
  groups: readonly RosterGroup[];
};

/** The rows of events and broadcasts; undefined when there is no such one. */
export type ReportStore = {
  event(id: number): Promise<ReportRows | undefined>;
  broadcast(id: number): Promise<ReportRows | undefined>;
};

/** What became of an event or broadcast, in words and figures that can be shown; nobody's name but the officers'. */
export type Report = {
  kind: "acara" | "siaran";
  id: number;
  title: string;
  officeName: string;
  /** When these were the figures. */
  asOf: string;
  facts: readonly ReportFact[];
  mailings: readonly MailingLine[];
  /** Reminders that nobody got because their time had passed. */
  missed: readonly string[];
  /** By name, those without a unit last. */
  units: readonly UnitLine[];
};

export type ReportContext = { officeName: string; zone: Zone; now: number };

/** Makes the report of what a store read. `zone` is the office's; an event's times are told by its own. */
export function makeReport({ subject, mailings, replies, groups }: ReportRows, context: ReportContext): Report {
  const zone = subject.kind === "acara" ? subject.body.zone : context.zone;
  const audience = parseAudience(subject.body.audience);
  const meant = "problem" in audience ? [] : groups.filter((group) => isMeant(audience, group));
  return {
    kind: subject.kind,
    id: subject.release.id,
    title: subject.kind === "acara" ? subject.body.title : titleOf(subject.body),
    officeName: context.officeName,
    asOf: sayMoment(context.zone, context.now),
    facts: factsOf(subject, zone),
    mailings: mailingLines(mailings, zone),
    missed: missedOf(mailings),
    units: unitLines({ mailings, replies, groups: meant }),
  };
}
