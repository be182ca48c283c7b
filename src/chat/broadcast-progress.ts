import type { Zone } from "../clock.ts";
import { may, type Officer } from "../office/officer.ts";
import type { Broadcast } from "../reminders/broadcast.ts";
import { titleOf } from "../reminders/broadcasts.ts";
import type { DeliveryCounts, MailingState } from "../reminders/mailing.ts";
import { sayCounts } from "../reminders/officer-notices.ts";
import type { BroadcastsOffice } from "../reminders/releasing.ts";
import { sayMoment } from "../reminders/say-when.ts";
import { broadcastTexts as texts } from "./broadcast-texts.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { reply } from "./replies.ts";

const MOST_LISTED = 8;
const BAR = 10;

/** How far a broadcast is, with what can be done about it. */
export async function showProgress(
  office: Pick<BroadcastsOffice, "counts" | "sending">,
  broadcast: Broadcast,
  officer: Officer,
  { zone, now }: { zone: Zone; now: number },
): Promise<Reply> {
  const { id, body, madeBy, approvedBy, alone } = broadcast;
  const [counts, sending] = await Promise.all([office.counts(id), office.sending(id)]);
  const state = stateOf(broadcast, sending);
  const agreed = approvedBy === undefined ? [] : [texts.approvedBy(approvedBy, alone)];
  const when = body.at === undefined ? [] : [texts.facts.when(sayMoment(zone, Date.parse(body.at)))];
  const lines = [
    texts.progressState(isUntouched(counts) ? sayState(broadcast, state, now) : texts.state[state], madeBy),
    ...agreed,
    ...when,
  ];
  return {
    blocks: [
      { kind: "title", text: texts.progressTitle(id, titleOf(body)) },
      { kind: "text", text: lines.join(" ") },
      ...progressBlock(counts),
    ],
    choices: progressChoices(broadcast, state, counts, officer),
  };
}

/** The newest broadcasts, each a button; without their numbers, for the list counts by itself. */
export async function showList(office: Pick<BroadcastsOffice, "list" | "sending">, now: number): Promise<Reply> {
  const latest = (await office.list()).slice(0, MOST_LISTED);
  const fresh = { label: texts.choice.new, action: "/siaran" };
  if (latest.length === 0) return reply(texts.none, [fresh]);
  const choices = await Promise.all(
    latest.map(async (broadcast) => {
      const state = sayState(broadcast, stateOf(broadcast, await office.sending(broadcast.id)), now);
      return { label: `${titleOf(broadcast.body)} (${state})`, action: `/siaran ${broadcast.id}` };
    }),
  );
  return reply(texts.list, [...choices, fresh]);
}

type Shown = keyof typeof texts.state;

/** One word for where it stands: with its officers, or with its sending once it was let go. */
export function stateOf({ state }: Broadcast, sending: MailingState | undefined): Shown {
  if (state === "approved") return sending ?? "planned";
  return state === "cancelled" && sending !== undefined ? sending : state;
}

/** Its people are counted when it is let go, which may be long before the first is written to. */
function sayState({ body }: Broadcast, state: Shown, now: number): string {
  const isEarly = state === "open" && body.at !== undefined && Date.parse(body.at) > now;
  return texts.state[isEarly ? "planned" : state];
}

function progressBlock(counts: DeliveryCounts): Block[] {
  const all = counts.accepted + counts.failed + counts.unknown + counts.pending;
  if (all + counts.suppressed === 0) return [];
  const share = all === 0 ? 1 : (all - counts.pending) / all;
  const filled = Math.floor(share * BAR);
  const bar = "▓".repeat(filled) + "░".repeat(BAR - filled);
  return [{ kind: "text", text: texts.progress(bar, Math.floor(share * 100), sayCounts(counts)) }];
}

function progressChoices(broadcast: Broadcast, state: Shown, counts: DeliveryCounts, officer: Officer): Choice[] {
  const { id } = broadcast;
  const { choice } = texts;
  const to = (label: string, what: string): Choice => ({ label, action: `/siaran ${id} ${what}` });
  const stop = to(choice.stop, "henti");
  const change = to(choice.change, "ubah");
  const refresh: Choice = { label: choice.refresh, action: `/siaran ${id}` };
  const report: Choice = { label: choice.report, action: `/laporan_siaran ${id}` };
  const approve: Choice[] = may(officer, "approve") ? [{ label: choice.approve, action: `/setujui siaran ${id}` }] : [];
  const again = [
    ...(counts.failed > 0 ? [to(choice.resendFailed(counts.failed), "ulang gagal")] : []),
    ...(counts.unknown > 0 ? [to(choice.resendUnknown(counts.unknown), "ulang pasti")] : []),
  ];
  switch (state) {
    case "draft":
      return [to(choice.submit, "ajukan"), ...approve, change, stop];
    case "pending":
      return [...approve, change, stop, refresh];
    case "planned":
      return [refresh, change, stop];
    case "open":
      return [refresh, to(choice.pause, "jeda"), ...(isUntouched(counts) ? [change] : []), stop, ...again];
    case "paused":
      return [refresh, to(choice.resume, "lanjut"), ...(isUntouched(counts) ? [change] : []), stop, ...again];
    case "held":
      return [refresh, change, stop];
    case "stopped":
    case "done":
      return [...again, report];
    case "dropped":
    case "cancelled":
      return [];
  }
}

function isUntouched({ accepted, failed, unknown }: DeliveryCounts): boolean {
  return accepted + failed + unknown === 0;
}
