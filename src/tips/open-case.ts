import type { Answer } from "./answer-part.ts";
import { bytesToText } from "./bytes.ts";
import { openSigned } from "./envelope.ts";
import { entriesOf, gatherAnswers } from "./open-answers.ts";
import type { PartMeta, TipStatus } from "./part.ts";
import { isPartMeta } from "./part-shape.ts";
import { problemTexts } from "./problem-texts.ts";
import type { ListVerdict, ReaderList } from "./reader.ts";
import { readersAfter } from "./readers-now.ts";
import { type Secrets, unseal } from "./seal.ts";
import type { StoredPart } from "./tip-store.ts";

/**
 * One part of a case as its reader sees it. `id` is what the store calls it; `text` is undefined for files; `sameAs` is the number of an
 * earlier part with the very same content, as when a phone sent something again.
 */
export type OpenedPart = {
  id: string;
  n: number;
  meta: PartMeta;
  content: Uint8Array;
  text: string | undefined;
  hash: string;
  contentHash: string;
  sameAs: number | undefined;
};

/**
 * `problems` are sentences for the reader; empty when all that is here fits together. `shut` counts parts this key does not open. `turn`
 * is what the reader's next answer carries; `mailbox` and `readers` (names) are whom it is sealed to, as the reporter signed them and as
 * readers passed the case on. Where no part opens, or the parts name different mailboxes, `mailbox` is undefined and nobody answers.
 * `notice` belongs under every case.
 */
export type OpenedCase = {
  case: string;
  status: TipStatus;
  parts: OpenedPart[];
  answers: Answer[];
  problems: string[];
  shut: number;
  turn: number;
  mailbox: string | undefined;
  readers: string[];
  notice: string;
};

/**
 * Opens what of a case this identity opens, or several of one reader, and says what does not fit: numbers that are missing, parts of another
 * case, forged or changed ones, other keys, another mailbox, a list that does not hold (then nothing is opened). What is stored twice is
 * one; a part that shares its number with another of the same content is the same, sent again. It cannot tell whether the last part, or the
 * last answer, was taken away: nothing comes after it that would name it.
 */
export async function openCase(from: {
  stored: { id: string; partKey: string; mailbox: string };
  parts: readonly StoredPart[];
  identity: Secrets;
  lists: ListVerdict;
}): Promise<OpenedCase> {
  const { stored, lists } = from;
  const { notice } = problemTexts;
  if (lists.kind !== "valid") {
    const problems = [problemTexts.list(lists)];
    const nothing = { shut: 0, turn: 1, mailbox: undefined, readers: [], notice };
    return { case: stored.id, status: "diterima", parts: [], answers: [], problems, ...nothing };
  }
  const read = await readParts(from);
  const parts = oncePerNumber(read.parts);
  const maySpeak = speakers(parts, lists.versions);
  const answered = await gatherAnswers({ ...from, versions: lists.versions, maySpeak });
  const problems = [
    ...read.problems,
    ...numberProblems(parts, read.parts),
    ...(parts.some(({ meta }) => meta.mailbox !== stored.mailbox) ? [problemTexts.otherMailbox] : []),
    ...contentProblems(parts, from.parts, lists.versions),
    ...(parts.length === 0 && answered.answers.length === 0 && read.shut > 0 ? [] : answered.problems),
  ];
  const { status, answers, turn } = answered;
  const mailboxes = new Set(parts.map(({ meta }) => meta.mailbox));
  const mailbox = mailboxes.size === 1 ? parts[0]?.meta.mailbox : undefined;
  return {
    case: stored.id,
    status,
    parts,
    answers,
    problems,
    shut: read.shut,
    turn,
    mailbox,
    readers: readersAfter(namesIn(parts), answers, maySpeak),
    notice,
  };
}

