import { newActRequest, signAct, verifyAct } from "../tips/acts.ts";
import { readersNow } from "../tips/readers-now.ts";
import type { ActRequest } from "../tips/tip-store.ts";
import { RefusedError } from "./desk-error.ts";
import type { CaseInHand } from "./tips-case.ts";
import type { TipOffice } from "./tips-office.ts";

/** `asked`: the first reader's word is kept. `agreed`: this is the second's, and both count for this once. */
export type Agreement = { kind: "asked" } | { kind: "agreed"; by: readonly string[] };

/** A first word is good for so many days. */
const GOOD_DAYS = 14;
const DAY_MS = 86_400_000;

const NAMES: Readonly<Record<ActRequest["act"], string>> = {
  hapus: "tip-deletion",
  perpanjang: "tip-extension",
  teruskan: "tip-forwarding",
};

/**
 * What takes two readers of a case: the first to call this asks, a second one who calls it for the very same thing (`digest`, SHA-256 in
 * hex) agrees. Throws a sentence for whoever asked before, for a word that was changed where it lies, and for one that was used up.
 */
export async function agreeOn(
  { store, today, note }: Pick<TipOffice, "store" | "today" | "note">,
  { stored, opened, reader, lists }: CaseInHand,
  act: ActRequest["act"],
  digest: string,
): Promise<Agreement> {
  const { identity } = reader;
  const among = readersNow(opened, lists.list).map(({ name }) => name);
  if (!among.includes(identity.name)) throw new RefusedError("this case was passed on to others, who decide on it");
  if (among.length < 2)
    throw new RefusedError(
      "you are the only reader of this case, and this takes two; it ends by itself when its time is over",
    );
  let waiting: ActRequest | undefined;
  for (const request of await store.requests()) {
    if (request.act !== act || request.case !== stored.id) continue;
    const verdict = verifyAct(request, lists.list, among);
    // One with two words was never put there by this: somebody brings it again.
    if (verdict.kind !== "wanting" || verdict.by.length === 0) {
      await store.spendRequest(request.nonce);
      await note({ who: identity.name, action: `${NAMES[act]}-forged`, tag: stored.tag });
      throw new RefusedError(
        "what the first reader signed was changed where it lies, or is not from a reader of this case; it is thrown away, and nothing was done: ask again, and talk with the others",
      );
    }
    const isOver = Date.parse(today) - Date.parse(request.day) > GOOD_DAYS * DAY_MS;
    if (request.digest === digest && !isOver) waiting = request;
    else await store.spendRequest(request.nonce);
  }
  if (waiting === undefined) {
    const request = signAct(newActRequest({ act, case: stored.id, digest, day: today }), identity);
    await note({ who: identity.name, action: `${NAMES[act]}-asked`, tag: stored.tag });
    await store.putRequest(request);
    return { kind: "asked" };
  }
  const verdict = verifyAct(signAct(waiting, identity), lists.list, among);
  if (verdict.kind !== "agreed")
    throw new RefusedError(`you asked for this on ${waiting.day}; it takes the word of another reader of this case`);
  if (!(await store.spendRequest(waiting.nonce)))
    throw new RefusedError("another reader agreed to this just now, and it counts once; look at the case again");
  const others = verdict.by.filter((name) => name !== identity.name);
  await note({ who: identity.name, action: NAMES[act], tag: stored.tag, detail: { with: others[0] } });
  return { kind: "agreed", by: verdict.by };
}
