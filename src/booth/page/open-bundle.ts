import { type Bundle, type ReadBundle, readBundle } from "../../tips/bundle.ts";
import type { Identity } from "../../tips/identity.ts";
import { type OpenedCase, openCase } from "../../tips/open-case.ts";
import type { ListVerdict, Reader } from "../../tips/reader.ts";
import { verifyLists } from "../../tips/reader-list.ts";
import { readersNow } from "../../tips/readers-now.ts";

/** A case as it lies open: `me` is the reader's own entry in the list, undefined when their key is not in it. */
export type OpenBundle = {
  bundle: Bundle;
  verdict: ListVerdict;
  pinned: boolean;
  opened: OpenedCase;
  me: Reader | undefined;
};

/** Opens an exported case. `root` is what the list is held against; without it nothing tells whether the list is the right one. */
export async function openBundle(
  bytes: Uint8Array,
  identity: Identity,
  root: string | undefined,
): Promise<({ kind: "open" } & OpenBundle) | Extract<ReadBundle, { kind: "unreadable" }>> {
  const read = readBundle(bytes);
  if (read.kind === "unreadable") return read;
  const { bundle } = read;
  const verdict = verifyLists(bundle.lists, root);
  const opened = await openCase({ ...bundle, identity: identity.secret, lists: verdict });
  const me =
    verdict.kind === "valid"
      ? verdict.list.readers.find(
          ({ name, recipient, signingKey }) =>
            name === identity.name && recipient === identity.recipient && signingKey === identity.signingKey,
        )
      : undefined;
  return { kind: "open", bundle, verdict, pinned: root !== undefined, opened, me };
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
