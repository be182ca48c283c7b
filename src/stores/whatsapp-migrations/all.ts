import type { Migration } from "kysely/migration";
import { tables } from "./0001-tables.ts";

/** Every migration ever released, in order; a released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = { "0001-tables": tables };
