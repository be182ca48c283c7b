import type { Shell } from "../shell.ts";
import { signersOf } from "../tips/reader-list.ts";
import { printJson, printLines } from "./output.ts";
import { listTrouble, type TipOffice, withTips } from "./tips-office.ts";
import { readerLine } from "./tips-recipients.ts";

/** Shows who reads, who would, and who has signed; also where the lists do not hold. */
export async function listReaders(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  const shown = await withTips(shell, async (office) => describe(office));
  if (json === true) return printJson(shell, shown);
  const { active, draft, trouble, pinned } = shown;
  printLines(shell, [
    ...(trouble === null ? [] : [`NOT OK  ${trouble}`]),
    ...(shown.found ?? []).flatMap(({ version, readers }) => [`version ${version} has`, ...readers.map(readerLine)]),
    ...(active === null
      ? []
      : [`version ${active.version} counts, root ${active.root}`, ...active.readers.map(readerLine)]),
    ...(active !== null && !pinned ? ["note    TIPS_ROOT is not set: nothing pins this list here"] : []),
    ...(draft === null
      ? []
      : [
          `version ${draft.version} is a draft, signed by ${draft.signedBy.join(", ") || "nobody"}; two sign it of: ${draft.maySign.join(", ") || "its own readers"}`,
          ...draft.readers.map(readerLine),
        ]),
    ...(active === null && draft === null && trouble === null ? [listTrouble({ kind: "none" })] : []),
  ]);
}

function describe({ lists, verdict, settings }: TipOffice) {
  const pinned = settings.TIPS_ROOT !== undefined;
  // What does not hold is shown to be understood, and counts as nothing.
  if (verdict.kind === "broken") {
    const found = lists.map(({ list }) => ({ version: list.version, readers: list.readers }));
    return { active: null, draft: null, trouble: listTrouble(verdict), pinned, found };
  }
  const versions = verdict.kind === "valid" ? verdict.versions : [];
  const [newest, draft] = [versions.at(-1), lists[versions.length]];
  const signers = (newest ?? draft?.list)?.readers ?? [];
  return {
    active:
      newest === undefined || verdict.kind !== "valid"
        ? null
        : { version: newest.version, root: verdict.root, readers: newest.readers },
    draft:
      draft === undefined
        ? null
        : {
            version: draft.list.version,
            readers: draft.list.readers,
            signedBy: signersOf(draft, signers),
            maySign: signers.map(({ name }) => name),
          },
    trouble: null,
    pinned,
  };
}
