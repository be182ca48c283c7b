import { canonicalJson } from "../canonical-json.ts";
import { closeEnvelope, isRecord, openEnvelope, parseJson } from "./envelope.ts";
import type { MailboxState } from "./part.ts";
import { sealAlone, splitAgeFile, unseal } from "./seal.ts";

/** A state takes at least so many bytes: what a reporter excluded does not make it longer. */
const LEAST = 4096;

/** A whole age file to the mailbox alone. */
export function sealState(state: MailboxState, mailbox: string): Promise<Uint8Array> {
  return sealAlone(closeEnvelope(new Uint8Array(0), canonicalJson(state), LEAST), mailbox);
}

/** Undefined when it is not this mailbox's, or was changed. Who has the machine can put an older one in its place. */
export async function openState(sealed: Uint8Array, mailboxIdentity: string): Promise<MailboxState | undefined> {
  const file = splitAgeFile(sealed);
  const plain = file === undefined ? undefined : await unseal(file, mailboxIdentity);
  const state = plain === undefined ? undefined : parseJson(openEnvelope(plain)?.line ?? "");
  return isRecord(state) && state["schema"] === 1 ? (state as MailboxState) : undefined;
}
