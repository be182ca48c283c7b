import { type Answer, openAnswer } from "./answer-part.ts";
import type { MailboxState, TipStatus } from "./part.ts";
import { STATUSES } from "./part-shape.ts";
import { problemTexts } from "./problem-texts.ts";
import type { ListVerdict, ReaderList } from "./reader.ts";
import { isExcluded } from "./reader-list.ts";
import type { Secrets } from "./seal.ts";
import type { StoredPart } from "./tip-store.ts";

/** `turn` is what the next answer carries; `problems` are sentences for people. */
export type OpenedAnswers = { status: TipStatus; turn: number; answers: Answer[]; problems: string[] };

/**
 * What readers wrote to a reporter, opened with the mailbox's identity, the oldest first. Whoever is not among those the reporter let
 * read, nor an alternate the reporter has not excluded, does not speak here: a reader who is accused has a key that fits.
 */
export async function openAnswers(mailbox: {
  stored: { id: string };
  parts: readonly StoredPart[];
  identity: string;
  lists: ListVerdict;
  state: Pick<MailboxState, "readers" | "former" | "excluded">;
}): Promise<OpenedAnswers> {
  const { lists, state } = mailbox;
  if (lists.kind !== "valid") return { status: "diterima", turn: 1, answers: [], problems: [problemTexts.list(lists)] };
  return gatherAnswers({ ...mailbox, versions: lists.versions, maySpeak });

  function maySpeak(name: string): boolean {
    const entries = entriesOf(name, lists.kind === "valid" ? lists.versions : []);
    if (entries.some((reader) => isExcluded(reader, state.excluded))) return false;
    const hasRead = state.readers.includes(name) || state.former?.includes(name) === true;
    return hasRead || entries.some(({ role }) => role === "cadangan");
  }
}

/** Every answer in `parts` that this identity opens and a reader of the lists signed. The same one stored twice is one. */
export async function gatherAnswers(from: {
  stored: { id: string };
  parts: readonly StoredPart[];
  identity: Secrets;
  versions: readonly ReaderList[];
  maySpeak: (name: string) => boolean;
}): Promise<OpenedAnswers> {
  const answers = new Map<string, Answer>();
  const problems: string[] = [];
  const failed = { shut: 0, unreadable: 0, forged: 0 };
  for (const part of from.parts.filter((each) => each.from === "pembaca")) {
    const opened = await openAnswer(part, from.identity, from.versions);
    if (opened.kind !== "answer") failed[opened.kind] += 1;
    else if (opened.answer.meta.case !== from.stored.id)
      problems.push(problemTexts.strayAnswer(opened.answer.meta.case));
    else if (!from.maySpeak(opened.answer.meta.by)) problems.push(problemTexts.notTheirs(opened.answer.meta.by));
    else answers.set(opened.answer.hash, opened.answer);
  }
  const inOrder = [...answers.values()].sort(byTime);
  if (new Set(inOrder.map(({ meta }) => meta.id)).size < inOrder.length) problems.push(problemTexts.sameId);
  for (const { meta, former } of inOrder) if (former) problems.push(problemTexts.formerKey(meta.by, meta.day));
  if (failed.shut > 0) problems.push(problemTexts.shutAnswers(failed.shut));
  if (failed.unreadable > 0) problems.push(problemTexts.oddAnswers(failed.unreadable));
  if (failed.forged > 0) problems.push(problemTexts.forgedAnswers(failed.forged));
  const turn = 1 + inOrder.reduce((highest, { meta }) => Math.max(highest, meta.turn ?? 0), 0);
  return { status: statusOf(inOrder), turn, answers: inOrder, problems };
}

/**
 * The newest status that a reader of today's list gave; that of a key which is no longer on it counts only while there is no other, for
 * a key that was lost could say anything. "diterima" before anybody gave one.
 */
export function statusOf(answers: readonly Answer[]): TipStatus {
  const given = answers.filter(({ meta }) => meta.kind === "status").sort(byTime);
  return (given.findLast(({ former }) => !former) ?? given.at(-1))?.meta.status ?? "diterima";
}

/** All entries that the versions ever had under a name. */
export function entriesOf(name: string, versions: readonly ReaderList[]): ReaderList["readers"][number][] {
  return versions.flatMap(({ readers }) => readers.filter((reader) => reader.name === name));
}

/**
 * By day; within a day by turn, which each writer sets above all that they saw; of two that did not see each other, what is further on
 * comes last; then by id, so that everybody sees the same order.
 */
function byTime({ meta: one }: Answer, { meta: other }: Answer): number {
  return (
    compare(one.day, other.day) ||
    (one.turn ?? 0) - (other.turn ?? 0) ||
    STATUSES.indexOf(one.status ?? "diterima") - STATUSES.indexOf(other.status ?? "diterima") ||
    compare(one.id, other.id)
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
