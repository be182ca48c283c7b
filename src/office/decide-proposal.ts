import type { Knowledge } from "../knowledge/read.ts";
import { taughtSituation, taughtVariant } from "../knowledge/taught.ts";
import { type Decided, type Proposal, type Proposals, withdrawalBody } from "./proposals.ts";
import { clashOf, stageBody } from "./stage-proposals.ts";

/** Why a proposal cannot come true, in words for officers. */
export type Unusable = "unreadable" | "no-such-situation" | "no-such-passage" | "overlaps" | "nothing-to-withdraw";

export type DecidedOr = Decided | { kind: "unusable"; proposal: Proposal; why: Unusable };

/**
 * Decides a proposal by the knowledge of the moment: what can no longer come true is not approved, in whatever door, for
 * whoever approves it would be told that it has.
 */
export async function decideProposal(
  proposals: Proposals,
  knowledge: Pick<Knowledge, "situations" | "passages" | "calendar">,
  { id, by, approve, on }: { id: number; by: string; approve: boolean; on: string },
): Promise<DecidedOr> {
  const proposal = await proposals.find(id);
  if (approve && proposal?.state === "pending" && proposal.by !== by) {
    const why = await whyUnusable(proposal, proposals, knowledge);
    if (why !== undefined) return { kind: "unusable", proposal, why };
  }
  return proposals.decide(id, by, approve, on);
}

async function whyUnusable(
  { kind, body }: Proposal,
  proposals: Proposals,
  { situations, passages, calendar }: Pick<Knowledge, "situations" | "passages" | "calendar">,
): Promise<Unusable | undefined> {
  switch (kind) {
    case "variant": {
      const { data } = taughtVariant.safeParse(body);
      if (data === undefined) return "unreadable";
      return situations.has(data.situation) ? undefined : "no-such-situation";
    }
    case "situation": {
      const { data } = taughtSituation.safeParse(body);
      if (data === undefined) return "unreadable";
      return data.basis.every((id) => passages.has(id)) ? undefined : "no-such-passage";
    }
    case "stage": {
      const { data } = stageBody.safeParse(body);
      if (data === undefined) return "unreadable";
      return clashOf(data, calendar) === undefined ? undefined : "overlaps";
    }
    case "withdrawal": {
      const { data } = withdrawalBody.safeParse(body);
      const target = data === undefined ? undefined : await proposals.find(data.proposal);
      return target?.state === "approved" ? undefined : "nothing-to-withdraw";
    }
  }
}
