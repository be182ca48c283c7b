import { z } from "zod";

/** What can be proposed; the body of each is defined where it is used. */
export const proposalKinds = ["variant", "situation", "stage", "withdrawal"] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** Something that comes true only when a second officer says so. It is never changed: another wish is another proposal. */
export type Proposal = {
  id: number;
  kind: ProposalKind;
  /** Plain data, checked by whoever reads it. */
  body: unknown;
  by: string;
  /** Days, `YYYY-MM-DD`. */
  on: string;
  state: "pending" | "approved" | "rejected";
  decidedBy: string | undefined;
  decidedOn: string | undefined;
};

/** How a decision ended; only the first two changed anything. */
export type Decided =
  | { kind: "approved" | "rejected"; proposal: Proposal }
  /** Whoever proposed it cannot approve it; they may still reject it. */
  | { kind: "same-officer"; proposal: Proposal }
  | { kind: "already-decided"; proposal: Proposal }
  | { kind: "unknown" };

/** What was proposed and what became of it. Two officers are needed for anything to come true. */
export type Proposals = {
  propose(kind: ProposalKind, body: unknown, by: string, on: string): Promise<Proposal>;
  find(id: number): Promise<Proposal | undefined>;
  /** Those in a state, oldest first (approved ones in the order in which they were approved). */
  list(state: Proposal["state"], kind?: ProposalKind): Promise<Proposal[]>;
  decide(id: number, by: string, approve: boolean, on: string): Promise<Decided>;
  /** Changes whenever a proposal comes true. */
  revision(): Promise<number>;
};

/** What a withdrawal takes back: the number of an approved proposal. */
export const withdrawalBody = z.strictObject({ proposal: z.int().positive() });

/** The approved proposals that no approved withdrawal took back, in their order; withdrawals themselves are left out. */
export function inForce(approved: readonly Proposal[]): Proposal[] {
  const withdrawn = new Set(
    approved.flatMap(({ kind, body }) =>
      kind === "withdrawal" ? (withdrawalBody.safeParse(body).data?.proposal ?? []) : [],
    ),
  );
  return approved.filter(({ id, kind }) => kind !== "withdrawal" && !withdrawn.has(id));
}
