import { canonicalJson } from "../canonical-json.ts";
import type { Shell } from "../shell.ts";
import { sha256Hex, textToBytes } from "../tips/bytes.ts";
import { RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { agreeOn } from "./tips-agree.ts";
import { type CaseInHand, caseInHand } from "./tips-case.ts";
import type { IdentityOptions } from "./tips-identity.ts";
import { withTips } from "./tips-office.ts";

type Options = IdentityOptions & { json?: boolean };

/** Makes a case unreadable for everybody before its time, once two of its readers said so. */
export async function deleteCase(shell: Shell, id: string, options: Options): Promise<void> {
  const { outcome, isAllGone } = await withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    const outcome = await agreeOn(office, inHand, "hapus", digestOf(inHand));
    return { outcome, isAllGone: outcome.kind === "agreed" ? await office.store.shred(id) : true };
  });
  if (options.json === true) printJson(shell, { case: id, state: outcome.kind === "agreed" ? "deleted" : "asked" });
  else if (outcome.kind === "asked") printLines(shell, asked(`desk tips delete ${id}`));
  else
    printLines(shell, [
      `${id} is deleted by ${outcome.by.join(" and ")}; nobody opens it any more, and in backups it ends within 7 days`,
    ]);
  if (!isAllGone)
    shell.stderr.write("What is left of it opens to nobody, and the service takes it away at its next sweep.\n");
}

/** Lets a closed case's 90 days begin anew, once two of its readers said so; a year after it came it ends all the same. */
export async function keepCase(shell: Shell, id: string, options: Options): Promise<void> {
  const outcome = await withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    const { closed } = inHand.stored;
    if (closed === undefined)
      throw new RefusedError("this case is not closed, so its 90 days have not begun; a year after it came it ends");
    if (closed === office.today) throw new RefusedError("this case was closed today, and its 90 days are all ahead");
    const agreed = await agreeOn(office, inHand, "perpanjang", digestOf(inHand));
    if (agreed.kind === "agreed") {
      await office.store.reopen(id);
      await office.store.close(id, office.today);
    }
    return agreed;
  });
  if (options.json === true) printJson(shell, { case: id, state: outcome.kind === "agreed" ? "kept" : "asked" });
  else if (outcome.kind === "asked") printLines(shell, asked(`desk tips keep ${id}`));
  else printLines(shell, [`${id} is kept by ${outcome.by.join(" and ")}: its 90 days begin today`]);
}

function asked(command: string): string[] {
  return [`asked; another reader of this case agrees within 14 days: ${command} --identity FILE`];
}

/** What exactly is agreed to: the case as its reporter has written it by now, and when it was closed. */
function digestOf({ stored, sealed }: CaseInHand): string {
  const parts = sealed.filter(({ from }) => from !== "pembaca").map((part) => part.id);
  return sha256Hex(textToBytes(canonicalJson({ case: stored.id, closed: stored.closed, parts: parts.sort() })));
}
