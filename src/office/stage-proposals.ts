import { z } from "zod";
import { spellDay } from "../clock.ts";
import {
  type Calendar,
  calendarDay,
  electionSlug,
  overlapping,
  regionSlug,
  type Stage,
  sameStage,
  stageNames,
} from "../knowledge/stages.ts";
import type { Proposal } from "./proposals.ts";

/** What a proposal of kind "stage" carries. */
export const stageBody = z
  .strictObject({
    election: electionSlug,
    region: regionSlug,
    stage: z.enum(stageNames),
    from: calendarDay,
    until: calendarDay,
    source: z.url({ protocol: /^https?$/, hostname: z.regexes.domain }),
  })
  .refine(({ from, until }) => from <= until, { path: ["until"], message: "hari terakhir mendahului hari pertama" });
export type StageBody = z.infer<typeof stageBody>;

/** A calendar with what the office decided, and the proposals that could not be used, named. */
export type Overlaid = { calendar: Calendar; problems: readonly string[] };

/**
 * The shipped calendar overruled by approved proposals, in the order of their approval, by election, region and stage.
 * Pure. Proposals of another kind and those not approved are passed over.
 */
export function withStages(shipped: Calendar, approved: readonly Proposal[]): Overlaid {
  const problems: string[] = [];
  let { stages } = shipped;
  for (const proposal of approved) {
    if (proposal.kind !== "stage" || proposal.state !== "approved") continue;
    const parsed = stageBody.safeParse(proposal.body);
    if (parsed.success) stages = overruledBy(stages, toStage(parsed.data, proposal.decidedOn ?? proposal.on));
    else problems.push(`stage proposal ${proposal.id} is passed over: ${whatIsWrong(parsed.error)}`);
  }
  return { calendar: { ...shipped, stages }, problems };
}

function overruledBy(stages: readonly Stage[], stage: Stage): Stage[] {
  return [...stages.filter((other) => !sameStage(other, stage)), stage];
}

/** "until: hari terakhir mendahului hari pertama": the first thing wrong with a body. */
export function whatIsWrong({ issues }: z.ZodError): string {
  const [issue] = issues;
  return `${issue?.path.join(".") || "body"}: ${issue?.message}`;
}

function toStage({ election, region, stage, from, until, source }: StageBody, checked: string): Stage {
  const ground = { according: source, sources: [source], confidence: "tinggi", checked, note: undefined } as const;
  return { election, region, stage, from, until, ...ground };
}

/** What a proposed stage would bring about, in one line and in full, for officers in chat. */
export function describeStage({ election, region, stage, from, until, source }: StageBody) {
  const days = `${spellDay(from)} sampai ${spellDay(until)}`;
  return {
    line: `tahap ${stage} ${election} ${region}: ${days}`,
    details: [`Pemilihan: ${election}`, `Daerah: ${region}`, `Tahap: ${stage}`, `Hari: ${days}`, `Sumber: ${source}`],
  };
}

/** The stage whose days this one would share, if it came true. */
export function clashOf(body: StageBody, { stages }: Calendar): Stage | undefined {
  return overlapping(body, stages);
}
