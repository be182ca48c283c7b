import type { Command } from "commander";
import type { Shell } from "../shell.ts";
import { createColdBudget } from "../stores/cold-budget-sqlite.ts";
import { BadInputError } from "./desk-error.ts";
import { actingAs, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** More strangers a day than that and WhatsApp takes the number for a machine's. */
const MOST_COLD = 200;

/** `desk whatsapp cold`: whom the bot may write to first. */
export function addCold(whatsapp: Command, shell: Shell): void {
  whatsapp
    .command("cold")
    .option("--per-day <n>", `how many people a day who never wrote (at most ${MOST_COLD}, 0 for none)`)
    .option("--as <officer>", "the officer who allows it")
    .option("--json", "one JSON object")
    .description("show or set how many people a day the bot may write to who never wrote to it")
    .action((options) => cold(shell, options));
}

async function cold(
  shell: Shell,
  { perDay, as, json }: { perDay?: string; as?: string; json?: boolean },
): Promise<void> {
  await withOffice(shell, async (office) => {
    const budget = createColdBudget(office.database, "whatsapp");
    if (perDay !== undefined) {
      const count = Number(perDay);
      if (!/^\d+$/.test(perDay) || count > MOST_COLD)
        throw new BadInputError(`--per-day ${perDay}: use a number from 0 to ${MOST_COLD}`);
      const officer = await actingAs(office, as, "contact");
      await budget.allow(count, office.today, officer.name);
    } else if (as !== undefined) throw new BadInputError("say how many: --per-day N");
    const allowed = await budget.allowed();
    const usedToday = await budget.used(office.today);
    if (json === true) printJson(shell, { perDay: allowed?.perDay ?? 0, since: allowed?.since ?? null, usedToday });
    else if (allowed === undefined) printLines(shell, ["the bot writes to nobody who did not write first"]);
    else
      printLines(shell, [
        `the bot may write to ${allowed.perDay} people a day who never wrote to it, fewer at first (since ${allowed.since}); ` +
          `today it wrote to ${usedToday}`,
      ]);
  });
}
