import type { Migration } from "kysely/migration";
import { keysTables } from "./keys-0001-tables.ts";
import { tipsTables } from "./tips-0001-tables.ts";

/**
 * Every migration of each file ever released, in order; a released one is never changed. How many ran stands in the file's
 * `user_version`: Kysely's own table would keep the moment.
 */
export const keysMigrations: readonly Migration[] = [keysTables];
export const tipsMigrations: readonly Migration[] = [tipsTables];
