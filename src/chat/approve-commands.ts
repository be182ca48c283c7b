import { type Clock, dayIn, spellDay, type Zone } from "../clock.ts";
import type { Knowledge } from "../knowledge/read.ts";
import { decideProposal } from "../office/decide-proposal.ts";
import type { Officer } from "../office/officer.ts";
import type { Proposal, Proposals } from "../office/proposals.ts";
import { describeProposal } from "../office/teach.ts";
import type { OfficerRoute } from "./as-officer.ts";
import type { Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";
import { type ReleaseApprovals, releaseKinds } from "./release-approvals.ts";
import { reply, shortened } from "./replies.ts";
import type { Request, Route } from "./routes.ts";

export type ApproveCommandParts = {
  officerRoute: OfficerRoute;
  proposals: Proposals;
  clock: Clock;
  zone: Zone;
  /** Whether one officer may confirm their own events and broadcasts after a while. */
  alone: boolean;
  knowledge: () => Pick<Knowledge, "situations" | "passages" | "calendar">;
  /** Lets what was approved come true now. */
  refresh: () => Promise<void>;
  /** Events and broadcasts that wait for the same. */
  releases: Pick<ReleaseApprovals, "waiting" | "handle">;
};

const MOST_LISTED = 9;

/** /setujui: what one officer proposed, or wants to let go to many, comes true when another says so. */
export function createApproveCommands(parts: ApproveCommandParts): Route[] {
  const { officerRoute, proposals, clock, zone, alone, knowledge, refresh, releases } = parts;

  async function approve(request: Request, officer: Officer): Promise<Reply> {
    const [id = "", verdict] = request.rest.split(/\s+/);
    if (id === "") return list();
    const kind = releaseKinds.find((each) => each === id.toLowerCase());
    if (kind !== undefined)
      return releases.handle(request, officer, kind, request.rest.slice(kind.length).trim().toLowerCase());
    const proposal = /^\d+$/.test(id) ? await proposals.find(Number(id)) : undefined;
    if (proposal === undefined) return reply(officeTexts.noSuchProposal);
    if (proposal.state !== "pending") return reply(officeTexts.alreadyDecided);
    if (verdict !== "ya" && verdict !== "tidak") return show(proposal);
    return decide(proposal, officer, verdict === "ya");
  }

  async function list(): Promise<Reply> {
    const pending = await proposals.list("pending");
    const waiting = await releases.waiting();
    const all = waiting.length + pending.length;
    if (all === 0) return reply(officeTexts.nothingPending);
    const proposed = pending.map((proposal) => ({
      // Without its number: the list counts by itself, and only what it counts can be typed.
      label: shortened(describeProposal(proposal, knowledge().situations).line, 60),
      action: `/setujui ${proposal.id}`,
    }));
    // What is to go out on a day cannot wait for what can be taught on any.
    return reply(officeTexts.pendingList(all, alone), [...waiting, ...proposed].slice(0, MOST_LISTED));
  }

  function show(proposal: Proposal): Reply {
    const { line, details } = describeProposal(proposal, knowledge().situations);
    return {
      blocks: [
        { kind: "title", text: officeTexts.proposal(proposal.id, line, proposal.by, spellDay(proposal.on)) },
        ...details.map((text) => ({ kind: "text" as const, text })),
      ],
      choices: [
        { label: officeTexts.choice.approve, action: `/setujui ${proposal.id} ya` },
        { label: officeTexts.choice.reject, action: `/setujui ${proposal.id} tidak` },
        { label: officeTexts.choice.later, action: "/setujui" },
      ],
    };
  }

  async function decide(proposal: Proposal, officer: Officer, yes: boolean): Promise<Reply> {
    const decision = { id: proposal.id, by: officer.name, approve: yes, on: dayIn(zone, clock()) };
    const decided = await decideProposal(proposals, knowledge(), decision);
    switch (decided.kind) {
      case "approved":
        await refresh();
        return reply(officeTexts.approved);
      case "rejected":
        return reply(officeTexts.rejected);
      case "same-officer":
        return reply(officeTexts.sameOfficer);
      case "already-decided":
        return reply(officeTexts.alreadyDecided);
      case "unusable":
        return reply(officeTexts.unusable[decided.why]);
      case "unknown":
        return reply(officeTexts.noSuchProposal);
    }
  }

  return [{ ...officerRoute("/setujui", "approve", approve), bareWord: isApproval }];
}

/** "setujui", "setujui 3 ya", "setujui acara 5"; with more behind it the word is an ordinary one. */
function isApproval(rest: string): boolean {
  return /^(?:(?:acara|siaran)\s+)?(?:\d{1,9}(?:\s+(?:ya|tidak))?)?$/i.test(rest);
}
