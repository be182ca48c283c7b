import type { Zone } from "../clock.ts";
import { parseAudience } from "./audience.ts";
import { MOST_ALONE, type Release } from "./release.ts";
import type { ReportSubject } from "./report.ts";
import { wordsOf } from "./report-audience.ts";
import { sayEventTime, sayMoment } from "./say-when.ts";
import { spellCount } from "./spell-count.ts";

/** Something that is said of an event or broadcast; `value` may be as long as officers write. */
export type ReportFact = { name: string; value: string };

const MODES = { luring: "luring (tatap muka)", daring: "daring", hybrid: "hybrid" } as const;

const STATES: Readonly<Record<string, string>> = {
  draft: "draf, belum diajukan",
  pending: "menunggu persetujuan",
  approved: "disetujui",
  cancelled: "dibatalkan",
  over: "selesai diadakan",
};

/** Who let what go, to whom and when; speakers are left out, for they are persons. */
export function factsOf(subject: ReportSubject, zone: Zone): ReportFact[] {
  const { release, state, body } = subject;
  const audience = parseAudience(body.audience);
  const sasaran = "problem" in audience ? body.audience : wordsOf(audience);
  const facts: Array<[string, string | undefined]> = [
    ...(subject.kind === "acara" ? eventFacts(subject) : broadcastFacts(subject, zone)),
    ["Sasaran", `${sasaran} (${spellCount(release.recipients)} orang saat dibuat, diubah, atau disetujui terakhir)`],
    ["Keadaan", STATES[state] ?? state],
    ["Dibuat", `oleh ${release.madeBy}, ${sayMoment(zone, release.madeAt)}`],
    ["Disetujui", approval(release, zone)],
    ["Alasan meloloskan", release.override],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

type EventSubject = Extract<ReportSubject, { kind: "acara" }>;
type BroadcastSubject = Extract<ReportSubject, { kind: "siaran" }>;

function eventFacts({ body, startsAt, endsAt }: EventSubject): Array<[string, string | undefined]> {
  return [
    ["Waktu", sayEventTime({ body, startsAt, endsAt })],
    ["Tempat", `${body.place}, ${MODES[body.mode]}`],
    ["Penanggung jawab", body.unit],
    ["Nomor surat", body.letter],
  ];
}

function broadcastFacts({ body }: BroadcastSubject, zone: Zone): Array<[string, string | undefined]> {
  const at = body.at === undefined ? Number.NaN : Date.parse(body.at);
  return [["Dijadwalkan", Number.isNaN(at) ? undefined : sayMoment(zone, at)]];
}

function approval({ approvedBy, approvedAt, alone, madeBy }: Release, zone: Zone): string | undefined {
  if (approvedBy === undefined || approvedAt === undefined) return undefined;
  const said = `oleh ${approvedBy}, ${sayMoment(zone, approvedAt)}`;
  if (alone) return `${said} (satu petugas, dikonfirmasi dua kali)`;
  return approvedBy === madeBy ? `${said} (satu petugas; sampai ${MOST_ALONE} orang itu cukup)` : said;
}
