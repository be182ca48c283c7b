import { spellDay, type Zone } from "../clock.ts";
import { parseBefore } from "./due.ts";
import type { DeliveryState } from "./mailing.ts";
import type { ReportMailing } from "./report.ts";
import { sayClock } from "./say-when.ts";
import { zoneTime } from "./zone-time.ts";

/** So many for one reason. */
export type ReasonCount = { reason: string; count: number };

/** What became of one mailing. */
export type MailingLine = {
  name: string;
  when: string;
  state: string;
  /** Nothing is left to send. */
  isDone: boolean;
  accepted: number;
  /** How many of all were sent once more because they may not have arrived, and so may have come twice. */
  resent: number;
  pending: number;
  unknown: number;
  failed: readonly ReasonCount[];
  suppressed: readonly ReasonCount[];
};

const KINDS = {
  reminder: "Pengingat",
  correction: "Perubahan",
  cancellation: "Pembatalan",
  broadcast: "Siaran",
} as const;

const STATES = {
  planned: "menunggu waktunya",
  open: "sedang dikirim",
  paused: "dijeda",
  stopped: "dihentikan",
  held: "ditahan: perlu petugas kedua",
  dropped: "batal",
  done: "selesai",
} as const;

const REASONS: Readonly<Record<string, string>> = {
  gone: "tidak dapat dihubungi lagi",
  rejected: "ditolak aplikasi chat",
  tries: "gagal berkali-kali",
  unsubscribed: "berhenti berlangganan",
  erased: "minta datanya dihapus",
  late: "terlambat: acara sudah mulai",
  changed: "acaranya berubah",
  cancelled: "acaranya dibatalkan",
  stopped: "dihentikan petugas",
};

/** Each mailing that was sent, is being sent or will be; those taken back before anybody got them are left out. */
export function mailingLines(mailings: readonly ReportMailing[], zone: Zone): MailingLine[] {
  return mailings
    .filter(({ state }) => state !== "dropped")
    .toSorted((one, other) => one.dueAt - other.dueAt || one.id - other.id)
    .map((mailing) => {
      const { kind, label, state, counts } = mailing;
      const of = (...states: readonly DeliveryState[]) => counts.filter((each) => states.includes(each.state));
      return {
        name: label === "" ? KINDS[kind] : `${KINDS[kind]} ${sayBefore(label)}`,
        when: `${spellDay(zoneTime(zone, mailing.dueAt).day)}, ${sayClock(zone, mailing.dueAt)} ${zone}`,
        state: STATES[state],
        isDone: state === "done",
        accepted: sum(of("accepted")),
        resent: counts.reduce((all, { resent }) => all + resent, 0),
        pending: sum(of("pending", "sending")),
        unknown: sum(of("unknown")),
        failed: byReason(of("failed")),
        suppressed: byReason(of("suppressed")),
      };
    });
}

/** "7 hari sebelum" for `P7D`. */
export function sayBefore(label: string): string {
  const before = parseBefore(label);
  if (before === undefined) return label;
  if ("days" in before) return before.days === 0 ? "pada harinya" : `${before.days} hari sebelum`;
  return before.minutes % 60 === 0 ? `${before.minutes / 60} jam sebelum` : `${before.minutes} menit sebelum`;
}

/** The reminders that nobody got: their time had passed when the event was approved or moved, or it had begun when they were due. */
export function missedOf(mailings: readonly ReportMailing[]): string[] {
  const reminders = mailings.filter(({ kind }) => kind === "reminder");
  const went = new Set(reminders.filter(({ state }) => state !== "dropped").map(({ label }) => label));
  const late = reminders.filter(
    ({ state, reason, label }) => state === "dropped" && reason === "late" && !went.has(label),
  );
  return [...new Set(late.map(({ label }) => label))].map(sayBefore);
}

type Counted = ReportMailing["counts"];

function sum(counts: Counted): number {
  return counts.reduce((all, { count }) => all + count, 0);
}

/** The most frequent first. */
function byReason(counts: Counted): ReasonCount[] {
  const groups = Map.groupBy(counts, ({ reason }) => REASONS[reason ?? ""] ?? "tanpa keterangan");
  return [...groups]
    .map(([reason, rows]) => ({ reason, count: sum(rows) }))
    .toSorted((one, other) => other.count - one.count);
}
