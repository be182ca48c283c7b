import type { Zone } from "../clock.ts";
import type { Forms } from "../office/forms.ts";
import type { Officer } from "../office/officer.ts";
import type { Broadcast, FileSource } from "../reminders/broadcast.ts";
import { shownDigest } from "../reminders/broadcasts.ts";
import type { ApproveOutcome, BodyProblem, BroadcastsOffice } from "../reminders/releasing.ts";
import { sayMoment } from "../reminders/say-when.ts";
import { type BroadcastForm, bodyOf, followed } from "./broadcast-form.ts";
import { actingOf, type BroadcastPreview } from "./broadcast-preview.ts";
import { showProgress } from "./broadcast-progress.ts";
import type { BroadcastSteps } from "./broadcast-steps.ts";
import { broadcastTexts as texts } from "./broadcast-texts.ts";
import type { Reply } from "./message.ts";
import { reply } from "./replies.ts";
import type { Request } from "./routes.ts";
import { sayTogether } from "./say-not-enough.ts";
import { whoAgrees } from "./who-agrees.ts";

export type BroadcastActParts = {
  office: BroadcastsOffice;
  forms: Forms;
  steps: BroadcastSteps;
  preview: BroadcastPreview;
  zone: Zone;
  /** Whether one officer may confirm their own after a while. */
  alone: boolean;
  /** In ms. */
  now: () => number;
};

/** What an officer does with a broadcast that is written, and with one that is under way. */
export type BroadcastActs = {
  /** Shows them exactly what people would get. */
  test(request: Request, officer: Officer): Promise<Reply>;
  /** Throws the draft away, once the officer confirmed. */
  discard(request: Request, officer: Officer, isSure: boolean): Promise<Reply>;
  /** Lets it go on the officer's own word, once they confirmed: `ya`, from a button with the mark of what it was under. */
  send(request: Request, officer: Officer, said: string): Promise<Reply>;
  /** Gives it to the other officers. */
  submit(request: Request, officer: Officer): Promise<Reply>;
  /** Shows one, or pauses, stops, resends it. */
  on(broadcast: Broadcast, what: string, officer: Officer): Promise<Reply>;
};

