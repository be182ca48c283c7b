import { answersHere } from "./answers-here.ts";
import { newId, randomBytes, sha256Hex, textToBytes } from "./bytes.ts";
import { drawCode } from "./code.ts";
import type { DeriveKeys } from "./code-keys.ts";
import type { JudgedFile } from "./judged-file.ts";
import { openState, sealState } from "./mailbox-state.ts";
import type { KnownBy, MailboxState, PartMeta } from "./part.ts";
import type { Exclusion, ListVerdict, Reader, ReaderList } from "./reader.ts";
import { alternates, eligible } from "./reader-list.ts";
import type { OpenCase } from "./session.ts";
import { sealOriginal } from "./shares.ts";
import { signingKeyOf } from "./signing.ts";
import { type Added, type StoredPart, TipNotStoredError, type TipStore } from "./tip-store.ts";
import { sealPart } from "./write-part.ts";

/** What a part holds, before it is sealed. */
export type Content =
  | { kind: "teks"; text: string }
  | { kind: "berkas"; file: Extract<JudgedFile, { kind: "take" }>; caption: string }
  | { kind: "tahu"; knownBy: KnownBy }
  | { kind: "izin"; yes: boolean; summary: string };

/** `stored`: on the disk for good; `original` tells whether a picture's original is kept too. */
export type Written =
  | { kind: "stored"; parts: number; original: boolean }
  | { kind: "limit"; which: "parts" | "files" | "characters" }
  | { kind: "gone" }
  | { kind: "no-reader" };

const MOST_PARTS = 40;
const MOST_FILES = 10;
const MOST_CHARACTERS = 60_000;

/** Letters and digits that nobody takes for one another. */
const ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

export type CaseWriterParts = {
  store: Pick<TipStore, "begin" | "add" | "parts">;
  keys: DeriveKeys;
  lists: () => Promise<ListVerdict>;
  /** The list that counts now; undefined when nothing may be taken. */
  list: () => Promise<ReaderList | undefined>;
  today: () => string;
};

export type CaseWriter = {
  /** Makes a case with a new code; `busy` when too many are being made, undefined when the list or the exclusion leaves nobody to read it. */
  begin(excluded: Exclusion): Promise<{ words: string[]; open: OpenCase } | "busy" | undefined>;
  /** Seals one part and stores it for good. Rejects with the store's error when the disk does not take it. */
  write(open: OpenCase, content: Content): Promise<Written>;
};

