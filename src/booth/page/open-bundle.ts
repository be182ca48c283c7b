import { type Bundle, type ReadBundle, readBundle } from "../../tips/bundle.ts";
import type { Identity } from "../../tips/identity.ts";
import { type OpenedCase, openCase } from "../../tips/open-case.ts";
import type { ListVerdict, Reader } from "../../tips/reader.ts";
import { verifyLists } from "../../tips/reader-list.ts";
import { readersNow } from "../../tips/readers-now.ts";

/**
 * A case as it lies open: `me` is the reader's own entry in the list and `identity` the key that fits it; undefined when none of their keys
 * is in it. `secrets` are all that they have.
 */
export type OpenBundle = {
  bundle: Bundle;
  verdict: ListVerdict;
  pinned: boolean;
  opened: OpenedCase;
  me: Reader | undefined;
  identity: Identity | undefined;
  secrets: readonly string[];
};

/** Opens an exported case. `root` is what the list is held against; without it nothing tells whether the list is the right one. */
export async function openBundle(
  bytes: Uint8Array,
  identities: readonly Identity[],
  root: string | undefined,
): Promise<({ kind: "open" } & OpenBundle) | Extract<ReadBundle, { kind: "unreadable" }>> {
  const read = readBundle(bytes);
  if (read.kind === "unreadable") return read;
  const { bundle } = read;
  const verdict = verifyLists(bundle.lists, root);
  const secrets = identities.map(({ secret }) => secret);
  const opened = await openCase({ ...bundle, identity: secrets, lists: verdict });
  const readers = verdict.kind === "valid" ? verdict.list.readers : [];
  const identity = identities.find((each) => readers.some((reader) => isKeyOf(reader, each)));
  const me = identity === undefined ? undefined : readers.find((reader) => isKeyOf(reader, identity));
  return { kind: "open", bundle, verdict, pinned: root !== undefined, opened, me, identity, secrets };
}

function isKeyOf(reader: Reader, { name, recipient, signingKey }: Identity): boolean {
  return reader.name === name && reader.recipient === recipient && reader.signingKey === signingKey;
}

/** Who reads the case now, as they stand in the list. */
export function readersOf({ verdict, opened }: OpenBundle): Reader[] {
  return verdict.kind === "valid" ? readersNow(opened, verdict.list) : [];
}

/** Undefined for nothing, `bad` for what is no SHA-256; spaces that somebody wrote for the eye do not matter. */
export function rootIn(text: string): string | "bad" | undefined {
  const plain = text.replaceAll(/\s/g, "").toLowerCase();
  if (plain === "") return undefined;
  return /^[0-9a-f]{64}$/.test(plain) ? plain : "bad";
}
