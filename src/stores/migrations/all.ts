import type { Migration } from "kysely/migration";
import { updates } from "./0001-updates.ts";
import { office } from "./0002-office.ts";
import { wordings } from "./0003-wordings.ts";
import { counts } from "./0004-counts.ts";
import { coldBudget } from "./0005-cold-budget.ts";
import { undelivered } from "./0006-undelivered.ts";
import { reminders } from "./0007-reminders.ts";
import { agreed } from "./0009-agreed.ts";
import { notices } from "./0010-notices.ts";
import { oneWords } from "./0011-one-words.ts";
import { noticeHours } from "./0012-notice-hours.ts";

/** Every migration ever released, in order; a released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-updates": updates,
  "0002-office": office,
  "0003-wordings": wordings,
  "0004-counts": counts,
  "0005-cold-budget": coldBudget,
  "0006-undelivered": undelivered,
  "0007-reminders": reminders,
  "0009-agreed": agreed,
  "0010-notices": notices,
  "0011-one-words": oneWords,
  "0012-notice-hours": noticeHours,
};
