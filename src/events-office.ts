import type { Clock } from "./clock.ts";
import { createEvents } from "./reminders/events.ts";
import type { EventsOffice } from "./reminders/releasing.ts";
import type { Settings } from "./settings.ts";
import type { Database } from "./stores/database.ts";
import { createEventStore } from "./stores/events-sqlite.ts";
import { createOfficers } from "./stores/officers-sqlite.ts";

/** The use cases of events over the office's database, for the service and the desk. */
export function createEventsOffice({
  settings,
  database,
  clock,
}: {
  settings: Settings;
  database: Database;
  clock: Clock;
}): EventsOffice {
  const { OFFICE_NAME: officeName, OFFICE_ZONE: zone, FOUR_EYES: fourEyes, QUIET_HOURS } = settings;
  return createEvents({
    store: createEventStore(database, clock),
    officers: createOfficers(database),
    clock,
    zone,
    officeName,
    fourEyes,
    quiet: QUIET_HOURS === "off" ? undefined : QUIET_HOURS,
  });
}
