import { systemClock } from "../clock.ts";
import type { Shell } from "../shell.ts";
import { createAudit } from "../stores/audit-sqlite.ts";
import { openDatabase } from "../stores/database.ts";
import { printJson, printLines } from "./output.ts";
import { isMarkOf } from "./tips-audit.ts";
import { caseInHand } from "./tips-case.ts";
import type { IdentityOptions } from "./tips-identity.ts";
import { withTips } from "./tips-office.ts";

const ALL = Number.MAX_SAFE_INTEGER;

/** What readers did with a case, the newest first, for its readers: others cannot tell in the audit which entries belong together. */
export async function showHistory(
  shell: Shell,
  id: string,
  options: IdentityOptions & { json?: boolean },
): Promise<void> {
  const entries = await withTips(shell, async (office) => {
    const { stored } = await caseInHand(shell, office, id, options);
    const database = await openDatabase(office.settings.DATA_DIR);
    try {
      const all = await createAudit(database, systemClock).list(ALL);
      return all.filter(({ subject }) => isMarkOf(subject, stored.tag));
    } finally {
      await database.destroy();
    }
  });
  const rows = entries.map(({ n, at, who, action, detail }) => ({ n, at, who, action, detail }));
  if (options.json === true) printJson(shell, rows);
  else
    printLines(
      shell,
      rows.map(({ n, at, who, action, detail }) => [n, at, who, action, JSON.stringify(detail)].join("  ")),
    );
}
