import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import type { Answer } from "../tips/answer-part.ts";
import { type OpenedCase, type OpenedPart, openCase } from "../tips/open-case.ts";
import { verifyLists } from "../tips/reader-list.ts";
import type { StoredPart } from "../tips/tip-store.ts";
import { BadInputError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { bundleOf, caseInHand, isCaseId, isOpen } from "./tips-case.ts";
import { checkFolder, type KeptFiles, keepFiles } from "./tips-files.ts";
import { type ActingReader, actingReader, type IdentityOptions } from "./tips-identity.ts";
import { type AgreedList, agreedList, withTips } from "./tips-office.ts";
import { type OpenedOriginals, originalsIn } from "./tips-originals.ts";
import { onOneLine, plainLines } from "./tips-plain.ts";

type Options = IdentityOptions & { with?: readonly string[]; files?: string; json?: boolean };
type Shown = {
  opened: OpenedCase;
  sealed: readonly StoredPart[];
  reader: ActingReader;
  lists: AgreedList;
  originals: OpenedOriginals;
};

/** Shows a case of the store, or one that was exported, to a reader whom it is sealed to. */
export async function openTip(shell: Shell, what: string, options: Options): Promise<void> {
  const { files, with: released = [] } = options;
  if (released.length > 0 && files === undefined)
    throw new BadInputError("--with opens a picture as it was sent; say where it may be written: --files DIR");
  const settings = readSettings(shell.environment);
  if (files !== undefined) checkFolder(files, settings.DATA_DIR);
  const shown = isCaseId(what) ? await fromStore(shell, what, options) : await fromFile(shell, what, options);
  const kept = files === undefined ? new Map() : await keepFiles(files, shown.opened.parts, shown.originals);
  if (options.json === true) printJson(shell, asJson(shown, kept));
  else printLines(shell, forPeople(shown, kept));
}

async function fromStore(shell: Shell, id: string, options: Options): Promise<Shown> {
  return withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    const { stored, reader } = inHand;
    const originals = await originalsIn(inHand, options.with);
    const who = reader.identity.name;
    await office.note({ who, action: "tip-opened", tag: stored.tag });
    for (const { by, n: part } of originals.values()) {
      const detail = { with: by.filter((name) => name !== who), part };
      await office.note({ who, action: "tip-original-opened", tag: stored.tag, detail });
    }
    return { ...inHand, originals };
  });
}

/** Anywhere, without the service's data. */
async function fromFile(shell: Shell, file: string, options: Options): Promise<Shown> {
  const settings = readSettings(shell.environment);
  const { stored, parts: sealed, lists: found } = await bundleOf(file);
  const lists = agreedList(shell, verifyLists(found, settings.TIPS_ROOT), settings);
  const reader = await actingReader(shell, options, lists.list);
  const opened = await openCase({ stored, parts: sealed, identity: reader.secrets, lists });
  if (!isOpen(opened)) throw new BadInputError(`there is nothing in ${file} that this key opens`);
  const inHand = { sealed, opened, reader, lists };
  return { ...inHand, originals: await originalsIn(inHand, options.with) };
}

function asJson({ opened, originals }: Shown, kept: KeptFiles) {
  const { case: id, status, parts, answers, problems, readers, notice } = opened;
  return {
    case: id,
    status,
    parts: parts.map((part) => partJson(part, originals, kept)),
    problems,
    answers: answers.map(answerJson),
    readers,
    notice,
  };
}

function partJson({ n, meta, text, sameAs }: OpenedPart, originals: OpenedOriginals, kept: KeptFiles) {
  const { kind, day, prompt, knownBy, consent, file } = meta;
  return {
    n,
    kind,
    text: text ?? null,
    name: file?.name ?? null,
    mime: file?.mime ?? null,
    sha256: file?.sha256 ?? null,
    cleaned: file?.cleaned ?? null,
    day,
    ...(prompt === undefined ? {} : { prompt }),
    ...(knownBy === undefined ? {} : { knownBy }),
    ...(consent === undefined ? {} : { consent }),
    ...(sameAs === undefined ? {} : { sameAs }),
    ...(file === undefined ? {} : { original: originals.has(n) ? "opened" : file.original ? "sealed" : "none" }),
    ...(kept.get(n) ?? {}),
  };
}

function answerJson({ meta, text, former }: Answer) {
  const { id, by, kind, day, status, reason } = meta;
  return { id, by, kind, day, status: status ?? null, reason: reason ?? null, text, former };
}

function forPeople({ opened, originals }: Shown, kept: KeptFiles): string[] {
  const { case: id, status, parts, answers, problems, notice } = opened;
  return [
    `case ${id}   status ${status}   readers ${opened.readers.join(", ")}`,
    ...problems.map((problem) => `!  ${problem}`),
    ...parts.flatMap((part) => ["", ...partLines(part, originals, kept)]),
    ...answers.flatMap(({ meta, text, former }) => [
      "",
      `${meta.kind}  ${meta.day}  ${meta.by}${former ? " (former key)" : ""}${meta.status === undefined ? "" : `  ${meta.status}`}`,
      ...plainLines(meta.reason ?? ""),
      ...plainLines(text),
    ]),
    "",
    notice,
  ].map(onOneLine);
}

function partLines({ n, meta, text, sameAs }: OpenedPart, originals: OpenedOriginals, kept: KeptFiles): string[] {
  const { kind, day, prompt, knownBy, consent, file } = meta;
  const about = [
    `${n}  ${kind}  ${day}`,
    ...(prompt === undefined ? [] : [`(${prompt})`]),
    ...(knownBy === undefined ? [] : [`known by ${knownBy}`]),
    ...(consent === undefined ? [] : [consent.yes ? "agrees to a summary" : "does not agree to a summary"]),
    ...(sameAs === undefined ? [] : [`the same as ${sameAs}`]),
  ].join("  ");
  if (file === undefined) return [about, ...plainLines(text ?? "")];
  const { file: path, originalFile } = kept.get(n) ?? {};
  return [
    about,
    ...plainLines(file.name),
    `    ${file.mime}, ${file.cleaned ? "bersih" : "belum dibersihkan: bisa memuat jejak pembuatnya"}`,
    `    sha256 as received ${file.sha256}`,
    ...(path === undefined ? [] : [`    -> ${path}`]),
    ...(originalFile === undefined ? [] : [`    -> ${originalFile} (as it was sent, with what a camera writes)`]),
    ...(file.original === undefined || originals.has(n)
      ? []
      : [
          `    as it was sent: another reader hands a share on (desk tips release CASE ${n} …), then open it --with that`,
        ]),
  ];
}
