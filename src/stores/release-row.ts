import type { Insertable, Selectable } from "kysely";
import type { Release } from "../reminders/release.ts";
import type { ReleasedTable } from "./tables.ts";

/** What rows of events and broadcasts say alike: who made it and who agreed. */
export function toRelease(row: Omit<Selectable<ReleasedTable>, "state" | "body">): Release {
  return {
    id: row.id,
    madeBy: row.made_by,
    madeAt: row.made_at,
    digest: row.digest ?? undefined,
    recipients: row.recipients,
    confirmedAt: row.confirmed_at ?? undefined,
    approvedBy: row.approved_by ?? undefined,
    approvedAt: row.approved_at ?? undefined,
    alone: row.alone === 1,
    override: row.override ?? undefined,
  };
}

/** The other way round, but for what never changes. */
export function toReleasedRow({
  state,
  body,
  ...release
}: Release & { state: string; body: unknown }): Omit<Insertable<ReleasedTable>, "id" | "made_at"> {
  const { madeBy, digest, recipients, confirmedAt, approvedBy, approvedAt, alone, override } = release;
  return {
    ...{ state, body: JSON.stringify(body), made_by: madeBy, digest: digest ?? null, recipients },
    ...{ confirmed_at: confirmedAt ?? null, approved_by: approvedBy ?? null, approved_at: approvedAt ?? null },
    ...{ alone: alone ? 1 : 0, override: override ?? null },
  };
}
