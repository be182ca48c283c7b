import type { Shell } from "../shell.ts";
import { AT_THE_DESK } from "../stores/audit-sqlite.ts";
import { writeBundle } from "../tips/bundle.ts";
import { looksSealed } from "../tips/looks-sealed.ts";
import type { StoredPart } from "../tips/tip-store.ts";
import { BadInputError, BrokenError, RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { settleClosing } from "./tips-answer.ts";
import { bundleOf, caseInHand, isCaseId } from "./tips-case.ts";
import type { IdentityOptions } from "./tips-identity.ts";
import { withTips } from "./tips-office.ts";
import { writeNewFile } from "./tips-write-file.ts";

/** Writes a case into a file, sealed as it is: no key is needed, and none is in it. */
export async function exportCase(shell: Shell, id: string, { out }: { out: string }): Promise<void> {
  await withTips(shell, async ({ store, lists, note }) => {
    const stored = isCaseId(id) ? await store.caseOf(id) : undefined;
    const parts = await store.parts(id);
    if (stored === undefined || parts.length === 0)
      throw new BadInputError(`there is no case ${id}; see: desk tips list --identity FILE`);
    await note({ who: AT_THE_DESK, action: "tip-exported", tag: stored.tag });
    await writeNewFile("--out", out, writeBundle({ stored, parts, lists }));
  });
  printLines(shell, [`${out} is written, sealed; its readers open it: desk tips open ${out} --identity FILE`]);
}

type ImportOptions = Partial<IdentityOptions> & { json?: boolean };

const MOST_ANSWERS = 100;
const MOST_BYTES = 300 * 1024;

/**
 * Takes over what a reader wrote away from here, as the booth writes it. Without a key only its shape is seen to: whoever opens the case
 * is told of what no reader signed. With one, a status that ends the case closes it here too.
 */
export async function importAnswers(shell: Shell, file: string, options: ImportOptions): Promise<void> {
  const { stored, parts } = await bundleOf(file);
  const { identity = [], json } = options;
  const added = await withTips(shell, async (office) => {
    const here = await office.store.caseOf(stored.id);
    if (here === undefined || here.mailbox !== stored.mailbox || here.partKey !== stored.partKey)
      throw new BadInputError(
        `${file} belongs to no case that is here; it may have been deleted, or its time was over`,
      );
    const known = new Set((await office.store.parts(stored.id)).map(({ id }) => id));
    const fresh = parts.filter(({ id }) => !known.has(id));
    refuseOdd(file, fresh);
    await office.note({ who: AT_THE_DESK, action: "tip-answers-imported", tag: here.tag });
    const answers = fresh.map((part) => ({ ...part, day: office.today }));
    if (answers.length > 0 && (await office.store.add(answers)).kind !== "stored")
      throw new BrokenError("the case was deleted meanwhile; nothing is stored");
    if (identity.length > 0)
      await settleClosing(office, await caseInHand(shell, office, stored.id, { ...options, identity }));
    return answers.length;
  });
  if (json === true) printJson(shell, { case: stored.id, added });
  else
    printLines(shell, [
      added === 0 ? "all of it is here already" : `${added} added; the reporter reads it with /cek and their code`,
    ]);
}

/** Throws a sentence for what no reader's program writes: nothing else may come in this way. */
function refuseOdd(file: string, parts: readonly StoredPart[]): void {
  if (parts.some(({ from }) => from !== "pembaca"))
    throw new RefusedError(`${file} has parts of a reporter that are not here; those come through the bot alone`);
  if (parts.length > MOST_ANSWERS) throw new RefusedError(`${file} has more than ${MOST_ANSWERS} answers`);
  if (parts.some((part) => part.body.length > MOST_BYTES || !looksSealed(part)))
    throw new RefusedError(
      `${file} has an answer that is not sealed as answers are, or was cut or changed; write it again with the booth`,
    );
}