async function readParts(from: {
  stored: { id: string; partKey: string };
  parts: readonly StoredPart[];
  identity: Secrets;
}): Promise<{ parts: OpenedPart[]; problems: string[]; shut: number }> {
  const parts: OpenedPart[] = [];
  const problems: string[] = [];
  const failed = { shut: 0, unreadable: 0, forged: 0, foreign: 0 };
  for (const part of from.parts.filter((each) => each.from === "pelapor")) {
    const opened = await openPart(part, from.identity);
    if (opened.kind !== "part") failed[opened.kind] += 1;
    else if (opened.part.meta.case !== from.stored.id) problems.push(problemTexts.strayPart(opened.part.meta.case));
    else if (opened.key !== from.stored.partKey) failed.foreign += 1;
    else parts.push(opened.part);
  }
  if (failed.forged > 0) problems.push(problemTexts.forgedPart(failed.forged));
  if (failed.foreign > 0) problems.push(problemTexts.foreignPart(failed.foreign));
  if (failed.unreadable > 0) problems.push(problemTexts.oddPart(failed.unreadable));
  if (failed.shut > 0) problems.push(parts.length === 0 ? problemTexts.notForYou : problemTexts.shut(failed.shut));
  parts.sort((one, other) => one.n - other.n || (one.hash < other.hash ? -1 : 1));
  return { parts, problems, shut: failed.shut };
}

async function openPart(
  stored: StoredPart,
  identity: Secrets,
): Promise<{ kind: "part"; part: OpenedPart; key: string } | { kind: "shut" | "unreadable" | "forged" }> {
  const plain = await unseal(stored, identity);
  if (plain === undefined) return { kind: "shut" };
  const signed = openSigned("bagian", plain);
  if (signed.kind !== "signed") return { kind: signed.kind };
  const { meta, key, content, hash, contentHash } = signed;
  if (!isPartMeta(meta)) return { kind: "unreadable" };
  const text = meta.kind === "berkas" ? undefined : bytesToText(content);
  const { n } = meta;
  return { kind: "part", key, part: { id: stored.id, n, meta, content, text, hash, contentHash, sameAs: undefined } };
}

/** In order, without what is there twice under one number; what is there again under a later number is marked. */
function oncePerNumber(parts: readonly OpenedPart[]): OpenedPart[] {
  const seen = new Map<string, number>();
  const once: OpenedPart[] = [];
  for (const part of parts) {
    const content = `${part.meta.kind} ${part.contentHash}`;
    const earlier = seen.get(content);
    if (earlier === part.n) continue;
    once.push({ ...part, sameAs: earlier });
    if (earlier === undefined) seen.set(content, part.n);
  }
  return once;
}

function numberProblems(parts: readonly OpenedPart[], all: readonly OpenedPart[]): string[] {
  const problems: string[] = [];
  const numbers = new Set(parts.map(({ n }) => n));
  const missing: number[] = [];
  for (let n = 1; n < Math.max(0, ...numbers); n += 1) if (!numbers.has(n)) missing.push(n);
  if (missing.length > 0) problems.push(problemTexts.missing(missing));
  for (const n of numbers) {
    const here = parts.filter((part) => part.n === n);
    if (here.length > 1) problems.push(problemTexts.several(n, here.length));
    const before = all.filter((part) => part.n === n - 1).map(({ hash }) => hash);
    const fits = n === 1 ? [""] : before;
    if ((n === 1 || before.length > 0) && here.some(({ meta }) => !fits.includes(meta.before))) {
      problems.push(problemTexts.broken(n));
    }
  }
  return problems;
}

function contentProblems(
  parts: readonly OpenedPart[],
  stored: readonly StoredPart[],
  versions: readonly ReaderList[],
): string[] {
  const unknown = namesIn(parts).filter((name) => entriesOf(name, versions).length === 0);
  const problems = unknown.length === 0 ? [] : [problemTexts.unknownReaders(unknown)];
  for (const { n, meta, contentHash } of parts) {
    const { file } = meta;
    if (file === undefined) continue;
    if (!file.cleaned && file.sha256 !== contentHash) problems.push(problemTexts.otherFile(n));
    const { original } = file;
    if (original !== undefined && !stored.some(({ id, from }) => from === "asli" && id === original.part)) {
      problems.push(problemTexts.noOriginal(n));
    }
  }
  return problems;
}

/** Who may answer: those the parts are sealed to and the alternates; where no part opens there is nothing to go by. */
function speakers(parts: readonly OpenedPart[], versions: readonly ReaderList[]): (name: string) => boolean {
  const named = new Set(namesIn(parts));
  const passable = parts.flatMap(({ meta }) => (meta.alternates === undefined ? [] : [meta.alternates]));
  return (name) =>
    parts.length === 0 ||
    named.has(name) ||
    (entriesOf(name, versions).some(({ role }) => role === "cadangan") &&
      passable.every((names) => names.includes(name)));
}

function namesIn(parts: readonly OpenedPart[]): string[] {
  return [...new Set(parts.flatMap(({ meta }) => meta.readers))].sort();
}
