import type { Database } from "../../src/stores/database.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";

/** Lets so many people subscribe to everything, on Telegram unless said otherwise, `telegram:900001` and on. */
export async function subscribe(
  database: Database,
  count: number,
  {
    unit,
    channel = "telegram",
    from = 900_001,
  }: { unit?: string; channel?: "telegram" | "whatsapp"; from?: number } = {},
): Promise<string[]> {
  const people = createPeople(database, () => new Date("2026-11-01T00:00:00Z"));
  const addresses = Array.from({ length: count }, (_, at) =>
    channel === "telegram" ? `telegram:${from + at}` : `whatsapp:${from + at}@lid`,
  );
  for (const address of addresses) {
    await people.subscribe(address, ["events", "broadcasts"], "test");
    if (unit !== undefined) await people.setUnit(address, unit);
  }
  return addresses;
}
