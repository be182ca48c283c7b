import { newId, randomBytes, textToBytes } from "../../src/tips/bytes.ts";
import { type Identity, newIdentity, readIdentity } from "../../src/tips/identity.ts";
import type { PartMeta } from "../../src/tips/part.ts";
import type { ListVerdict, Reader, ReaderList, SignedList } from "../../src/tips/reader.ts";
import { listHash, signList, verifyLists } from "../../src/tips/reader-list.ts";
import { signingKeyOf } from "../../src/tips/signing.ts";
import type { From, Sealed, StoredCase, StoredPart } from "../../src/tips/tip-store.ts";
import { sealPart } from "../../src/tips/write-part.ts";

export type TestReader = { identity: Identity; entry: Reader };

/** A reader with keys of their own. */
export async function newReader(name: string, about: Partial<Reader> = {}): Promise<TestReader> {
  const { text, pub } = await newIdentity(name);
  const read = await readIdentity(text);
  if (read.kind !== "identity") throw new Error(`A fresh identity reads as ${read.kind}`);
  return { identity: read.identity, entry: { ...pub, unit: "Kesbangpol", role: "pembaca", ...about } };
}

/** A list of these readers on top of `before`, signed by `signers`. */
export function signedList(
  readers: readonly TestReader[],
  signers: readonly TestReader[],
  before?: ReaderList,
): SignedList {
  const list: ReaderList = {
    version: (before?.version ?? 0) + 1,
    before: before === undefined ? "" : listHash(before),
    readers: readers.map(({ entry }) => entry),
  };
  return { list, signatures: signers.map(({ identity }) => signList(list, identity)) };
}

/** The verdict over one list that its first two readers signed. */
export function agreed(readers: readonly TestReader[]): ListVerdict & { kind: "valid" } {
  const verdict = verifyLists([signedList(readers, readers.slice(0, 2))], undefined);
  if (verdict.kind !== "valid") throw new Error(`The list is ${verdict.kind}`);
  return verdict;
}

/** A case whose parts follow one another as a reporter's do; with the keys of another where `like` is given. */
export async function newTestCase(
  id: string,
  readers: readonly TestReader[],
  like?: { partSecret: Uint8Array; mailbox: Identity },
) {
  const { partSecret, mailbox } = like ?? {
    partSecret: randomBytes(32),
    mailbox: (await newReader("kotak")).identity,
  };
  const stored: StoredCase = {
    id,
    day: "2026-11-22",
    mailbox: mailbox.recipient,
    partKey: signingKeyOf(partSecret),
    tag: newId(),
    closed: undefined,
  };
  let before = "";
  let n = 0;
  return {
    stored,
    mailbox,
    partSecret,
    write: async (text: string | Uint8Array, about: Partial<PartMeta> = {}): Promise<StoredPart & { hash: string }> => {
      n = about.n ?? n + 1;
      const { sealed, hash } = await sealPart({
        meta: {
          schema: 1,
          case: id,
          mailbox: stored.mailbox,
          n,
          before,
          kind: "teks",
          day: "2026-11-22",
          readers: readers.map(({ entry }) => entry.name),
          ...about,
        },
        content: typeof text === "string" ? textToBytes(text) : text,
        partSecret,
        readers: readers.map(({ entry }) => entry),
      });
      before = hash;
      return { ...storedPart(id, sealed), hash };
    },
  };
}

export function storedPart(id: string, sealed: Sealed, from: From = "pelapor"): StoredPart {
  return { ...sealed, id: newId(), case: id, day: "2026-11-22", from };
}
