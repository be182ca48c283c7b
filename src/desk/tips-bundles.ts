import type { Shell } from "../shell.ts";
import { AT_THE_DESK } from "../stores/audit-sqlite.ts";
import { writeBundle } from "../tips/bundle.ts";
import { BadInputError } from "./desk-error.ts";
import { printLines } from "./output.ts";
import { isCaseId } from "./tips-case.ts";
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
