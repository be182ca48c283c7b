import { tidied } from "./comparable.ts";
import type { RosterGroup } from "./people.ts";

/** A district as it is kept: "Kec. Tarakan Barat" and "Tarakan Barat" are the same. */
export function bareDistrict(text: string): string {
  const whole = tidied(text);
  return whole.replace(/^(?:kecamatan|kec\.?|distrik)\s+/i, "") || whole;
}

/** "BKPSDM, Kecamatan Tarakan Barat (eselon-4)" */
export function sayGroup({ unit, district, tags }: Pick<RosterGroup, "unit" | "district" | "tags">): string {
  const place = district === undefined ? "" : `, Kecamatan ${district}`;
  return `${unit}${place}${tags.length === 0 ? "" : ` (${tags.join(", ")})`}`;
}
