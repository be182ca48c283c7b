import type { Selectable } from "kysely";
import type { Proposal, ProposalKind, Proposals } from "../office/proposals.ts";
import type { Database } from "./database.ts";
import type { ProposalsTable } from "./tables.ts";

/** The proposals in the office's database. */
export function createProposals(db: Database): Proposals {
  const find = async (from: Pick<Database, "selectFrom">, id: number) => {
    const row = await from.selectFrom("proposals").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : toProposal(row);
  };

  return {
    async propose(kind, body, by, on) {
      const row = await db
        .insertInto("proposals")
        .values({ kind, body: JSON.stringify(body), proposed_by: by, proposed_on: on, state: "pending" })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toProposal(row);
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
