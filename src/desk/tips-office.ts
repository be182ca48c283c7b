import { dayIn, systemClock } from "../clock.ts";
import { readSettings, type Settings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { makeFolder } from "../stores/owner.ts";
import { openTipsDatabase } from "../stores/tips-database.ts";
import { createTipStore, type TipFilesCare } from "../stores/tips-sqlite.ts";
import type { ListVerdict, SignedList } from "../tips/reader.ts";
import { verifyLists } from "../tips/reader-list.ts";
import type { TipStore } from "../tips/tip-store.ts";
import { RefusedError } from "./desk-error.ts";
import { noteTipAct, type TipAct } from "./tips-audit.ts";

/** The sealed tips as the desk works on them, also while the service runs. */
export type TipOffice = {
  settings: Settings;
  store: TipStore & TipFilesCare;
  today: string;
  /** All versions of the list of readers, and what they come to. */
  lists: readonly SignedList[];
  verdict: ListVerdict;
  /** Writes an act into the audit; comes before the act itself, so that none is missing there. */
  note(act: TipAct): Promise<void>;
};

export type AgreedList = ListVerdict & { kind: "valid" };

/** Opens the tips for one command and closes them afterwards. */
export async function withTips<T>({ environment }: Shell, work: (office: TipOffice) => Promise<T>): Promise<T> {
  const settings = readSettings(environment);
  const { DATA_DIR: folder, TIPS_ROOT: root, OFFICE_ZONE: zone } = settings;
  makeFolder(folder);
  const store = createTipStore(await openTipsDatabase(folder));
  try {
    const lists = await store.lists();
    const verdict = verifyLists(lists, root);
    const today = dayIn(zone, systemClock());
    return await work({ settings, store, today, lists, verdict, note: (act) => noteTipAct(folder, act) });
  } finally {
    await store.end();
  }
}

/** The list that counts. Throws a sentence when there is none, and tells on stderr when nobody pinned it here. */
export function agreedList({ stderr }: Shell, verdict: ListVerdict, { TIPS_ROOT: root }: Settings): AgreedList {
  if (verdict.kind !== "valid") throw new RefusedError(listTrouble(verdict));
  if (root === undefined)
    stderr.write(
      "TIPS_ROOT is not set, so nothing here tells whether somebody put another list of readers in place; set it to the root that was written down when the first list was signed.\n",
    );
  return verdict;
}

const WHY = {
  signatures: "is not signed by two readers who may",
  chain: "does not follow the version before it",
  root: "is not the one that TIPS_ROOT pins",
  shape: "has another form",
} as const;

/** Why nothing is done with these lists, and what to do. */
export function listTrouble(verdict: Exclude<ListVerdict, { kind: "valid" }>): string {
  if (verdict.kind === "none")
    return "there is no list of readers that two of them signed; add readers (desk tips recipients add), then two of them sign (desk tips recipients sign --identity FILE)";
  return `version ${verdict.version} of the list of readers ${WHY[verdict.why]}, so nothing is opened or changed; talk with the other readers on another way, compare TIPS_ROOT with what was written down, and see: desk tips recipients list`;
}
