import { usualSendTiming } from "./channels/whatsapp/send/send-timing.ts";
import type { OfficerRoute } from "./chat/as-officer.ts";
import type { Asides } from "./chat/aside.ts";
import { createBroadcastCommands } from "./chat/broadcast-commands.ts";
import type { Channel } from "./chat/channel.ts";
import type { ChannelName } from "./chat/message.ts";
import type { Clock } from "./clock.ts";
import { telegramLimits } from "./delivery/pace.ts";
import { type Audience, sayAudience } from "./reminders/audience.ts";
import { createBroadcasts } from "./reminders/broadcasts.ts";
import { type Forecast, forecast, sayForecast } from "./reminders/forecast.ts";
import type { BroadcastsOffice } from "./reminders/releasing.ts";
import { tellOfficers } from "./reminders/tell-officers.ts";
import type { Settings } from "./settings.ts";
import { createAttachedFiles } from "./stores/attached-files-sqlite.ts";
import { createBroadcastStore } from "./stores/broadcasts-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { createForms } from "./stores/forms-sqlite.ts";
import { createNewsDesk } from "./stores/mailing-news-sqlite.ts";
import { peopleOf } from "./stores/mailing-people.ts";
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
  asides: Asides;
  officerRoute: OfficerRoute;
  dialogueRoute: OfficerRoute;
  /** The channels that are set, once there are any. */
  channels: () => readonly Channel[];
};

/** /siaran over the office's database. */
export function openBroadcastCommands({ database, settings, clock, channels, ...parts }: BroadcastChatParts) {
  const people = createPeople(database, clock);
  return createBroadcastCommands({
    ...parts,
    forms: createForms(database, clock),
    files: createAttachedFiles(database),
    people,
    forecast: async (audience) => sayForecast(await forecastFor(database, channels(), audience)),
    clock,
    zone: settings.OFFICE_ZONE,
    officeName: settings.OFFICE_NAME,
    quiet: settings.QUIET_HOURS === "off" ? undefined : settings.QUIET_HOURS,
    alone: settings.FOUR_EYES === "delay",
  });
}

/** How long an audience takes; whoever cannot be told to be a stranger on WhatsApp subscribed there, and so wrote first. */
async function forecastFor(database: Database, channels: readonly Channel[], audience: Audience): Promise<Forecast> {
  const found = peopleOf(database, { event: null, audience: sayAudience(audience) });
  const people = found === undefined ? [] : await database.selectFrom(found).select(["address", "channel"]).execute();
  const on = (name: ChannelName) =>
    people.flatMap(({ address, channel }) => (channel === name && address !== null ? [address] : []));
  const whatsapp = on("whatsapp");
  const channel = channels.find(({ name }) => name === "whatsapp");
  const strangers = (await channel?.strangers?.(whatsapp)) ?? { count: 0, today: 0, perDay: 0 };
  const [least, most] = usualSendTiming.pushGapMs;
  return forecast(
    { telegram: on("telegram").length, whatsapp: whatsapp.length - strangers.count, cold: strangers.count },
    { perSecond: telegramLimits.perSecond, gapMs: (least + most) / 2, cold: strangers },
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
