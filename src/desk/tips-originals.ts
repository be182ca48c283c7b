import type { OpenedCase } from "../tips/open-case.ts";
import { type OpenedOriginal, openOriginal } from "../tips/shares.ts";
import type { StoredPart } from "../tips/tip-store.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { type ActingReader, contentOf } from "./tips-identity.ts";
import type { AgreedList } from "./tips-office.ts";

type Original = { n: number; bytes: Uint8Array; by: readonly string[] };

/** Pictures as they were sent, by the number of their part, and whose shares opened each. */
export type OpenedOriginals = ReadonlyMap<number, Original>;

type Opened = { opened: OpenedCase; sealed: readonly StoredPart[]; reader: ActingReader; lists: AgreedList };
type Trouble = Exclude<OpenedOriginal["kind"], "opened">;

type OpenWith = (released: readonly string[]) => Promise<OpenedOriginal>;
type Released = ReadonlyMap<string, string>;

/** Opens what other readers released to this one. Throws a sentence for what does not open anything here. */
export async function originalsIn(
  { opened, sealed, reader, lists }: Opened,
  files: readonly string[] = [],
): Promise<OpenedOriginals> {
  const found = new Map<number, Original>();
  const troubles = new Map<string, Trouble>();
  const left = new Map<string, string>();
  for (const file of files) left.set(file, await contentOf(file, "what another reader's `desk tips release` wrote"));
  for (const { n, meta } of opened.parts) {
    const stored = sealed.find(({ id, from }) => from === "asli" && id === meta.file?.original?.part);
    if (meta.file === undefined || stored === undefined) continue;
    const wanted = { stored, file: meta.file, list: lists.list, ...reader };
    const original = await openOne((released) => openOriginal({ ...wanted, released }), left, troubles);
    if (original === undefined) continue;
    found.set(n, { n, ...original });
    for (const file of original.files) left.delete(file);
  }
  const [file] = left.keys();
  if (file !== undefined) throw refused(file, troubles.get(file) ?? "other-picture");
  return found;
}

/** With one of them and this reader's own share; an alternate, who has none, with two. Notes why others do not do. */
async function openOne(open: OpenWith, released: Released, troubles: Map<string, Trouble>) {
  const halves: string[] = [];
  for (const [file, text] of released) {
    const original = await open([text]);
    if (original.kind === "opened") return { ...original, files: [file] };
    if (original.kind === "too-few") halves.push(file);
    if (original.kind !== "other-picture") troubles.set(file, original.kind);
  }
  const both = halves.length < 2 ? undefined : await open(halves.map((file) => released.get(file) ?? ""));
  return both?.kind === "opened" ? { ...both, files: halves } : undefined;
}

function refused(file: string, why: Trouble): Error {
  switch (why) {
    case "too-few":
      return new RefusedError(
        `--with ${file} does not do alone: it takes the shares of two readers, so ask another reader of the case for theirs`,
      );
    case "forged":
      return new RefusedError(`--with ${file} is not signed by a reader of the list; ask whoever gave it to you`);
    case "not-for-you":
      return new BadInputError(`--with ${file} is for somebody else, or was changed on its way; ask for it again`);
    case "other-picture":
      return new BadInputError(`--with ${file} opens no picture of this case; ask for the number of the part`);
    case "damaged":
      return new BadInputError(
        `the picture that --with ${file} opens was changed where it lies, or is not the one that came`,
      );
  }
}
