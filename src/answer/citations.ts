import { texts } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import { firstDay, inForce, type Passage } from "../knowledge/passage.ts";
import { FRESH_DAYS, isStale } from "../knowledge/staleness.ts";

export type Citation = { id: string; label: string };

/** A passage as it is cited on a day, with the note a reader needs about its status. */
export type Cited = {
  passage: Passage;
  note: string;
  /** Whether it is, or was, law on the day asked about. */
  law: boolean;
};

const MOST_CITATIONS = 5;

/** At most five passages for some ids, best first, each as it stood on `on` (`YYYY-MM-DD`) or, without it, as now. */
export function cite(ids: readonly string[], passages: ReadonlyMap<string, Passage>, on?: string): Cited[] {
  const cited: Cited[] = [];
  for (const id of ids) {
    const passage = passages.get(id);
    if (passage === undefined) continue;
    const standing =
      on === undefined ? { passage, note: noteNow(passage, passages), law: true } : standingOn(passage, passages, on);
    if (!cited.some((other) => other.passage.id === standing.passage.id)) cited.push(standing);
  }
  // On a day, what was no law yet is no basis beside what was.
  const law = cited.filter((each) => each.law);
  return (law.length > 0 ? law : cited).slice(0, MOST_CITATIONS);
}

/**
 * "Keadaan hukum menurut pengecekan …": the oldest check among the cited passages; and a warning instead where one that
 * may change was checked too long before `today` (`YYYY-MM-DD`).
 */
export function checkedNote(cited: readonly Cited[], today: string | undefined): string | undefined {
  const stale = today === undefined ? [] : cited.filter(({ passage }) => isStale(passage, today));
  const oldest = oldestCheck(stale.length > 0 ? stale : cited);
  if (oldest === undefined) return undefined;
  return stale.length > 0 ? texts.checkedLongAgo(spellDay(oldest), FRESH_DAYS) : texts.checkedOn(spellDay(oldest));
}

function oldestCheck(cited: readonly Cited[]): string | undefined {
  return cited
    .filter(({ passage }) => isOwn(passage))
    .map(({ passage }) => passage.checked)
    .sort()[0];
}

/** What is known from an imported text alone has no source of ours, and nobody of the office has checked it. */
function isOwn({ sources }: Passage): boolean {
  return sources.length > 0;
}

export function toCitation({ passage }: Cited): Citation {
  return { id: passage.id, label: passage.label };
}

/** "Pasal 2 huruf f UU 20/2023 (berlaku)" */
export function citeLine({ passage, note }: Cited): string {
  return `${passage.label} (${note})`;
}

function noteNow(passage: Passage, passages: ReadonlyMap<string, Passage>): string {
  const status = isOwn(passage) ? texts.status[passage.status] : texts.statusByFile(texts.status[passage.status]);
  const successor = passage.replacedBy === undefined ? undefined : passages.get(passage.replacedBy);
  if (passage.status === "berlaku" || successor === undefined) return status;
  return `${status}, ${texts.replacedBy(successor.label)}`;
}

/** The passage itself if it was law that day; else what it, or its regulation, replaced; else itself with a warning. */
function standingOn(passage: Passage, passages: ReadonlyMap<string, Passage>, on: string): Cited {
  if (inForce(passage, on)) return { passage, note: noteNow({ ...passage, status: "berlaku" }, passages), law: true };
  for (const id of [passage.id, passage.regulation]) {
    for (const other of passages.values()) {
      if (other.replacedBy === id && inForce(other, on))
        return { passage: other, note: texts.status.berlaku, law: true };
    }
  }
  const early = on < firstDay(passage);
  return { passage, note: early ? texts.notYetLaw : noteNow(passage, passages), law: false };
}