export function createBroadcastActs({
  office,
  forms,
  steps,
  preview,
  zone,
  alone,
  now,
}: BroadcastActParts): BroadcastActs {
  /** The form when it is complete; else the reply that asks for the rest. */
  async function complete(request: Request, officer: Officer): Promise<{ form: BroadcastForm; id: number } | Reply> {
    const kept = await steps.kept(officer);
    if (kept === undefined) return reply(texts.noForm);
    const isWhole = kept.form.text !== "" && kept.form.audience !== "" && kept.form.at !== "";
    if (!isWhole) return steps.open(request, officer);
    const changes = kept.form.of === undefined ? undefined : await office.find(kept.form.of);
    const others = changes === undefined ? undefined : followed(kept.form, changes.body);
    if (others === undefined) return kept;
    const shown = await steps.fill(request, officer, others);
    return { ...shown, blocks: [{ kind: "note", text: texts.followed }, ...shown.blocks] };
  }

  /** Makes it of the form, or changes the one the form was opened for; its number, or what is wrong. */
  async function save(form: BroadcastForm, formId: number, officer: Officer): Promise<number | Reply> {
    const source: FileSource = form.fileIsNew ? { form: formId } : undefined;
    const by = actingOf(officer);
    if (form.of === undefined) {
      const outcome = await office.add(bodyOf(form), by, source);
      return outcome.kind === "added" ? outcome.added.id : wrong(outcome.problems);
    }
    const outcome = await office.change(form.of, bodyOf(form), by, source);
    switch (outcome.kind) {
      case "changed":
        return form.of;
      case "bad":
        return wrong(outcome.problems);
      default:
        return reply(texts.sent(form.of));
    }
  }

  async function hand(form: BroadcastForm, formId: number, officer: Officer): Promise<Reply> {
    const id = await save(form, formId, officer);
    if (typeof id !== "number") return id;
    await forms.drop(officer.name, "broadcast");
    return handOver(id, officer);
  }

  async function handOver(id: number, officer: Officer, why: readonly string[] = []): Promise<Reply> {
    const by = actingOf(officer);
    const isSubmitted = await office.submit(id, by);
    const broadcast = await office.find(id);
    if (!isSubmitted || broadcast === undefined) return reply(texts.cannot);
    const next = whoAgrees(broadcast, { kind: "siaran", by, alone });
    return reply(
      [...why, `${texts.submitted(id, broadcast.recipients)} ${next.text}`],
      [...next.choices, { label: texts.choice.see, action: `/siaran ${id}` }],
    );
  }

  async function send(request: Request, officer: Officer, said: string): Promise<Reply> {
    const kept = await complete(request, officer);
    if ("blocks" in kept) return kept;
    const { form, id: formId } = kept;
    const [yes, mark = shownDigest(bodyOf(form))] = said.split(" ");
    // A button under what was written before lets nothing else go.
    if (yes !== "ya" || mark !== shownDigest(bodyOf(form))) {
      request.remembered.dialogue = { kind: "broadcasting", takesFiles: true };
      return confirm(form, await preview.count(form));
    }
    const id = await save(form, formId, officer);
    if (typeof id !== "number") return id;
    await forms.drop(officer.name, "broadcast");
    const made = await office.find(id);
    const digest = made === undefined ? {} : { digest: shownDigest(made.body) };
    const outcome = await office.approve(id, actingOf(officer), digest);
    return sayReleased(id, outcome, officer);
  }

  function confirm(form: BroadcastForm, count: number): Reply {
    const { at } = form;
    const [question, label] =
      at === "now"
        ? [texts.really(count), texts.choice.sendYes]
        : [texts.reallyAt(count, sayMoment(zone, Date.parse(at))), texts.choice.scheduleYes];
    return reply(question, [
      { label, action: `/siaran kirim ya ${shownDigest(bodyOf(form))}` },
      { label: texts.choice.preview, action: "/siaran pratinjau" },
    ]);
  }

  /** More people than one officer may reach, or words that are held, by now: it goes to the others instead. */
  async function sayReleased(id: number, outcome: ApproveOutcome, officer: Officer): Promise<Reply> {
    switch (outcome.kind) {
      case "approved":
        return reply(texts.released(id, outcome.recipients), [{ label: texts.choice.see, action: `/siaran ${id}` }]);
      case "second-needed":
      case "not-approver":
      case "linted":
      case "confirm-later":
        return handOver(id, officer, sayTogether(outcome));
      case "moved":
      case "already":
      case "over":
      case "unknown":
        return reply(texts.moved, [{ label: texts.choice.see, action: `/siaran ${id}` }]);
    }
  }

  async function resend(broadcast: Broadcast, which: "failed" | "unknown", officer: Officer): Promise<Reply> {
    const count = await office.resend(broadcast.id, which, actingOf(officer));
    if (count === 0) return reply(texts.nothingToResend);
    return reply(texts.resent(count), [{ label: texts.choice.see, action: `/siaran ${broadcast.id}` }]);
  }

  /** Does it and shows what came of it, or says that it cannot be done now. */
  async function control(broadcast: Broadcast, officer: Officer, done: Promise<boolean>): Promise<Reply> {
    const isDone = await done;
    const shown = await show(broadcast.id, officer);
    return isDone ? shown : { ...shown, blocks: [{ kind: "text", text: texts.cannot }, ...shown.blocks] };
  }

  async function resume(broadcast: Broadcast, officer: Officer): Promise<Reply> {
    const outcome = await office.resume(broadcast.id, actingOf(officer));
    if (outcome.kind !== "not-theirs") return control(broadcast, officer, Promise.resolve(outcome.kind === "resumed"));
    const shown = await show(broadcast.id, officer);
    return { ...shown, blocks: [{ kind: "text", text: texts.notYourPause(outcome.pausedBy) }, ...shown.blocks] };
  }

  async function show(id: number, officer: Officer): Promise<Reply> {
    const broadcast = await office.find(id);
    if (broadcast === undefined) return reply(texts.noSuch(String(id)));
    return showProgress(office, broadcast, officer, { zone, now: now() });
  }

  return {
    async test(request, officer) {
      const kept = await complete(request, officer);
      if ("blocks" in kept) return kept;
      request.remembered.dialogue = { kind: "broadcasting", takesFiles: true };
      return preview.trial(kept.form, kept.id);
    },
    async discard(request, officer, isSure) {
      const kept = await steps.kept(officer);
      if (kept === undefined) return reply(texts.noForm);
      if (isSure) {
        await forms.drop(officer.name, "broadcast");
        return reply(texts.dropped);
      }
      request.remembered.dialogue = { kind: "broadcasting", takesFiles: true };
      return reply(texts.reallyDrop, [
        { label: texts.choice.dropYes, action: "/siaran buang ya" },
        { label: texts.choice.goOnWith, action: "/siaran lanjut" },
      ]);
    },
    send,
    async submit(request, officer) {
      const kept = await complete(request, officer);
      return "blocks" in kept ? kept : hand(kept.form, kept.id, officer);
    },
    on(broadcast, what, officer) {
      const { id } = broadcast;
      const by = actingOf(officer);
      switch (what) {
        case "":
          return show(id, officer);
        case "ajukan":
          return handOver(id, officer);
        case "jeda":
          return control(broadcast, officer, office.pause(id, by));
        case "lanjut":
          return resume(broadcast, officer);
        case "henti":
          return Promise.resolve(reallyStop(id));
        case "henti ya":
          return control(broadcast, officer, office.stop(id, by));
        case "ulang gagal":
          return resend(broadcast, "failed", officer);
        case "ulang pasti":
          return resend(broadcast, "unknown", officer);
        default:
          return show(id, officer);
      }
    },
  };
}

function reallyStop(id: number): Reply {
  return reply(texts.reallyStop(id), [
    { label: texts.choice.stopYes, action: `/siaran ${id} henti ya` },
    { label: texts.choice.see, action: `/siaran ${id}` },
  ]);
}

/** What is wrong with the form, and the way back to it. */
function wrong(problems: readonly BodyProblem[]): Reply {
  return reply(
    problems.map(({ problem }) => problem),
    [{ label: texts.choice.preview, action: "/siaran pratinjau" }],
  );
}
