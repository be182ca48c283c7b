import { withChecks } from "./knowledge/checks.ts";
import { type Knowledge, readKnowledge } from "./knowledge/read.ts";
import { withTaught } from "./knowledge/taught.ts";
import { inForce } from "./office/proposals.ts";
import { withStages } from "./office/stage-proposals.ts";
import { taughtBy } from "./office/teach.ts";
import { createChecks } from "./stores/checks-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { keptKnowledge } from "./stores/knowledge-file.ts";
import { createProposals } from "./stores/proposals-sqlite.ts";
import { createWordings } from "./stores/wordings-sqlite.ts";

/**
 * The knowledge of the files with what the office added to it: what it taught, what it checked anew, its stages. With a data
 * folder, what was understood of the files is kept there for the next start.
 */
export async function readOfficeKnowledge(
  folder: string,
  database: Database | undefined,
  dataFolder?: string,
): Promise<Knowledge> {
  const shipped = await readKnowledge(folder, dataFolder === undefined ? undefined : keptKnowledge(dataFolder));
  if (database === undefined) return shipped;
  const approved = inForce(await createProposals(database).list("approved"));
  const { taught } = taughtBy(approved);
  const { calendar } = withStages(shipped.calendar, approved);
  return withTaught(withChecks({ ...shipped, calendar }, await createChecks(database).latest()), taught);
}

/** Changes whenever {@link readOfficeKnowledge} would add something else, or a text was imported. Cheap. */
export async function officeRevision(database: Database): Promise<string> {
  const revisions = [
    createProposals(database).revision(),
    createChecks(database).revision(),
    createWordings(database).revision(),
  ];
  return (await Promise.all(revisions)).join(" ");
}
