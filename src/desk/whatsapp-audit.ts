import { systemClock } from "../clock.ts";
import type { Shell } from "../shell.ts";
import { AT_THE_DESK, createAudit } from "../stores/audit-sqlite.ts";
import { actingAs, withOffice } from "./office.ts";

/** Who links or unlinks the number: the admin that `--as` names, or whoever has an account on this machine. */
export async function linkingAs(shell: Shell, as: string | undefined): Promise<string> {
  if (as === undefined) return AT_THE_DESK;
  return withOffice(shell, async (office) => (await actingAs(office, as, "contact")).name);
}

/** Puts it into the audit, without the number. */
export async function noteLinking(
  shell: Shell,
  who: string,
  action: "whatsapp-linked" | "whatsapp-unlinked",
): Promise<void> {
  const act = { who, action, subject: "whatsapp", detail: {} };
  await withOffice(shell, ({ database }) => createAudit(database, systemClock).append(act));
}
