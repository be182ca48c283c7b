import type { Forms } from "../office/forms.ts";
import type { Officers } from "../office/officers.ts";
import { readForm as readBroadcastForm } from "./broadcast-form.ts";
import { broadcastTexts } from "./broadcast-texts.ts";
import { readForm as readEventForm } from "./event-form.ts";
import { formTexts } from "./event-form-texts.ts";
import type { Dialogue } from "./memory.ts";
import type { Block, Reply } from "./message.ts";

/**
 * What is said below the reply to a command that ended a dialogue: that the form stays and how to go on with it. Nothing where
 * nothing was filled in, where the command itself was its end, and where the reply offers to go on.
 */
export type SayKept = (left: Dialogue, address: string, said: Reply) => Promise<Block[]>;

export type KeptDraftParts = { officers: Pick<Officers, "at">; forms: Pick<Forms, "find"> };

/** Looks whether the form that an officer was in still is there. */
export function createKeptDraft({ officers, forms }: KeptDraftParts): SayKept {
  async function sentence(kind: Dialogue["kind"], officer: string): Promise<string | undefined> {
    if (kind === "event-form") {
      const form = readEventForm((await forms.find(officer, "event"))?.body);
      const isEmpty = form === undefined || form.passed.length === 0;
      return isEmpty ? undefined : formTexts.keptBeside(form.fields.title ?? formTexts.untitled);
    }
    const found = await forms.find(officer, "broadcast");
    return found === undefined || readBroadcastForm(found.body).text === "" ? undefined : broadcastTexts.keptBeside;
  }

  return async ({ kind }, address, { choices }) => {
    if (kind !== "event-form" && kind !== "broadcasting") return [];
    if (choices.some(({ action }) => GOES_ON[kind].includes(action))) return [];
    const officer = await officers.at(address);
    const text = officer === undefined ? undefined : await sentence(kind, officer.name);
    return text === undefined ? [] : [{ kind: "note", text }];
  };
}

/** The buttons that go on with a form. */
const GOES_ON: Readonly<Record<"event-form" | "broadcasting", readonly string[]>> = {
  "event-form": ["/isi lanjutkan"],
  broadcasting: ["/siaran lanjut", "/siaran pratinjau"],
};
