import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { parseAudience, sayAudience } from "../reminders/audience.ts";
import { nobodyOf } from "../reminders/audience-count.ts";
import type { Shell } from "../shell.ts";
import { createPeople } from "../stores/people-sqlite.ts";
import { BadInputError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import { codes } from "./people-codes.ts";
import { importRoster } from "./people-import.ts";

/** `desk people …`: who is subscribed, by group and never by name. */
export function addPeopleCommands(desk: Command, shell: Shell): void {
  const people = desk.command("people").description("the roster, its join codes, and how many an audience reaches");
  people
    .command("import")
    .argument("<file>", "a CSV: nama, unit, kecamatan, tag; names are compared and not kept")
    .option("--as <name>", "the officer whose roster it is, for the audit")
    .option("--dry-run", "only say what is in it")
    .option("--json", "one JSON object")
    .description("take a roster over: every group gets a code to join with; known groups keep theirs")
    .action((file, options) => importRoster(shell, file, options));
  people
    .command("count")
    .argument("<audience>", "such as semua, or 'kecamatan:\"Tarakan Barat\" & tag:eselon-4'")
    .option("--json", "one JSON object")
    .description("count the subscribers that an audience means now")
    .action((audience, options) => count(shell, audience, options));
  people
    .command("codes")
    .option("--json", "one JSON array")
    .option("--pdf <file>", "write a sheet to print, a card with QR codes for each group")
    .option("--telegram <name>", "the bot's name on Telegram, for the QR code")
    .option("--whatsapp <number>", "the bot's number on WhatsApp, for the QR code")
    .description("show the code of each group and how many joined")
    .action((options) => codes(shell, options));
}

async function count(shell: Shell, text: string, { json }: { json?: boolean }): Promise<void> {
  const audience = parseAudience(text);
  if ("problem" in audience) throw new BadInputError(audience.problem);
  const counted = await withOffice(shell, async ({ database }) => {
    const people = createPeople(database, systemClock);
    const [count, events, broadcasts] = [
      await people.count(audience),
      await people.count(audience, "events"),
      await people.count(audience, "broadcasts"),
    ];
    return { audience: sayAudience(audience), count, events, broadcasts, nobodyOf: await nobodyOf(people, text) };
  });
  if (json === true) printJson(shell, counted);
  else
    printLines(shell, [
      `${counted.count}  ${counted.audience}  (events: ${counted.events}, broadcasts: ${counted.broadcasts})`,
      ...counted.nobodyOf.map((part) => `  nobody is ${part} yet; check how it is spelt`),
    ]);
}
