import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { readHead } from "../office/audit-words.ts";
import type { Shell } from "../shell.ts";
import { createAudit } from "../stores/audit-sqlite.ts";
import { BadInputError, NotInOrderError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** `desk audit …`: what officers did, and whether anybody changed the record of it. */
export function addAuditCommands(desk: Command, shell: Shell): void {
  const audit = desk.command("audit").description("the record of what officers did");
  audit
    .command("verify")
    .option("--head <words>", "the head that was written down earlier; only with it is a cut off end found")
    .option("--json", "one JSON object")
    .description("check that no entry was changed or taken away, and print the head to write down")
    .action((options) => verify(shell, options));
  audit
    .command("list")
    .option("--most <number>", "how many of the newest", "50")
    .option("--json", "one JSON array")
    .description("show the newest entries")
    .action((options) => list(shell, options));
}

async function verify(shell: Shell, { head, json }: { head?: string; json?: boolean }): Promise<void> {
  if (head !== undefined && readHead(head) === undefined)
    throw new BadInputError(
      "--head takes the eight words that audit verify printed (earlier: ten), such as --head abjad-acara-…",
    );
  const verdict = await withOffice(shell, ({ database }) => createAudit(database, systemClock).verify(head));
  const { ok, entries, firstBad } = verdict;
  if (json === true) printJson(shell, { ok, entries, head: verdict.head, firstBad: firstBad ?? null });
  else if (ok) printLines(shell, [`${entries} entries, all in order`, `head: ${verdict.head}`]);
  else
    printLines(shell, [
      `entry ${firstBad} is not what was written there: somebody changed or removed it`,
      "keep this DATA_DIR as it is, and compare it with a backup",
    ]);
  if (!ok) throw new NotInOrderError();
}

async function list(shell: Shell, { most, json }: { most: string; json?: boolean }): Promise<void> {
  if (!/^[1-9]\d{0,5}$/.test(most)) throw new BadInputError(`--most ${most}: give a number from 1 to 999999`);
  const rows = await withOffice(shell, ({ database }) => createAudit(database, systemClock).list(Number(most)));
  if (json === true) printJson(shell, rows);
  else
    printLines(
      shell,
      rows.map(({ n, at, who, action, subject, detail }) => {
        return [n, at, who, action, subject, JSON.stringify(detail)].join("  ");
      }),
    );
}
