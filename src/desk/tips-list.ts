import type { Shell } from "../shell.ts";
import { openCase } from "../tips/open-case.ts";
import type { TipStatus } from "../tips/part.ts";
import type { StoredPart } from "../tips/tip-store.ts";
import { printJson, printLines } from "./output.ts";
import { isOpen } from "./tips-case.ts";
import { actingReader, type IdentityOptions } from "./tips-identity.ts";
import { agreedList, withTips } from "./tips-office.ts";

type Row = { case: string; day: string; size: number; status: TipStatus };

/** Shows the cases that this key opens, and no trace of others. */
export async function listCases(shell: Shell, options: IdentityOptions & { json?: boolean }): Promise<void> {
  const rows = await withTips(shell, async (office) => {
    const lists = agreedList(shell, office.verdict, office.settings);
    const { identity, secrets } = await actingReader(shell, options, lists.list);
    await office.note({ who: identity.name, action: "tips-listed" });
    const found: Row[] = [];
    for (const stored of await office.store.cases()) {
      const told = await office.store.parts(stored.id, "pelapor");
      const answers = await office.store.parts(stored.id, "pembaca");
      // Who reads stands in small parts too: files are opened only where nothing else is there.
      for (const parts of [told.filter(isSmall), told]) {
        const opened = await openCase({ stored, parts: [...parts, ...answers], identity: secrets, lists });
        if (!isOpen(opened)) continue;
        found.push({ case: stored.id, day: stored.day, size: bucket(stored.size), status: opened.status });
        break;
      }
    }
    return found;
  });
  if (options.json === true) printJson(shell, rows);
  else if (rows.length === 0) printLines(shell, ["there are no cases that this key opens"]);
  else printLines(shell, rows.map(line));
}

const SMALL = 70_000;

function isSmall({ body }: StoredPart): boolean {
  return body.length < SMALL;
}

const LEAST = 64 * 1024;

/** How much there is, at most, in bytes: 64 KiB and then four times as much each, so that no file is known by its size. */
export function bucket(size: number): number {
  let limit = LEAST;
  while (limit < size) limit *= 4;
  return limit;
}

function line({ case: id, day, size, status }: Row): string {
  const most = size < 1024 * 1024 ? `${size / 1024} KiB` : `${size / (1024 * 1024)} MiB`;
  return `${id}  ${day}  at most ${most}  ${status}`;
}
