import { existsSync } from "node:fs";
import type { Settings } from "../settings.ts";
import { isRestoring } from "../stores/settle-restore.ts";
import { keysKind, openTipsDatabase, tipFiles, tipsKind } from "../stores/tips-database.ts";
import { isOlderTipsFile, TipFilesUnusableError } from "../stores/tips-file.ts";
import { createTipStore, type TipFilesCare } from "../stores/tips-sqlite.ts";
import { signersOf, verifyLists } from "../tips/reader-list.ts";
import { TipNotStoredError, type TipStore } from "../tips/tip-store.ts";
import type { Check, Finding } from "./finding.ts";
import { listTrouble } from "./tips-office.ts";

const NAME = "tips";

/**
 * Whether reports can be taken, and what is in the way. Of what came, and how long it waits, it says nothing: whoever runs this may be
 * the one a report is about.
 */
export const checkTips: Check = async (settings, _, { start }) => {
  const { keys, tips } = tipFiles(settings.DATA_DIR);
  // Opening them finishes a restore that was cut off, and brings older tables up to date.
  if ((!existsSync(keys) && !existsSync(tips)) || isRestoring(settings.DATA_DIR)) return [];
  if (isOlderTipsFile(keys, keysKind) || isOlderTipsFile(tips, tipsKind)) {
    const says = "tips.db and keys.db have tables of an older version";
    return [{ name: NAME, level: "warn", says, remedy: `${start} brings them up to date; then look again` }];
  }
  try {
    const store = createTipStore(await openTipsDatabase(settings.DATA_DIR), { emptyingMs: 1_000 });
    try {
      return await look(store, settings);
    } finally {
      await store.end();
    }
  } catch (error) {
    if (error instanceof TipFilesUnusableError || error instanceof TipNotStoredError)
      return [
        {
          name: NAME,
          level: "bad",
          says: error.message,
          remedy: "no report is taken meanwhile; see docs/operations.md",
        },
      ];
    throw error;
  }
};

async function look(store: TipStore & TipFilesCare, { TIPS_ROOT: root }: Settings): Promise<Finding[]> {
  const lists = await store.lists();
  const verdict = verifyLists(lists, root);
  if (verdict.kind === "broken")
    return [{ name: NAME, level: "bad", says: "no reports are taken", remedy: listTrouble(verdict) }];
  if (verdict.kind === "none")
    return [{ name: NAME, level: "ok", says: "no reports are taken", remedy: listTrouble(verdict) }];
  if (root === undefined)
    return [
      {
        name: NAME,
        level: "warn",
        says: "no reports are taken: TIPS_ROOT is not set, so nothing tells whether the list of readers is the one that was agreed",
        remedy: "set it to the root that was written down when the first list was signed, and start again",
      },
    ];
  const readers = verdict.list.readers.filter(({ role }) => role === "pembaca").length;
  if (readers < 2)
    return [
      {
        name: NAME,
        level: "warn",
        says: "no reports are taken: fewer than two on the list of readers are pembaca",
        remedy: "desk tips recipients add NAME --pub FILE --unit UNIT, then two sign",
      },
    ];
  if (!(await store.emptyLogs()))
    return [
      {
        name: NAME,
        level: "warn",
        says: "what was deleted may still lie in the logs of tips.db or keys.db: somebody has them open",
        remedy: "end whatever else reads these files, then look again",
      },
    ];
  const recovery = verdict.list.readers.filter(({ role }) => role === "pemulihan").length;
  const keys = recovery === 0 ? "" : `, ${recovery} of recovery`;
  const says = `reports can be taken: ${readers} readers${keys}, version ${verdict.list.version} of their list`;
  const draft = lists[verdict.versions.length];
  if (draft === undefined && readers + recovery < 3) {
    const remedy =
      "add a third reader or a key of the role pemulihan: who is left alone when one is lost cannot sign another";
    return [{ name: NAME, level: "warn", says, remedy }];
  }
  if (draft === undefined) return [{ name: NAME, level: "ok", says }];
  const signed = signersOf(draft, verdict.list.readers).length;
  const remedy = `${2 - signed} more sign version ${draft.list.version}, or it stays a draft: desk tips recipients sign --identity FILE`;
  return [{ name: NAME, level: "warn", says, remedy }];
}
