import type { Clock, Zone } from "../clock.ts";
import type { Forms } from "../office/forms.ts";
import type { Officer } from "../office/officer.ts";
import type { AttachedFiles } from "../reminders/attached-file.ts";
import type { Audience } from "../reminders/audience.ts";
import type { Broadcast } from "../reminders/broadcast.ts";
import { titleOf } from "../reminders/broadcasts.ts";
import type { QuietHours } from "../reminders/due.ts";
import type { People } from "../reminders/people.ts";
import type { BroadcastsOffice } from "../reminders/releasing.ts";
import type { OfficerRoute } from "./as-officer.ts";
import type { Asides } from "./aside.ts";
import { createBroadcastActs } from "./broadcast-acts.ts";
import { createBroadcastAside } from "./broadcast-aside.ts";
import { type BroadcastForm, type FormStep, followed, formOf, isUnsaved } from "./broadcast-form.ts";
import { createBroadcastPreview } from "./broadcast-preview.ts";
import { showList } from "./broadcast-progress.ts";
import { createBroadcastSteps } from "./broadcast-steps.ts";
import { broadcastTexts as texts } from "./broadcast-texts.ts";
import type { Dialogues } from "./dialogues.ts";
import type { Reply } from "./message.ts";
import { reply } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { wishes } from "./wishes.ts";

export type BroadcastCommandParts = {
  officerRoute: OfficerRoute;
  /** For plain text in the dialogue; who is no officer any more is heard like everybody else. */
  dialogueRoute: OfficerRoute;
  office: BroadcastsOffice;
  asides: Asides;
  forms: Forms;
  files: AttachedFiles;
  people: Pick<People, "count" | "units">;
  /** "5.214 orang, ± 3 menit di Telegram" for an audience. */
  forecast(audience: Audience): Promise<string>;
  clock: Clock;
  zone: Zone;
  officeName: string;
  quiet: QuietHours | undefined;
  /** Whether one officer may confirm their own after a while. */
  alone: boolean;
};

/** /siaran: officers write to an audience, step by step, try it on themselves, let it go, and watch it. */
export function createBroadcastCommands(parts: BroadcastCommandParts): {
  routes: Route[];
  dialogues: Pick<Dialogues, "broadcasting">;
} {
  const { officerRoute, dialogueRoute, office, forms } = parts;
  const now = () => parts.clock().getTime();
  const preview = createBroadcastPreview({ ...parts, now });
  const steps = createBroadcastSteps({ ...parts, preview: preview.show });
  const aside = createBroadcastAside({ ...parts, steps });
  const acts = createBroadcastActs({ ...parts, steps, preview, now });

  async function command(request: Request, officer: Officer): Promise<Reply> {
    const [word = "", ...more] = request.rest.split(/\s+/);
    const rest = more.join(" ");
    if (/^\d{1,9}$/.test(word)) return one(request, officer, Number(word), rest);
    const step = STEPS[word];
    if (step !== undefined)
      return rest === "" ? steps.go(request, officer, step) : steps.put(request, officer, step, rest);
    switch (word) {
      case "":
      case "lanjut":
        return steps.open(request, officer);
      case "daftar":
        return showList(office, now());
      case "unit":
        return steps.units(request, Number(rest) || 1);
      case "unit_ke":
        return steps.putUnit(request, officer, Number(rest));
      case "tanpa_berkas":
        return steps.fill(request, officer, { file: undefined, fileIsNew: false });
      case "tulisan":
        return aside.field(request, officer, STEPS[rest] ?? "text");
      case "tanya":
        return aside.answer(request, officer);
      case "coba":
        return acts.test(request, officer);
      case "kirim":
        return acts.send(request, officer, rest);
      case "ajukan":
        return acts.submit(request, officer);
      case "buang":
        return acts.discard(request, officer, rest === "ya");
      default:
        return reply(texts.noSuch(word.slice(0, 20)));
    }
  }

  async function one(request: Request, officer: Officer, id: number, what: string): Promise<Reply> {
    const broadcast = await office.find(id);
    if (broadcast === undefined) return reply(texts.noSuch(String(id)));
    return /^ubah(?: ya)?$/.test(what)
      ? change(request, officer, broadcast, what !== "ubah")
      : acts.on(broadcast, what, officer);
  }

  /** What the officer wrote before and did not save is gone on with, or thrown away when they say so. */
  async function change(request: Request, officer: Officer, broadcast: Broadcast, isSure: boolean): Promise<Reply> {
    const before = isSure ? undefined : (await steps.kept(officer))?.form;
    if (before !== undefined && isUnsaved(before)) {
      if (before.of !== broadcast.id) return offerToGoOn(before, broadcast);
      const own = await steps.fill(request, officer, followed(before, broadcast.body) ?? {});
      return { ...own, blocks: [{ kind: "note", text: texts.unsaved }, ...own.blocks] };
    }
    await forms.drop(officer.name, "broadcast");
    return steps.fill(request, officer, formOf(broadcast.id, broadcast.body));
  }

  return {
    routes: [{ ...officerRoute("/siaran", "schedule", command), wished: wishes.newBroadcast }],
    dialogues: {
      broadcasting: dialogueRoute("", "schedule", aside.write).handle,
    },
  };
}

function offerToGoOn({ text, audience, at }: BroadcastForm, { id }: Broadcast): Reply {
  return reply(texts.unfinished(titleOf({ text, audience, at })), [
    { label: texts.choice.goOn, action: "/siaran lanjut" },
    { label: texts.choice.dropAndChange(id), action: `/siaran ${id} ubah ya` },
  ]);
}

const STEPS: Readonly<Record<string, FormStep>> = {
  teks: "text",
  sasaran: "audience",
  waktu: "when",
  berkas: "file",
  pratinjau: "preview",
};
