import type { Selectable } from "kysely";
import { type Clock, systemClock } from "../clock.ts";
import type { Proposal, ProposalKind, Proposals } from "../office/proposals.ts";
import { digestOf } from "../reminders/digest.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import type { ProposalsTable } from "./tables.ts";

/** The proposals in the office's database, each with its decision in the audit: by digest, for a body may be what somebody wrote. */
export function createProposals(db: Database, clock: Clock = systemClock): Proposals {
  const note = (
    transaction: Database,
    who: string,
    state: "made" | "approved" | "rejected",
    { id, kind, body }: Proposal,
  ) =>
    appendAudit(
      transaction,
      { who, action: `proposal-${state}`, subject: `proposal ${id}`, detail: { kind, digest: digestOf(body) } },
      clock(),
    );
  const find = async (from: Pick<Database, "selectFrom">, id: number) => {
    const row = await from.selectFrom("proposals").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : toProposal(row);
  };

  return {
    async propose(kind, body, by, on) {
      return db.transaction().execute(async (transaction) => {
        const row = await transaction
          .insertInto("proposals")
          .values({ kind, body: JSON.stringify(body), proposed_by: by, proposed_on: on, state: "pending" })
          .returningAll()
          .executeTakeFirstOrThrow();
        const proposal = toProposal(row);
        await note(transaction, by, "made", proposal);
        return proposal;
      });
    },
    find: (id) => find(db, id),
    async list(state, kind) {
      const rows = await db
        .selectFrom("proposals")
        .selectAll()
        .where("state", "=", state)
        .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? ""))
        .orderBy("turn")
        .orderBy("id")
        .execute();
      return rows.map(toProposal);
    },
    async decide(id, by, approve, on) {
      return db.transaction().execute(async (transaction) => {
        const proposal = await find(transaction, id);
        if (proposal === undefined) return { kind: "unknown" };
        if (proposal.state !== "pending") return { kind: "already-decided", proposal };
        if (approve && proposal.by === by) return { kind: "same-officer", proposal };
        const state = approve ? "approved" : "rejected";
        const { turn } = await transaction
          .selectFrom("proposals")
          .select(({ fn }) => fn.count<number>("turn").as("turn"))
          .executeTakeFirstOrThrow();
        await transaction
          .updateTable("proposals")
          .set({ state, decided_by: by, decided_on: on, turn: approve ? turn + 1 : null })
          .where("id", "=", id)
          .execute();
        await note(transaction, by, state, proposal);
        return { kind: state, proposal: { ...proposal, state, decidedBy: by, decidedOn: on } };
      });
    },
    async revision() {
      const { turns } = await db
        .selectFrom("proposals")
        .select(({ fn }) => fn.count<number>("turn").as("turns"))
        .executeTakeFirstOrThrow();
      return turns;
    },
  };
}

function toProposal(row: Selectable<ProposalsTable>): Proposal {
  return {
    id: row.id,
    kind: row.kind as ProposalKind,
    body: JSON.parse(row.body) as unknown,
    by: row.proposed_by,
    on: row.proposed_on,
    state: row.state as Proposal["state"],
    decidedBy: row.decided_by ?? undefined,
    decidedOn: row.decided_on ?? undefined,
  };
}
