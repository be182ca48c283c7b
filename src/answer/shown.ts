import type { GroupNote } from "../knowledge/groups.ts";
import type { ComposeContext } from "./blocks.ts";
import { type Cited, cite } from "./citations.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";

/** What an answer for a situation shows of it. */
export type Shown = Pick<
  Extract<Decision, { kind: "situation" }>,
  "situation" | "verdict" | "fitting" | "besides" | "open" | "aboutSanction"
> & {
  /** Whether the writer is in it already, and needs the steps at once. */
  trouble: boolean;
  /** What holds for the person's group in general, when the situation has no case for it. */
  group: GroupNote | undefined;
};

/** What is shown to whoever asked. */
export function shownOf(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Pick<Findings, "words" | "said">,
  { groups }: Pick<ComposeContext, "groups">,
): Shown {
  const { siapa = "" } = findings.said;
  const heard = [decision.fitting, ...decision.besides].some((each) => each?.when.siapa === siapa);
  return { ...decision, trouble: inTrouble(findings), group: heard ? undefined : groups.get(siapa) };
}

/** How many of a situation's own passages go ahead of those of the person's group. */
const BASIS_BEFORE_GROUP = 3;

/** The passages that are cited for it, those in `first` ahead of all others. */
export function citedFor(
  { situation, fitting, besides, aboutSanction, group }: Shown,
  { passages, on }: Pick<ComposeContext, "passages" | "on">,
  first: readonly string[] = [],
): Cited[] {
  const basis = aboutSanction
    ? [...situation.sanctionBasis, ...situation.basis]
    : [
        ...(fitting?.basis ?? []),
        ...besides.flatMap(({ basis }) => basis.slice(0, 1)),
        ...situation.basis.slice(0, BASIS_BEFORE_GROUP),
        ...(group?.basis ?? []),
        ...situation.basis,
      ];
  const cited = cite(basis, passages, on);
  const isFirst = ({ passage }: Cited) => first.includes(passage.id);
  return [...cited.filter(isFirst), ...cited.filter((each) => !isFirst(each))];
}

const TROUBLE = new Set([
  "terlanjur",
  "disuruh",
  "paksa",
  "ancam",
  "menyuruh",
  "perintah",
  "panggil",
  "periksa",
  "tegur",
  "ketahuan",
  "takut",
  "tuduh",
  "keburu",
]);

/** Whether the writer is already in it: it happened, was ordered, or is being examined. */
function inTrouble({ words }: Pick<Findings, "words">): boolean {
  return words.stems.some((stem) => TROUBLE.has(stem)) || words.standard.some((word) => TROUBLE.has(word));
}
