import { writeFile } from "node:fs/promises";
import { systemClock } from "../clock.ts";
import { errorName } from "../log.ts";
import type { JoinGroup } from "../reminders/people.ts";
import { sayGroup } from "../reminders/say-group.ts";
import type { Shell } from "../shell.ts";
import { createPeople } from "../stores/people-sqlite.ts";
import { BadInputError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import { phoneDigits } from "./phone-number.ts";

type Options = { json?: boolean; pdf?: string; telegram?: string; whatsapp?: string };
type Link = (code: string) => { label: string; url: string };

/** Shows the codes of the roster's groups, or puts them on a sheet to print. */
export async function codes(shell: Shell, { json, pdf, telegram, whatsapp }: Options): Promise<void> {
  const links = [...telegramLink(telegram), ...whatsappLink(whatsapp)];
  if (pdf === undefined && links.length > 0) throw new BadInputError("--telegram and --whatsapp go with --pdf FILE");
  if (pdf !== undefined && links.length === 0)
    throw new BadInputError("--pdf needs where the QR codes lead: --telegram NAME, --whatsapp NUMBER, or both");
  const { groups, officeName } = await withOffice(shell, async ({ database, settings }) => {
    return { groups: await createPeople(database, systemClock).groups(), officeName: settings.OFFICE_NAME };
  });
  if (groups.length === 0 && json !== true)
    throw new BadInputError("there is no roster yet; import one: desk people import FILE.csv");
  if (pdf !== undefined) await draw(pdf, officeName, groups, links);
  if (json === true)
    printJson(
      shell,
      groups.map(({ district, ...group }) => ({ ...group, district: district ?? null })),
    );
  else if (pdf !== undefined) printLines(shell, [`${pdf} is written: ${groups.length} cards, four on each A4 page`]);
  else
    printLines(
      shell,
      groups.map((group) => `${group.code}  ${group.joined}/${group.expected}  ${sayGroup(group)}`),
    );
}

function telegramLink(name: string | undefined): Link[] {
  if (name === undefined) return [];
  const bare = name.replace(/^(?:@|https:\/\/t\.me\/)/, "");
  if (!/^[a-z]\w{4,31}$/i.test(bare))
    throw new BadInputError(`--telegram ${name}: give the bot's name, such as sinetral_kota_bot`);
  return [(code) => ({ label: "Telegram", url: `https://t.me/${bare}?start=${code}` })];
}

function whatsappLink(number: string | undefined): Link[] {
  if (number === undefined) return [];
  const digits = phoneDigits(number);
  if (digits === undefined)
    throw new BadInputError(`--whatsapp ${number}: give the bot's number, such as 0812-3456-7890`);
  return [(code) => ({ label: "WhatsApp", url: `https://wa.me/${digits}?text=gabung%20${code}` })];
}

async function draw(
  file: string,
  officeName: string,
  groups: readonly JoinGroup[],
  links: readonly Link[],
): Promise<void> {
  const { drawJoinSheet } = await import("../pictures/join-sheet.ts");
  const cards = groups.map((group) => {
    const { unit, district, tags, code } = group;
    const detail = [...(district === undefined ? [] : [`Kecamatan ${district}`]), ...tags].join(" · ");
    return { unit, detail, code, links: links.map((link) => link(code)) };
  });
  const sheet = await drawJoinSheet(officeName, cards);
  try {
    await writeFile(file, sheet);
  } catch (error) {
    throw new BadInputError(
      `--pdf ${file} cannot be written (${errorName(error)}); name a file in a folder that exists`,
    );
  }
}
