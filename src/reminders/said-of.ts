import type { Zone } from "../clock.ts";
import type { WhenSaid } from "./read-when.ts";
import { sayClock } from "./say-when.ts";
import { zoneTime } from "./zone-time.ts";

/** Moments (ms) as somebody would have said them in that zone; the other way round of reading them. */
export function saidOf(zone: Zone, startsAt: number, endsAt: number): WhenSaid {
  const time = (moment: number) => sayClock(zone, moment).replace(".", ":");
  const [day, endDay] = [zoneTime(zone, startsAt).day, zoneTime(zone, endsAt).day];
  return {
    day,
    endDay: endDay === day ? undefined : endDay,
    from: time(startsAt),
    until: time(endsAt),
    zone: undefined,
  };
}
