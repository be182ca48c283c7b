import type { OpenedAnswers } from "./open-answers.ts";
import { openAnswers } from "./open-answers.ts";
import type { ListVerdict } from "./reader.ts";
import { alternates } from "./reader-list.ts";
import { readersAfter } from "./readers-now.ts";
import type { OpenCase } from "./session.ts";
import type { TipStore } from "./tip-store.ts";

/**
 * What readers wrote to the reporter of an open case so far, and the names of those who read it after that (`readers`) or passed it on
 * (`former`).
 */
export async function answersHere(
  { store, lists }: { store: Pick<TipStore, "parts">; lists: () => Promise<ListVerdict> },
  { state, keys }: Pick<OpenCase, "state" | "keys">,
): Promise<OpenedAnswers & { readers: string[]; former: string[] }> {
  const parts = await store.parts(state.case, "pembaca");
  const verdict = await lists();
  const stored = { id: state.case };
  const opened = await openAnswers({ stored, parts, identity: keys.mailboxIdentity, lists: verdict, state });
  const others = verdict.kind === "valid" ? alternates(verdict.list, state.excluded) : [];
  const mayRead = (name: string) => others.some((other) => other.name === name);
  const readers = readersAfter(state.readers, opened.answers, mayRead);
  const passing = opened.answers.flatMap(({ meta }) => (meta.passed === undefined ? [] : [meta.by]));
  const former = new Set([...(state.former ?? []), ...passing].filter((name) => !readers.includes(name)));
  return { ...opened, readers, former: [...former].sort() };
}
