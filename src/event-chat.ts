import type { OfficerRoute } from "./chat/as-officer.ts";
import type { Asides } from "./chat/aside.ts";
import type { Dialogues } from "./chat/dialogues.ts";
import { createEventFormCommands } from "./chat/event-form-commands.ts";
import { createEventPreview } from "./chat/event-preview.ts";
import { createPrompts } from "./chat/event-prompts.ts";
import { eventTexts } from "./chat/event-texts.ts";
import { createInvitationCommands } from "./chat/invitation-commands.ts";
import { createKeptDraft, type SayKept } from "./chat/kept-draft.ts";
import { createOfficeEvents } from "./chat/office-events.ts";
import { createReleaseApprovals, type ReleaseApprovals } from "./chat/release-approvals.ts";
import { reviewBroadcasts } from "./chat/review-broadcasts.ts";
import { reviewEvents } from "./chat/review-events.ts";
import type { Handler, Route } from "./chat/routes.ts";
import { createWhoWrites } from "./chat/who-writes.ts";
import { wishes } from "./chat/wishes.ts";
import type { Clock } from "./clock.ts";
import { may } from "./office/officer.ts";
import { eventCalendar } from "./reminders/calendar.ts";
import type { BroadcastsOffice, EventsOffice } from "./reminders/releasing.ts";
import { createInvitations } from "./reminders/rsvp.ts";
import { sayEvent } from "./reminders/say-event.ts";
import type { Settings } from "./settings.ts";
import { createAttachedFiles } from "./stores/attached-files-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { createEventFiles } from "./stores/event-files-sqlite.ts";
import { createForms } from "./stores/forms-sqlite.ts";
import { createOfficers } from "./stores/officers-sqlite.ts";
import { createPeople } from "./stores/people-sqlite.ts";
import { createRsvps } from "./stores/rsvps-sqlite.ts";

export type EventChatParts = {
  database: Database;
  settings: Settings;
  clock: Clock;
  office: EventsOffice;
  /** For /setujui, which lists them beside events. */
  broadcasts: BroadcastsOffice;
  officerRoute: OfficerRoute;
  dialogueRoute: OfficerRoute;
  question: Handler;
  isReport(text: string): Promise<boolean>;
  isQuestion(text: string): boolean;
  asides: Asides;
};

export type EventChat = {
  /** What menu and help show. */
  visible: Route[];
  routes: Route[];
  dialogues: Pick<Dialogues, "event-form" | "rsvp" | "overriding">;
  approvals: ReleaseApprovals;
  /** What takes plain words outside of any dialogue. */
  saidOrQuestion: Handler;
  /** Says that a form stays when a command ends it. */
  sayKept: SayKept;
};

/** /acara, /acara_baru and what /setujui shows of events, over the office's database. */
export function openEventChat(parts: EventChatParts): EventChat {
  const { database, settings, clock, office, broadcasts, officerRoute, dialogueRoute, question } = parts;
  const { OFFICE_NAME: officeName, OFFICE_ZONE: zone, QUIET_HOURS } = settings;
  const quiet = QUIET_HOURS === "off" ? undefined : QUIET_HOURS;
  const alone = settings.FOUR_EYES === "delay";
  const people = createPeople(database, clock);
  const officers = createOfficers(database);
  const rsvps = createRsvps(database, clock);
  const forms = createForms(database, clock);
  const files = createEventFiles(database);
  const form = createEventFormCommands({
    ...{ officerRoute, dialogueRoute, asides: parts.asides, forms, people, files, clock, zone },
    prompts: createPrompts({ people, clock }),
    end: createEventPreview({ office, people, files, forms, officeName, quiet, clock, zone, alone }),
  });
  const invited = createInvitationCommands({
    invitations: createInvitations({ events: office, rsvps, clock }),
    people,
    describe: (event) => sayEvent(event, "reminder", { officeName }),
    calendar: (event) => eventCalendar(event, { officeName, now: clock() }),
    ...{ isReport: parts.isReport, isQuestion: parts.isQuestion, question, clock },
  });
  const officersView = createOfficeEvents({ office, rsvps, edit: form.edit, clock, alone });
  const approvals = createReleaseApprovals({
    reviewed: {
      acara: reviewEvents({ office, people, files, officeName, quiet, now: () => clock().getTime() }),
      siaran: reviewBroadcasts({ office: broadcasts, people, files: createAttachedFiles(database), officeName, zone }),
    },
    ...{ officerRoute, dialogueRoute, zone, question, alone },
    isOfficer: async (name) => (await officers.find(name))?.revoked === false,
  });
  const acara: Route = {
    command: "/acara",
    help: eventTexts.help,
    bareWord: (rest) => /^\d{0,9}$/.test(rest),
    wished: wishes.events,
    async handle(request) {
      const { message } = request;
      const officer = message.place === "group" ? undefined : await officers.at(message.address);
      return officer !== undefined && may(officer, "schedule") ? officersView(request, officer) : invited.open(request);
    },
  };
  return {
    visible: [acara],
    routes: [...invited.routes, ...form.routes, approvals.route],
    dialogues: { ...form.dialogues, ...invited.dialogues, ...approvals.dialogues },
    approvals,
    saidOrQuestion: createWhoWrites({ people, officeName, zone, question: invited.saidOrQuestion }),
    sayKept: createKeptDraft({ officers, forms }),
  };
}
