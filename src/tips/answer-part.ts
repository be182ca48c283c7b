import { bytesToText, textToBytes } from "./bytes.ts";
import { openSigned, signEnvelope } from "./envelope.ts";
import type { Identity } from "./identity.ts";
import type { AnswerMeta } from "./part.ts";
import { isAnswerMeta } from "./part-shape.ts";
import type { Reader, ReaderList } from "./reader.ts";
import { type Secrets, seal, unseal } from "./seal.ts";
import type { Sealed } from "./tip-store.ts";

/**
 * Seals what a reader writes to the mailbox (`age1…`) and to the readers of the case, signed with the reader's own key. Throws a
 * RangeError when `meta.by` is not who signs.
 */
export async function sealAnswer(answer: {
  meta: AnswerMeta;
  text: string;
  by: Identity;
  readers: ReadonlyArray<Pick<Reader, "recipient">>;
  mailbox: string;
}): Promise<Sealed> {
  const { meta, by } = answer;
  if (meta.by !== by.name) throw new RangeError("An answer is signed by whoever wrote it");
  const { plain } = signEnvelope("jawaban", meta, textToBytes(answer.text), by.signingSecret);
  return seal(plain, [...answer.readers.map(({ recipient }) => recipient), answer.mailbox]);
}

/**
 * `former`: signed with a key that was in an earlier version of the list and is not in the newest, because it was changed or its owner
 * left.
 */
export type Answer = { meta: AnswerMeta; text: string; hash: string; former: boolean };

/**
 * `shut`: sealed to others, or changed. `unreadable`: not what an answer looks like. `forged`: unsigned, or signed by nobody the lists
 * know under that name.
 */
export type OpenedAnswer = { kind: "answer"; answer: Answer } | { kind: "shut" | "unreadable" | "forged" };

/** `versions` are the versions of the list that count, the newest last. */
export async function openAnswer(
  sealed: Sealed,
  identity: Secrets,
  versions: readonly ReaderList[],
): Promise<OpenedAnswer> {
  const plain = await unseal(sealed, identity);
  if (plain === undefined) return { kind: "shut" };
  const signed = openSigned("jawaban", plain);
  if (signed.kind !== "signed") return { kind: signed.kind };
  const { meta, key, content, hash } = signed;
  if (!isAnswerMeta(meta)) return { kind: "unreadable" };
  const wrote = (list: ReaderList | undefined): boolean =>
    list?.readers.some(({ name, signingKey }) => name === meta.by && signingKey === key) ?? false;
  if (!versions.some(wrote)) return { kind: "forged" };
  return { kind: "answer", answer: { meta, text: bytesToText(content), hash, former: !wrote(versions.at(-1)) } };
}
