import type { Forms } from "../office/forms.ts";
import type { Officers } from "../office/officers.ts";
import { createAnswerDrafts } from "./answer-draft.ts";
import { readForm as readBroadcastForm } from "./broadcast-form.ts";
import { broadcastTexts } from "./broadcast-texts.ts";
import { readForm as readEventForm } from "./event-form.ts";
import { formTexts } from "./event-form-texts.ts";
import type { Dialogue } from "./memory.ts";
import type { Block, Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";

/**
 * What is said below the reply to a command that ended a dialogue: that the form stays and how to go on with it. Nothing where
 * nothing was filled in, where the command itself was its end, and where the reply offers to go on.
 */
export type SayKept = (left: Dialogue, address: string, said: Reply) => Promise<Block[]>;

export type KeptDraftParts = { officers: Pick<Officers, "at">; forms: Forms };

/** Looks whether the form that an officer was in still is there. */
export function createKeptDraft({ officers, forms }: KeptDraftParts): SayKept {
  const answers = createAnswerDrafts(forms);
  async function sentence(kind: Kept, officer: string): Promise<string | undefined> {
    if (kind === "deciding" || kind === "answering") {
      const draft = await answers.of(officer);
      return draft === undefined ? undefined : officeTexts.keptBeside(draft.id);
    }
    if (kind === "event-form") {
      const form = readEventForm((await forms.find(officer, "event"))?.body);
      const isEmpty = form === undefined || form.passed.length === 0;
      return isEmpty ? undefined : formTexts.keptBeside(form.fields.title ?? formTexts.untitled);
    }
    const found = await forms.find(officer, "broadcast");
    return found === undefined || readBroadcastForm(found.body).text === "" ? undefined : broadcastTexts.keptBeside;
  }

  return async ({ kind }, address, { choices }) => {
    if (!isKept(kind) || choices.some(({ action }) => GOES_ON[kind].test(action))) return [];
    const officer = await officers.at(address);
    const text = officer === undefined ? undefined : await sentence(kind, officer.name);
    return text === undefined ? [] : [{ kind: "note", text }];
  };
}

type Kept = "event-form" | "broadcasting" | "answering" | "deciding";

/** The buttons that go on with a form. */
const GOES_ON: Readonly<Record<Kept, RegExp>> = {
  "event-form": /^\/isi lanjutkan$/,
  broadcasting: /^\/siaran (?:lanjut|pratinjau)$/,
  answering: /^\/jawab \d+$/,
  deciding: /^\/jawab \d+$/,
};

function isKept(kind: Dialogue["kind"]): kind is Kept {
  return Object.hasOwn(GOES_ON, kind);
}
