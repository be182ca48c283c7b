import type { Block, Choice, Message, Reply } from "../chat/message.ts";
import { paragraphs } from "../chat/replies.ts";
import { answersHere } from "./answers-here.ts";
import { summaryHash } from "./case-writer.ts";
import { readCode } from "./code.ts";
import type { DeriveKeys } from "./code-keys.ts";
import { openState } from "./mailbox-state.ts";
import type { ListVerdict } from "./reader.ts";
import type { OpenCase } from "./session.ts";
import type { TipStore } from "./tip-store.ts";
import { tipTexts } from "./tip-texts.ts";
import type { Tries } from "./tries.ts";
import { consentChoices } from "./words-said.ts";

/** Right or wrong, expired or withdrawn: every answer to a code comes so long after it was asked for. */
const ANSWERED_AFTER_MS = 2_000;

export type MailboxParts = {
  store: Pick<TipStore, "find" | "parts">;
  keys: DeriveKeys;
  lists: () => Promise<ListVerdict>;
  tries: Tries;
  /** Milliseconds that only go forward, and a pause of so many. */
  ticks: () => number;
  /** How long after it was asked for every answer to a code comes, in ms. */
  answeredAfterMs?: number;
  pause: (ms: number) => Promise<void>;
};

export type Mailbox = {
  /** Looks for the case of a code that somebody wrote. */
  open(message: Message, said: string): Promise<{ kind: "open"; open: OpenCase } | { kind: "shut"; reply: Reply }>;
  /** Status and answers of an open case; a summary that wants an answer is noted in `open`. */
  show(open: OpenCase): Promise<Reply>;
};

export function createMailbox(parts: MailboxParts): Mailbox {
  const { store, keys, tries, ticks, pause, answeredAfterMs = ANSWERED_AFTER_MS } = parts;
  async function find(message: Message, said: string): Promise<OpenCase | Reply> {
    const wait = tries.minutesToWait(message.address);
    if (wait > 0) return sentence(tipTexts.tooManyTries(wait));
    const read = readCode(said);
    if (read.kind !== "code") {
      tries.count(message.address);
      return sentence(
        read.kind === "unclear" ? tipTexts.unclearCode(read.at.map((at) => at + 1)) : tipTexts.noSuchCode,
      );
    }
    const derived = await keys.derive(read.words, tries.of(message.address));
    // Whoever was not let in has tried nothing, and comes no later for it the next time.
    if (derived.kind === "busy") return sentence(tipTexts.busy);
    tries.count(message.address);
    const { lookup, kind: _kind, ...own } = derived;
    const found = await store.find(lookup);
    const state = found === undefined ? undefined : await openState(found.state, own.mailboxIdentity, own.partKey);
    if (found === undefined || state === undefined) return sentence(tipTexts.noSuchCode);
    tries.forget(message.address);
    const opened = { keys: own, state, sealed: found.state };
    return { ...opened, prompt: undefined, resumed: true, summary: undefined, sureToCancel: false };
  }

  return {
    async open(message, said) {
      if (said.trim() === "") return { kind: "shut", reply: sentence(tipTexts.askCode) };
      const until = ticks() + answeredAfterMs;
      try {
        const found = await find(message, said);
        return "blocks" in found ? { kind: "shut", reply: found } : { kind: "open", open: found };
      } finally {
        await pause(Math.max(0, until - ticks()));
      }
    },
    async show(open) {
      const opened = await answersHere(parts, open);
      const last = opened.answers.findLast(({ meta }) => meta.kind === "status");
      const said = opened.answers.filter(({ text }) => text !== "");
      const newest = opened.answers.findLast(({ meta }) => meta.kind === "minta-izin");
      const asked = newest === undefined || summaryHash(newest.text) === open.state.judged ? undefined : newest;
      open.summary = asked === undefined ? undefined : summaryHash(asked.text);
      const blocks: Block[] = [
        ...paragraphs([tipTexts.status(tipTexts.statusWord[opened.status])]),
        ...(last?.meta.reason === undefined ? [] : paragraphs([tipTexts.statusReason(last.meta.reason)])),
        ...said.map(({ meta, text }): Block => ({ kind: "quote", title: tipTexts.answer(meta.day), text })),
        ...(said.length === 0 ? paragraphs([tipTexts.noAnswers]) : []),
        ...(asked === undefined ? [] : paragraphs([tipTexts.askedConsent])),
        ...(opened.problems.length === 0 ? [] : [{ kind: "note", text: tipTexts.damaged } satisfies Block]),
        ...paragraphs([tipTexts.write]),
      ];
      const consent: readonly Choice[] = asked === undefined ? [] : consentChoices;
      return { blocks, choices: [...consent, { label: tipTexts.choice.done, action: "SELESAI" }] };
    },
  };
}

function sentence(text: string): Reply {
  return { blocks: paragraphs([text]), choices: [] };
}
