import { usualSendTiming } from "./channels/whatsapp/send/send-timing.ts";
import type { OfficerRoute } from "./chat/as-officer.ts";
import { createBroadcastCommands } from "./chat/broadcast-commands.ts";
import type { Clock } from "./clock.ts";
import { telegramLimits } from "./delivery/pace.ts";
import type { Audience } from "./reminders/audience.ts";
import { createBroadcasts } from "./reminders/broadcasts.ts";
import { forecast, sayForecast } from "./reminders/forecast.ts";
import type { BroadcastsOffice } from "./reminders/releasing.ts";
import { tellOfficers } from "./reminders/tell-officers.ts";
import type { Settings } from "./settings.ts";
import { createAttachedFiles } from "./stores/attached-files-sqlite.ts";
import { createBroadcastStore } from "./stores/broadcasts-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { createForms } from "./stores/forms-sqlite.ts";
import { createNewsDesk } from "./stores/mailing-news-sqlite.ts";
import { createOfficers } from "./stores/officers-sqlite.ts";
import { createPeople } from "./stores/people-sqlite.ts";

export type BroadcastsOfficeParts = {
  database: Database;
  settings: Pick<Settings, "OFFICE_NAME" | "OFFICE_ZONE" | "FOUR_EYES">;
  clock: Clock;
};

/** The use cases of broadcasts over the office's database, the same for chat and desk. */
export function openBroadcastsOffice({ database, settings, clock }: BroadcastsOfficeParts): BroadcastsOffice {
  return createBroadcasts({
    store: createBroadcastStore(database),
    people: createPeople(database, clock),
    officers: createOfficers(database),
    clock,
    zone: settings.OFFICE_ZONE,
    officeName: settings.OFFICE_NAME,
    fourEyes: settings.FOUR_EYES,
  });
}

export type BroadcastChatParts = {
  database: Database;
  settings: Settings;
  clock: Clock;
  office: BroadcastsOffice;
  officerRoute: OfficerRoute;
  dialogueRoute: OfficerRoute;
};

/** /siaran over the office's database. */
export function openBroadcastCommands({ database, settings, clock, ...parts }: BroadcastChatParts) {
  const people = createPeople(database, clock);
  return createBroadcastCommands({
    ...parts,
    forms: createForms(database, clock),
    files: createAttachedFiles(database),
    people,
    forecast: async (audience) => sayForecast(await forecastFor(people, audience)),
    clock,
    zone: settings.OFFICE_ZONE,
    officeName: settings.OFFICE_NAME,
    quiet: settings.QUIET_HOURS === "off" ? undefined : settings.QUIET_HOURS,
  });
}

/** Whoever subscribed on WhatsApp wrote first, so nobody among them is cold. */
async function forecastFor(people: Pick<ReturnType<typeof createPeople>, "byChannel">, audience: Audience) {
  const counts = await people.byChannel(audience, "broadcasts");
  const [least, most] = usualSendTiming.pushGapMs;
  return forecast(
    { telegram: counts.get("telegram") ?? 0, whatsapp: counts.get("whatsapp") ?? 0, cold: 0 },
    { perSecond: telegramLimits.perSecond, gapMs: (least + most) / 2, cold: { today: 0, perDay: 0 } },
  );
}

/** Tells officers what became of their mailings; to be called every second or so. */
export function openNews(database: Database, clock: Clock): () => Promise<void> {
  const parts = {
    news: createNewsDesk(database, () => clock().getTime()),
    officers: createOfficers(database),
  };
  return () => tellOfficers(parts);
}
