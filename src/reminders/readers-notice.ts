import type { Reply } from "../chat/message.ts";
import type { Zone } from "../clock.ts";
import { sayHash } from "../office/audit-words.ts";
import { may, type Officer } from "../office/officer.ts";
import { type Notice, noticesTo } from "./officer-notices.ts";
import { momentIn, zoneTime } from "./zone-time.ts";

/** One of the hours at which readers are written to; `id` is the same for whoever looks at the clock in that time. */
export type NoticeHour = { id: string /** In ms; nothing is sent from then on. */; until: number };

/** Where it is kept which hours are over. */
export type NoticeBoard = {
  /** Writes what `write` makes of the officers and the audit's last hash, once for that hour whoever asks. */
  post(hour: NoticeHour, write: (officers: readonly Officer[], lastHash: string) => readonly Notice[]): Promise<void>;
  /** Forgets what was written and could not be sent in its time. */
  clear(): Promise<void>;
};

export type ReadersNoticeParts = { board: NoticeBoard; zone: Zone; now: () => number };

/** When offices open, and when an hour of work is left. */
const TIMES = ["08:00", "15:00"] as const;
/** An hour that was missed by more is left out. */
const LATEST_MS = 2 * 3_600_000;

/**
 * Writes to all who read reports, at fixed hours and never else, the same sentence every day: whether a report came cannot be told
 * from it, for nothing here knows of any. What changes in it is the audit's head, which officers' acts alone move and which readers
 * hold against whoever rewrites the audit. Nobody can end it for themselves: that some are written to and others not would tell
 * something. To be called every second or so; `now` in ms.
 */
export function createReadersNotice({ board, zone, now }: ReadersNoticeParts): () => Promise<void> {
  let settled: string | undefined;
  return async () => {
    const hour = noticeHour(zone, now());
    const looked = hour?.id ?? "between";
    if (looked === settled) return;
    if (hour === undefined) await board.clear();
    else await board.post(hour, (officers, lastHash) => noticesToReaders(officers, readersNotice(lastHash)));
    settled = looked;
  };
}

/** Which notice is due at a moment (ms); undefined at all other times. */
export function noticeHour(zone: Zone, moment: number): NoticeHour | undefined {
  const { day } = zoneTime(zone, moment);
  for (const time of TIMES) {
    const begins = momentIn(zone, day, time);
    if (moment >= begins && moment < begins + LATEST_MS) return { id: `${day} ${time}`, until: begins + LATEST_MS };
  }
  return undefined;
}

/** The sentence, for the last hash (hex) of the audit. It names no report: others see a reader's phone. */
export function readersNotice(lastHash: string): Reply {
  const text = `Pengingat petugas, setiap hari sama pada pukul 08.00 dan 15.00, ada yang baru ataupun tidak: kerjakan bagian Anda sesuai jadwal, dan catat di kertas kata pemeriksa ini: ${sayHash(lastHash)}`;
  return { blocks: [{ kind: "text", text }], choices: [] };
}

function noticesToReaders(officers: readonly Officer[], reply: Reply): Notice[] {
  const readers = officers.filter((officer) => may(officer, "readTips"));
  return noticesTo(
    readers,
    readers.map(({ name }) => name),
    reply,
  );
}
