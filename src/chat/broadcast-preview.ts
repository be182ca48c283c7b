import type { Zone } from "../clock.ts";
import { may, type Officer } from "../office/officer.ts";
import type { AttachedFiles } from "../reminders/attached-file.ts";
import { type Audience, parseAudience } from "../reminders/audience.ts";
import { nobodyOf } from "../reminders/audience-count.ts";
import type { QuietHours } from "../reminders/due.ts";
import { lintBroadcast } from "../reminders/lint.ts";
import type { People } from "../reminders/people.ts";
import { MOST_ALONE } from "../reminders/release.ts";
import type { LintFinding } from "../reminders/releasing.ts";
import { sayBroadcast } from "../reminders/say-broadcast.ts";
import { sayMoment } from "../reminders/say-when.ts";
import { zoneTime } from "../reminders/zone-time.ts";
import type { BroadcastForm } from "./broadcast-form.ts";
import { broadcastTexts as texts } from "./broadcast-texts.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { nobodyNote } from "./nobody-note.ts";

export type BroadcastPreviewParts = {
  people: Pick<People, "count">;
  files: Pick<AttachedFiles, "of">;
  /** "5.214 orang, ± 3 menit di Telegram" for an audience. */
  forecast(audience: Audience): Promise<string>;
  now: () => number;
  zone: Zone;
  officeName: string;
  quiet: QuietHours | undefined;
};

/** What an officer sees before a broadcast goes, and what they can do with it. */
export type BroadcastPreview = {
  show(form: BroadcastForm, id: number): Promise<Reply>;
  /** The very message that people get, with the buttons of the preview under it. */
  trial(form: BroadcastForm, id: number): Promise<Reply>;
  count(form: BroadcastForm): Promise<number>;
  findings(form: BroadcastForm): LintFinding[];
};

export function createBroadcastPreview(parts: BroadcastPreviewParts): BroadcastPreview {
  const { people, files, now, zone, officeName, quiet } = parts;

  async function count({ audience }: BroadcastForm): Promise<number> {
    const parsed = parseAudience(audience);
    return "problem" in parsed ? 0 : people.count(parsed, "broadcasts");
  }

  async function message(form: BroadcastForm, id: number): Promise<Reply> {
    const said = sayBroadcast(form.text, officeName);
    if (form.file === undefined) return said;
    const file = await files.of(form.fileIsNew || form.of === undefined ? { form: id } : { broadcast: form.of });
    return file === undefined ? said : { ...said, files: [file] };
  }

  async function facts(form: BroadcastForm, recipients: number): Promise<Block[]> {
    const parsed = parseAudience(form.audience);
    const forecast = "problem" in parsed ? "" : await parts.forecast(parsed);
    const items = [
      texts.facts.audience(form.audience, recipients),
      texts.facts.when(form.at === "now" ? texts.facts.now : sayMoment(zone, Date.parse(form.at))),
      texts.facts.forecast(forecast),
      ...(form.file === undefined ? [] : [texts.facts.file(form.file.name)]),
    ];
    const notes = [
      ...(recipients === 0 ? [texts.nobody] : []),
      ...(wakes(form) ? [texts.quiet(form.at === "now")] : []),
    ];
    return [
      { kind: "list", title: texts.facts.title, items, ordered: false },
      ...notes.map((text): Block => ({ kind: "note", text })),
      ...nobodyNote(await nobodyOf(people, form.audience)),
    ];
  }

  /** Whether it reaches people in the quiet hours of the office. */
  function wakes({ at }: BroadcastForm): boolean {
    if (quiet === undefined) return false;
    const { hour } = zoneTime(zone, at === "now" ? now() : Date.parse(at));
    return hour >= quiet.from || hour < quiet.until;
  }

  return {
    count,
    async trial(form, id) {
      const choices = previewChoices(form, await count(form), lintBroadcast(form).length > 0);
      return { ...(await message(form, id)), choices };
    },
    findings: lintBroadcast,
    async show(form, id) {
      const recipients = await count(form);
      const findings = lintBroadcast(form);
      const { blocks, files: sent = [] } = await message(form, id);
      return {
        blocks: [
          { kind: "text", text: texts.preview },
          ...blocks,
          ...(await facts(form, recipients)),
          ...findingBlocks(findings),
        ],
        files: sent,
        choices: previewChoices(form, recipients, findings.length > 0),
      };
    },
  };
}

function findingBlocks(findings: readonly LintFinding[]): Block[] {
  if (findings.length === 0) return [];
  const items = findings.map(({ words, why }) => texts.finding(words, why));
  return [
    { kind: "list", title: texts.findings, items, ordered: false },
    { kind: "note", text: texts.findingsHow },
  ];
}

/** Few people are reached on one officer's word, unless something in the text wants another's. */
function previewChoices(form: BroadcastForm, recipients: number, isHeld: boolean): Choice[] {
  const { choice } = texts;
  const go: Choice[] =
    recipients > MOST_ALONE || isHeld
      ? [{ label: choice.submit, action: "/siaran ajukan" }]
      : [{ label: choice.send, action: "/siaran kirim" }];
  const file: Choice[] =
    form.file === undefined
      ? [{ label: choice.file, action: "/siaran berkas" }]
      : [
          { label: choice.otherFile, action: "/siaran berkas" },
          { label: choice.noFile, action: "/siaran tanpa_berkas" },
        ];
  return [
    { label: choice.test, action: "/siaran coba" },
    ...(recipients === 0 ? [] : go),
    { label: choice.text, action: "/siaran teks" },
    { label: choice.audience, action: "/siaran sasaran" },
    { label: choice.when, action: "/siaran waktu" },
    ...file,
    { label: choice.drop, action: "/siaran buang" },
  ];
}

/** Who acts, as far as the rules of releasing ask. */
export function actingOf(officer: Officer): { name: string; approves: boolean } {
  return { name: officer.name, approves: may(officer, "approve") };
}
