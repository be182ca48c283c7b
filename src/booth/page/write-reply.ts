import { sealAnswer } from "../../tips/answer-part.ts";
import { writeBundle } from "../../tips/bundle.ts";
import { newId } from "../../tips/bytes.ts";
import type { Identity } from "../../tips/identity.ts";
import type { AnswerMeta, TipStatus } from "../../tips/part.ts";
import { type OpenBundle, readersOf } from "./open-bundle.ts";

export type Draft =
  | { kind: "balasan"; text: string }
  | { kind: "status"; status: TipStatus; text: string; reason: string | undefined };

/**
 * A reply or a status as a bundle with this one answer, sealed to the mailbox that the reporter's parts name and to whoever reads the
 * case now. `turn` counts on from what the writer saw.
 */
export async function writeReply(
  draft: Draft,
  about: { open: OpenBundle; mailbox: string; by: Identity; day: string; turn: number },
): Promise<Uint8Array> {
  const { open, mailbox, by, day, turn } = about;
  const { stored } = open.bundle;
  const readers = readersOf(open);
  const meta: AnswerMeta = {
    schema: 1,
    case: stored.id,
    id: newId(),
    by: by.name,
    kind: draft.kind,
    day,
    turn,
    readers: readers.map(({ name }) => name),
    ...(draft.kind === "status" ? { status: draft.status } : {}),
    ...(draft.kind === "status" && draft.reason !== undefined ? { reason: draft.reason } : {}),
  };
  const sealed = await sealAnswer({ meta, text: draft.text, by, readers, mailbox });
  return writeBundle({ stored, parts: [{ ...sealed, id: newId(), case: stored.id, day, from: "pembaca" }], lists: [] });
}

/**
 * Where a reply of this reader would go; undefined when they are not on the list, when the case was passed on to others, or when the
 * reporter's parts name another mailbox than the file does.
 */
export function mailboxFor({ me, ...open }: OpenBundle): string | undefined {
  const { mailbox } = open.opened;
  const reads = me !== undefined && readersOf({ me, ...open }).some(({ name }) => name === me.name);
  return reads && mailbox === open.bundle.stored.mailbox ? mailbox : undefined;
}
