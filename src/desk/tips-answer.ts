import type { Shell } from "../shell.ts";
import { sealAnswer } from "../tips/answer-part.ts";
import { newId } from "../tips/bytes.ts";
import type { AnswerMeta, TipStatus } from "../tips/part.ts";
import { STATUSES } from "../tips/part-shape.ts";
import { readersNow } from "../tips/readers-now.ts";
import { BadInputError, BrokenError, RefusedError } from "./desk-error.ts";
import { printJson, printLines, textFrom } from "./output.ts";
import { type CaseInHand, caseInHand } from "./tips-case.ts";
import type { IdentityOptions } from "./tips-identity.ts";
import { type TipOffice, withTips } from "./tips-office.ts";

/** So long a message may be that a phone still shows it in one piece or two. */
const MOST_LETTERS = 6_000;
const ENDS: readonly TipStatus[] = ["selesai", "tidak-dapat-ditindaklanjuti"];

/** Writes to the reporter, who reads it with their code. */
export async function reply(shell: Shell, id: string, options: IdentityOptions & { text: string }): Promise<void> {
  refuseOneStdin(options, options.text);
  const text = readWords(await textFrom(shell, options.text), "--text");
  await withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    await storeAnswer(office, inHand, { kind: "balasan", text, action: "tip-replied" });
  });
  printLines(shell, ["stored; the reporter reads it with /cek and their code"]);
}

type StatusOptions = IdentityOptions & { set?: string; reason?: string; json?: boolean };

/** Says how far a case is, to the reporter too; without `--set` shows it. */
export async function setStatus(shell: Shell, id: string, options: StatusOptions): Promise<void> {
  const set = STATUSES.find((each) => each === options.set);
  if (options.set !== undefined && set === undefined)
    throw new BadInputError(`--set ${options.set}: use one of ${STATUSES.join(", ")}`);
  if (set === undefined && options.reason !== undefined) throw new BadInputError("--reason goes with --set");
  refuseOneStdin(options, options.reason);
  const given = options.reason === undefined ? undefined : await textFrom(shell, options.reason);
  const reason = given === undefined ? undefined : readWords(given, "--reason");
  if (set === "tidak-dapat-ditindaklanjuti" && reason === undefined)
    throw new BadInputError("tell the reporter why nothing can be done: --reason TEXT, or - for stdin");
  const { status, closed } = await withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    const { stored, opened } = inHand;
    if (set === undefined) return { status: opened.status, closed: await settleClosing(office, inHand) };
    const isOver = ENDS.includes(set);
    const action = isOver ? "tip-closed" : "tip-status-set";
    await storeAnswer(office, inHand, { kind: "status", status: set, reason, text: "", action });
    if (isOver) await office.store.close(id, office.today);
    else if (stored.closed !== undefined) await office.store.reopen(id);
    return { status: set, closed: isOver ? (stored.closed ?? office.today) : undefined };
  });
  if (options.json === true) printJson(shell, { case: id, status, closed: closed ?? null });
  else
    printLines(shell, [
      `${id} is ${status}`,
      ...(closed === undefined ? [] : [`closed on ${closed}; 90 days later nobody can open it any more`]),
    ]);
}

/** Closes a case here whose status, written elsewhere, says that it is over, or opens it again; the day it was closed. */
export async function settleClosing(
  { store, today, note }: Pick<TipOffice, "store" | "today" | "note">,
  { stored, opened, reader }: CaseInHand,
): Promise<string | undefined> {
  const isOver = ENDS.includes(opened.status);
  if (isOver === (stored.closed !== undefined)) return stored.closed;
  const action = isOver ? "tip-closed" : "tip-reopened";
  await note({ who: reader.identity.name, action, tag: stored.tag });
  await (isOver ? store.close(stored.id, today) : store.reopen(stored.id));
  return isOver ? today : undefined;
}

/** What a reader says; `action` is what the audit calls it. */
type Said = Pick<AnswerMeta, "kind" | "status"> & { reason?: string | undefined; text: string; action: string };

/** Seals an answer to the mailbox and to whoever reads the case now, and puts it on the disk. */
export async function storeAnswer(
  { store, today, note }: Pick<TipOffice, "store" | "today" | "note">,
  { stored, opened, reader, lists }: CaseInHand,
  { text, action, reason, ...about }: Said,
): Promise<void> {
  const readers = readersNow(opened, lists.list);
  if (!readers.some(({ name }) => name === reader.identity.name))
    throw new RefusedError("this case was passed on to others, who answer it");
  if (opened.mailbox === undefined)
    throw new RefusedError(
      "the parts of this case do not say for certain where its reporter reads, so nothing is answered; open it and see its problems",
    );
  const meta: AnswerMeta = {
    ...about,
    ...(reason === undefined ? {} : { reason }),
    schema: 1,
    case: stored.id,
    id: newId(),
    by: reader.identity.name,
    day: today,
    turn: opened.turn,
    readers: readers.map(({ name }) => name),
  };
  const sealed = await sealAnswer({ meta, text, by: reader.identity, readers, mailbox: opened.mailbox });
  const part = { ...sealed, id: newId(), case: stored.id, day: today, from: "pembaca" } as const;
  await note({ who: reader.identity.name, action, tag: stored.tag });
  if ((await store.add([part])).kind !== "stored")
    throw new BrokenError(
      "the case was deleted meanwhile, by its reporter or because its time was over; nothing is stored",
    );
}

/** What somebody wrote, in the shape in which it is sealed. Throws a sentence when there is nothing in it, or too much. */
export function readWords(given: string, option: string): string {
  const text = given.replaceAll(/\r\n?/g, "\n").trim();
  if (text === "") throw new BadInputError(`${option} is empty; write what the reporter is to read`);
  if (text.length > MOST_LETTERS)
    throw new BadInputError(`${option} has ${text.length} letters, and ${MOST_LETTERS} is the most; make two of it`);
  return text;
}

/** Throws where a passphrase and a text would both be read from stdin. */
export function refuseOneStdin({ passphraseFile }: IdentityOptions, option: string | undefined): void {
  if (passphraseFile === "-" && option === "-")
    throw new BadInputError("stdin cannot be both the passphrase and the text; give one of them as a file");
}
