import type { Shell } from "../shell.ts";
import { sealAnswer } from "../tips/answer-part.ts";
import { newId } from "../tips/bytes.ts";
import type { AnswerMeta } from "../tips/part.ts";
import type { Reader, ReaderList } from "../tips/reader.ts";
import { readersNow } from "../tips/readers-now.ts";
import { reseal } from "../tips/seal.ts";
import type { StoredPart } from "../tips/tip-store.ts";
import { BrokenError, RefusedError } from "./desk-error.ts";
import { printLines } from "./output.ts";
import { type CaseInHand, caseInHand } from "./tips-case.ts";
import type { IdentityOptions } from "./tips-identity.ts";
import { withTips } from "./tips-office.ts";

/**
 * Passes a case that nobody has answered on to alternates: everything is sealed anew, to them and to its other readers. Whoever passes it
 * on loses it, also what the reporter writes later.
 */
export async function reassign(
  shell: Shell,
  id: string,
  options: IdentityOptions & { to: readonly string[] },
): Promise<void> {
  const readers = await withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    const { stored, sealed, opened, reader, lists } = inHand;
    const { mailbox } = opened;
    if (opened.status !== "diterima" || opened.answers.some(({ meta }) => meta.passed === undefined))
      throw new RefusedError("this case has been answered, and goes on with those who read it");
    if (opened.shut > 0 || mailbox === undefined)
      throw new RefusedError("this case does not open whole with your key; let another of its readers pass it on");
    const to = alternatesFor(inHand, options.to);
    const others = readersNow(opened, lists.list).filter(({ name }) => name !== reader.identity.name);
    const readers = [...others, ...to.filter(({ name }) => !others.some((other) => other.name === name))];
    const moved: StoredPart[] = [];
    const taken: string[] = [];
    for (const part of sealed) {
      if (part.from === "asli") continue;
      const recipients = readers.map(({ recipient }) => recipient);
      const anew = await reseal(part, reader.secrets, part.from === "pembaca" ? [...recipients, mailbox] : recipients);
      // Only an answer by somebody who may not speak here, which nobody is shown.
      if (anew === undefined) continue;
      taken.push(part.id);
      moved.push({ ...part, ...anew, id: newId() });
    }
    const meta: AnswerMeta = {
      ...{ schema: 1, case: id, id: newId(), by: reader.identity.name, kind: "status", status: "diterima" },
      ...{ day: office.today, turn: opened.turn, readers: readers.map(({ name }) => name) },
      passed: to.map(({ name }) => name),
    };
    const said = await sealAnswer({ meta, text: "", by: reader.identity, readers, mailbox });
    moved.push({ ...said, id: newId(), case: id, day: office.today, from: "pembaca" });
    await office.note({ who: reader.identity.name, action: "tip-passed-on", tag: stored.tag });
    if (!(await office.store.replace(id, taken, moved)))
      throw new BrokenError("the case was deleted or passed on by somebody else meanwhile; nothing was changed");
    return readers;
  });
  printLines(shell, [
    `passed on; it is read now by ${readers.map(({ name }) => name).join(", ")}, and no longer by you`,
  ]);
}

/** Throws a sentence for whoever is no alternate, or whom the reporter has excluded; which of the two it is, is not told. */
function alternatesFor({ opened, lists }: CaseInHand, names: readonly string[]): Reader[] {
  const may = allowed(
    opened.parts.map(({ meta }) => meta.alternates ?? []),
    lists.list,
  );
  return names.map((name) => {
    const found = may.find((reader) => reader.name === name);
    if (found === undefined)
      throw new RefusedError(
        `--to ${name}: this case may be passed on to ${may.map((each) => each.name).join(", ") || "nobody, for no alternate is left to it"}`,
      );
    return found;
  });
}

function allowed(alternates: readonly (readonly string[])[], list: ReaderList): Reader[] {
  return list.readers.filter(
    ({ name, role }) => role === "cadangan" && alternates.every((each) => each.includes(name)),
  );
}