/** Writes cases: every part is sealed, signed and on the disk before this says so. */
export function createCaseWriter(parts: CaseWriterParts): CaseWriter {
  const { store, keys, list, today } = parts;
  async function readersFor(
    excluded: Exclusion,
    among?: readonly string[],
  ): Promise<{ readers: Reader[]; others: string[] }> {
    const now = await list();
    if (now === undefined) return { readers: [], others: [] };
    const others = alternates(now, excluded);
    // Alternates read what a reader passed on to them, and nothing before.
    const passedTo = others.filter(({ name }) => among?.includes(name));
    return { readers: [...eligible(now, excluded, among), ...passedTo], others: others.map(({ name }) => name) };
  }

  return {
    async begin(excluded) {
      const { readers } = await readersFor(excluded);
      if (!readers.some(({ role }) => role === "pembaca")) return undefined;
      const words = drawCode();
      const derived = await keys.derive(words);
      if (derived.kind === "busy") return "busy";
      const { lookup, kind: _kind, ...rest } = derived;
      const id = newCaseId();
      const state: MailboxState = {
        ...{ schema: 1, case: id, n: 0, before: "", files: 0, characters: 0 },
        ...{ readers: readers.map(({ name }) => name), excluded },
      };
      const sealed = await sealState(state, rest.mailboxRecipient, rest.partSecret);
      await store.begin({
        ...{ id, lookup, day: today(), mailbox: rest.mailboxRecipient, partKey: rest.partKey },
        ...{ tag: newId().slice(0, 16), closed: undefined, state: sealed },
      });
      const open = {
        ...{ keys: rest, state, sealed },
        prompt: "apa",
        resumed: false,
        summary: undefined,
        sureToCancel: false,
      } as const;
      return { words, open: { ...open } };
    },
    async write(open, content) {
      // The talk may end meanwhile, which wipes its keys: what is signed with zeros would shut the reporter's own mailbox.
      const own = { ...open.keys, partSecret: open.keys.partSecret.slice() };
      if (signingKeyOf(own.partSecret) !== own.partKey) return { kind: "gone" };
      try {
        // Each time it is outrun the case has got one part more, and it takes no more than so many.
        for (let tries = 0; tries <= MOST_PARTS; tries += 1) {
          const written = await attempt(open, own, content);
          if (written.kind !== "outrun") return written;
          const state = await openState(written.state, own.mailboxIdentity, own.partKey);
          // Who has the machine may put an older one back, or none: a number that was given here stays given.
          if (state !== undefined && state.n >= open.state.n) open.state = state;
          open.sealed = written.state;
        }
        throw new TipNotStoredError("SQLITE_BUSY");
      } finally {
        own.partSecret.fill(0);
      }
    },
  };

  /** `outrun`: another device with the same code wrote since; nothing was stored. */
  async function attempt(
    open: OpenCase,
    own: OpenCase["keys"],
    content: Content,
  ): Promise<Written | Extract<Added, { kind: "outrun" }>> {
    const { state, sealed: read, prompt } = open;
    const isFile = content.kind === "berkas";
    const characters = charactersOf(content);
    const which = limitOf(state, characters, isFile);
    if (which !== undefined) return { kind: "limit", which };
    // A reader may have passed the case on meanwhile, and then reads no more of it.
    const now = await answersHere(parts, { state, keys: own });
    const { readers, others } = await readersFor(state.excluded, now.readers);
    if (readers.length === 0) return { kind: "no-reader" };
    // A caption belongs to its file and is a part of its own, so that the file stays a file that any viewer opens.
    const pieces: Content[] =
      isFile && content.caption !== "" ? [content, { kind: "teks", text: content.caption }] : [content];
    const counts = { characters: state.characters + characters, files: state.files + (isFile ? 1 : 0) };
    const passed = now.former.length === 0 ? {} : { former: now.former };
    let next: MailboxState = { ...state, ...counts, readers: now.readers, ...passed };
    const sealedParts: StoredPart[] = [];
    for (const piece of pieces) {
      const done = await sealPiece({ own, prompt }, next, piece, readers, others);
      sealedParts.push(...done.parts);
      next = { ...next, ...learned(piece), n: next.n + 1, before: done.hash };
    }
    const sealed = await sealState(next, own.mailboxRecipient, own.partSecret);
    const added = await store.add(sealedParts, { case: state.case, read, sealed });
    if (added.kind !== "stored") return added;
    open.state = next;
    open.sealed = sealed;
    return { kind: "stored", parts: pieces.length, original: sealedParts.some(({ from }) => from === "asli") };
  }

  async function sealPiece(
    { own, prompt }: Pick<OpenCase, "prompt"> & { own: OpenCase["keys"] },
    state: MailboxState,
    piece: Content,
    readers: readonly Reader[],
    others: readonly string[],
  ): Promise<{ parts: StoredPart[]; hash: string }> {
    const day = today();
    const meta: PartMeta = {
      ...{ schema: 1, case: state.case, n: state.n + 1, before: state.before, kind: piece.kind, day },
      mailbox: own.mailboxRecipient,
      readers: readers.map(({ name }) => name),
      alternates: others,
      ...(prompt === undefined || piece.kind === "izin" ? {} : { prompt }),
      ...(piece.kind === "tahu" ? { knownBy: piece.knownBy } : {}),
      ...(piece.kind === "izin" ? { consent: { yes: piece.yes, summary: piece.summary } } : {}),
    };
    const place = { case: state.case, day };
    if (piece.kind !== "berkas") {
      const content = textToBytes(piece.kind === "teks" ? piece.text : "");
      const { sealed, hash } = await sealPart({ meta, content, partSecret: own.partSecret, readers });
      return { parts: [{ ...place, ...sealed, id: newId(), from: "pelapor" }], hash };
    }
    const { content, original: sent, kind: _kind, voice, ...about } = piece.file;
    const kept = sent === undefined ? undefined : await sealOriginal({ ...place, bytes: sent, readers });
    const file = { ...about, ...(voice ? { voice } : {}), ...(kept === undefined ? {} : { original: kept.original }) };
    const { sealed, hash } = await sealPart({ meta: { ...meta, file }, content, partSecret: own.partSecret, readers });
    const parts: StoredPart[] = [{ ...place, ...sealed, id: newId(), from: "pelapor" }];
    return { parts: kept === undefined ? parts : [...parts, kept.part], hash };
  }
}

/** What the next session has to know of a part. */
function learned(piece: Content): Pick<MailboxState, "knownBy" | "judged"> {
  if (piece.kind === "tahu") return { knownBy: piece.knownBy };
  return piece.kind === "izin" ? { judged: piece.summary } : {};
}

function charactersOf(content: Content): number {
  if (content.kind === "teks") return content.text.length;
  return content.kind === "berkas" ? content.caption.length : 0;
}

/** Which limit of a case one more part would break. */
function limitOf(
  state: MailboxState,
  characters: number,
  isFile: boolean,
): "parts" | "files" | "characters" | undefined {
  if (state.n >= MOST_PARTS) return "parts";
  if (isFile && state.files >= MOST_FILES) return "files";
  return state.characters + characters > MOST_CHARACTERS ? "characters" : undefined;
}

/** Twelve of thirty-one letters, without the bias of a remainder. */
function newCaseId(): string {
  let letters = "";
  while (letters.length < 12) {
    for (const byte of randomBytes(24)) {
      const letter = ID_LETTERS[byte % 32];
      if (letter !== undefined && letters.length < 12) letters += letter;
    }
  }
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** What a summary hashes to: what a reporter agrees to, and readers compare. */
export function summaryHash(text: string): string {
  return sha256Hex(textToBytes(text));
}
