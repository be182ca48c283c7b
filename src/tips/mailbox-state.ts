import { openSigned, signEnvelope } from "./envelope.ts";
import type { MailboxState } from "./part.ts";
import { isMailboxState } from "./part-shape.ts";
import { sealAlone, splitAgeFile, unseal } from "./seal.ts";

/** A state takes at least so many bytes: what a reporter excluded does not make it longer. */
const LEAST = 4096;

/**
 * A whole age file to the mailbox alone, signed with the key that follows from the code: anybody can seal to a mailbox, and whoever could
 * write a state would choose who reads what comes next.
 */
export function sealState(state: MailboxState, mailbox: string, partSecret: Uint8Array): Promise<Uint8Array> {
  return sealAlone(signEnvelope("keadaan", state, new Uint8Array(0), partSecret, LEAST).plain, mailbox);
}

/**
 * Undefined when it is not this mailbox's, was changed, or was signed with another key than `partKey`. Who has the machine can put an
 * older state in place of a newer one; the next part of who comes with the code then has a number that is there already, and whoever opens
 * the case is told.
 */
export async function openState(
  sealed: Uint8Array,
  mailboxIdentity: string,
  partKey: string,
): Promise<MailboxState | undefined> {
  const file = splitAgeFile(sealed);
  const plain = file === undefined ? undefined : await unseal(file, mailboxIdentity);
  const signed = plain === undefined ? undefined : openSigned("keadaan", plain);
  return signed?.kind === "signed" && signed.key === partKey && isMailboxState(signed.meta) ? signed.meta : undefined;
}
