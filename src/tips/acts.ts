import { canonicalJson } from "../canonical-json.ts";
import { newId } from "./bytes.ts";
import type { Identity } from "./identity.ts";
import type { ReaderList } from "./reader.ts";
import { isSignedBy, signText } from "./signing.ts";
import type { ActRequest } from "./tip-store.ts";

/** What is asked for, under a fresh nonce, before anybody signed. `digest` is SHA-256 (hex) of what exactly is agreed to. */
export function newActRequest(asked: Pick<ActRequest, "act" | "case" | "digest" | "day">): ActRequest {
  const { act, case: id, digest, day } = asked;
  return { act, case: id, digest, day, nonce: newId(), signatures: [] };
}

/** The request with this reader's signature, in place of one they may have given before. */
export function signAct(request: ActRequest, { name, signingSecret }: Identity): ActRequest {
  const signature = signText("persetujuan", textOf(request), signingSecret);
  return { ...request, signatures: [...request.signatures.filter((each) => each.name !== name), { name, signature }] };
}

/**
 * `agreed`: two readers of the list signed this very request. `wanting`: fewer did; `by` are those whose signatures hold. `forged`: a
 * signature does not fit the request, or its name is not on the list: nothing is done with such a request.
 */
export type ActVerdict = { kind: "agreed" | "wanting"; by: string[] } | { kind: "forged"; name: string };

/**
 * Whether two agreed. With `among` only those named there count, as the readers of the case. That a request is spent once is for the
 * store to see to, by its nonce.
 */
export function verifyAct(request: ActRequest, list: ReaderList, among?: readonly string[]): ActVerdict {
  const text = textOf(request);
  const by = new Set<string>();
  for (const { name, signature } of request.signatures) {
    const reader = list.readers.find((each) => each.name === name && (among?.includes(name) ?? true));
    if (reader === undefined || !isSignedBy(reader.signingKey, "persetujuan", text, signature)) {
      return { kind: "forged", name };
    }
    by.add(name);
  }
  return { kind: by.size >= 2 ? "agreed" : "wanting", by: [...by] };
}

/** Everything of a request but its signatures. */
function textOf({ act, case: id, digest, day, nonce }: ActRequest): string {
  return canonicalJson({ act, case: id, digest, day, nonce });
}
