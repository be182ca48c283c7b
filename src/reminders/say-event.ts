import type { Block, Choice, Reply, Span } from "../chat/message.ts";
import type { Event, EventBody } from "./event.ts";
import { type ShownField, shownChanges, shownFields } from "./event-fields.ts";
import { timesOf } from "./event-times.ts";
import type { MailingKind } from "./mailing.ts";
import { sayEventTime } from "./say-when.ts";

export type SayEventOptions = {
  officeName: string;
  /** What the readers of a correction or cancellation were told before. */
  told?: readonly EventBody[];
  /** Nobody is asked any more whether they come. */
  hasBegun?: boolean;
};

const MODES: Readonly<Record<EventBody["mode"], string>> = {
  luring: "Luring (tatap muka)",
  daring: "Daring (dari jauh)",
  hybrid: "Hybrid (tatap muka dan dari jauh)",
};

const LINK_LATER = "menyusul";
const STOP_HINT = "Tidak mau pengingat acara lagi? Ketik /berhenti";

/**
 * An event as people get it: to be reminded, corrected (what changed, what was told before, then all of it again) or told that it
 * does not take place. Never in words that are wrong tomorrow, such as "besok": it may arrive late.
 */
export function sayEvent(
  { id, body }: Pick<Event, "id" | "body">,
  kind: Exclude<MailingKind, "broadcast">,
  { officeName, told = [], hasBegun = false }: SayEventOptions,
): Reply {
  if (kind === "cancellation") return sayCancelled(id, told.at(-1) ?? body, officeName);
  const changes = kind === "correction" ? changesFrom(told, body) : [];
  const title = kind === "correction" ? `⚠️ Perubahan: ${body.title}` : `🔔 ${body.title}`;
  return {
    blocks: [
      { kind: "title", text: title },
      ...(changes.length > 0 ? [{ kind: "list", title: "Yang berubah", items: changes, ordered: false } as const] : []),
      detailsOf(body),
      ...(body.note === undefined ? [] : [{ kind: "text", text: body.note } as const]),
      { kind: "note", text: `${officeName}. ${STOP_HINT}` },
    ],
    choices: hasBegun ? [toCalendar(id)] : choicesFor(id),
  };
}

function sayCancelled(id: number, body: EventBody, officeName: string): Reply {
  return {
    blocks: [
      { kind: "title", text: `❌ Dibatalkan: ${body.title}` },
      {
        kind: "text",
        text: `Acara yang semula dijadwalkan ${said(body, "when")} di ${body.place} tidak jadi diadakan. Anda tidak perlu hadir.`,
      },
      { kind: "note", text: `${officeName}. ${STOP_HINT}` },
    ],
    choices: [{ label: "📅 Hapus dari kalender", action: `/kalender ${id}` }],
  };
}

function choicesFor(id: number): Choice[] {
  return [
    { label: "✅ Hadir", action: `/hadir ${id}` },
    { label: "👥 Diwakili", action: `/wakil ${id}` },
    { label: "🚫 Tidak hadir", action: `/absen ${id}` },
    toCalendar(id),
  ];
}

function toCalendar(id: number): Choice {
  return { label: "📅 Simpan ke kalender", action: `/kalender ${id}` };
}

/** One line for each field that says something else than any of what was told, with that. */
function changesFrom(told: readonly EventBody[], body: EventBody): string[] {
  const fields = Object.keys(shownFields) as ShownField[];
  return fields.flatMap((field) => {
    const others = told.filter((each) => shownChanges(each, body).includes(field));
    if (others.length === 0) return [];
    const before = [...new Set(others.map((each) => said(each, field) ?? "belum ada"))].join("; lalu ");
    return [`${shownFields[field]}: ${said(body, field) ?? "tidak ada lagi"} (sebelumnya: ${before})`];
  });
}

/** What is said of an event in a field; undefined for nothing. */
function said(body: EventBody, field: ShownField): string | undefined {
  switch (field) {
    case "when": {
      return sayEventTime({ body, ...timesOf(body) });
    }
    case "mode":
      return MODES[body.mode];
    case "speakers":
      return body.speakers?.join(", ");
    case "link":
      return body.link ?? (body.mode === "luring" ? undefined : LINK_LATER);
    default:
      return body[field];
  }
}

const DETAILS: readonly ShownField[] = ["when", "place", "map", "mode", "link", "speakers", "unit", "letter"];

function detailsOf(body: EventBody): Block {
  const lines = DETAILS.flatMap((field): Span[][] => {
    const value = said(body, field);
    return value === undefined ? [] : [[{ text: `${shownFields[field]}: `, bold: true }, { text: value }]];
  });
  return { kind: "rich", spans: lines.flatMap((line, at) => (at === 0 ? line : [{ text: "\n" }, ...line])) };
}
