import type { Passage } from "../knowledge/passage.ts";
import type { Case, Situation, Verdict } from "../knowledge/situation.ts";
import { asksNothingInParticular, asksSanction, asksWhy } from "./asking.ts";
import { fittingCases, openCases } from "./circumstances.ts";
import { decideReference } from "./decide-reference.ts";
import type { Findings } from "./find.ts";
import { type Hint, noHint } from "./hint.ts";
import { contentOf } from "./plain-words.ts";
import { guardKinds } from "./ranker.ts";
import type { Reading } from "./reading.ts";
import { suggest } from "./suggest.ts";
import { thresholds } from "./thresholds.ts";

/** What to answer; every way a question can end. */
export type Decision =
  | {
      kind: "situation";
      situation: Situation;
      verdict: Verdict;
      /** The circumstance that was named and decides, if any. */
      fitting: Case | undefined;
      /** Further cases that hold by what was said. */
      besides: readonly Case[];
      /** Circumstances left open that would change the verdict. */
      open: readonly Case[];
      /** Whether the question is what one risks, rather than whether one may. */
      aboutSanction: boolean;
      confidence: number;
      /** Other situations the question may have meant. */
      others: readonly Situation[];
    }
  /** The question before, asked again for people who are not ASN and of whom the situation says nothing. */
  | { kind: "group"; situation: Situation; group: string }
  /** What the answer before rests on. */
  | { kind: "basis"; situation: Situation; fitting: Case | undefined }
  /** `amended`: what was asked by the name of the regulation that a passage amended. */
  | { kind: "passages"; passages: readonly Passage[]; amended: ReadonlyArray<{ asked: string; passage: Passage }> }
  | { kind: "unknown-reference"; asked: readonly string[] }
  | { kind: "suggestions"; situations: readonly Situation[]; confidence: number }
  | { kind: "guard"; guard: Situation; confidence: number };

const MOST_OTHERS = 3;

/** Decides what a message gets. Pure: the same findings, and the same hint, give the same decision. */
export function decide(findings: Findings, hint: Hint = noHint): Decision {
  const noise = findings.guards.di_luar_cakupan;
  if (noise !== undefined && findings.readable < thresholds.readable && findings.references.length === 0) {
    return { kind: "guard", guard: noise, confidence: 1 - findings.readable };
  }
  if (findings.same !== undefined) return decideSame(findings.same, findings);
  if (!findings.followsUp) {
    if (asksNothingInParticular(findings.words)) return { kind: "suggestions", situations: [], confidence: 0 };
    // "Sanksinya apa?" of nothing that was said.
    if (findings.more !== undefined && findings.now.siapa === undefined)
      return { kind: "suggestions", situations: suggest(findings), confidence: 0 };
  }
  return (
    decideReference(findings) ?? decideGuard(findings) ?? decideTaught(findings) ?? decideSituation(findings, hint)
  );
}

/** The situation is certain; whether its answer still holds is not. */
function decideSame(situation: Situation, findings: Findings): Decision {
  const { said, now, more, before } = findings;
  const { siapa = "" } = said;
  if (findings.takesBack) return { kind: "suggestions", situations: suggest(findings), confidence: 0 };
  if (more === "basis") return { kind: "basis", situation, fitting: fittingCases(situation, said, now).deciding };
  const decision = answerWith(situation, findings, SAME_SITUATION, []);
  const speaksOfGroup =
    situation.only.siapa === siapa ||
    before?.group === siapa ||
    situation.cases.some(({ when }) => when.siapa === siapa);
  return NOT_ASN.has(siapa) && !speaksOfGroup ? { kind: "group", situation, group: siapa } : decision;
}

/** A follow-up that only changes circumstances was read right this often among the labelled ones. */
const SAME_SITUATION = 0.95;

/** Groups for whom an answer given for ASN does not hold by itself. */
const NOT_ASN = new Set(["pensiunan", "kepala-desa", "tni-polri", "bumn", "non-asn"]);

/** One word ("kades") tells no story. */
const SHORTEST_STORY = 3;

function decideGuard({ guardChances, guards, words, onlyCircumstances }: Findings): Decision | undefined {
  const [strongest] = guardKinds
    .filter((kind) => guardChances[kind] >= thresholds.guards[kind])
    .filter((kind) => kind !== "lapor" || words.standard.length >= SHORTEST_STORY)
    // "Mobil dinas" alone is no other subject, it is half a question.
    .filter((kind) => kind !== "di_luar_cakupan" || !onlyCircumstances)
    .sort((a, b) => guardChances[b] - guardChances[a]);
  if (strongest === undefined) return undefined;
  const guard = guards[strongest];
  return guard === undefined ? undefined : { kind: "guard", guard, confidence: guardChances[strongest] };
}

/** Two officers said what such a wording means; nothing learned knows better. */
const TAUGHT = 0.95;

function decideTaught(findings: Findings): Decision | undefined {
  const { taught, followsUp } = findings;
  return taught === undefined || followsUp ? undefined : answerWith(taught, findings, TAUGHT, []);
}

function decideSituation(findings: Findings, hint: Hint): Decision {
  const { candidates, confidence } = findings;
  const [best, ...rest] = candidates.map(({ situation }) => situation);
  if (best === undefined) return { kind: "suggestions", situations: [], confidence: 0 };
  const decision = answerWith(best, findings, confidence, rest.slice(0, MOST_OTHERS));
  const asked = decision.verdict === "boleh" ? gainsaying(best, findings) : undefined;
  if (asked !== undefined) {
    const situations = [...new Set([asked, ...suggest(findings, hint)])].slice(0, MOST_OTHERS);
    return { kind: "suggestions", situations, confidence };
  }
  const plain = decision.verdict === "boleh" || decision.verdict === "dilarang";
  const { words, onlyCircumstances, followsUp, aboutElections } = findings;
  const halfQuestion = words.standard.length < 2 || (onlyCircumstances && !followsUp && !aboutElections);
  if ((plain && (halfQuestion || isTorn(decision, findings))) || isVague(decision, findings)) {
    return { kind: "suggestions", situations: suggest(findings, hint), confidence };
  }
  if (confidence >= (plain ? thresholds.answerPlainly : thresholds.answer)) return decision;
  if (!plain && hint.picked === best && confidence >= thresholds.confirmed) return decision;
  return { kind: "suggestions", situations: suggest(findings, hint), confidence };
}

/**
 * What is surely asked in one sentence of a message and not simply allowed, where the message as a whole seems to ask something that is: a
 * made-up announcement before a question must not turn its answer into a yes.
 */
function gainsaying(permitted: Situation, { alone, said, now }: Findings): Situation | undefined {
  const sure = alone.find((reading) => {
    const [first] = reading.candidates;
    if (first === undefined || first.situation === permitted || reading.confidence < thresholds.answerPlainly)
      return false;
    const { verdict } = answerWith(first.situation, { ...reading, said, now }, reading.confidence, []);
    return verdict === "dilarang" || verdict === "bersyarat" || verdict === "penjelasan";
  });
  return sure?.candidates[0]?.situation;
}

/** Two situations that fit about equally and not well, of which one permits what the other does not: a guess either way. */
function isTorn({ situation }: { situation: Situation }, { candidates, followsUp }: Findings): boolean {
  const [first, second] = candidates;
  if (followsUp || first === undefined || second === undefined || first.situation !== situation) return false;
  const { chance, share } = thresholds.torn;
  const differ = first.situation.verdict !== second.situation.verdict && second.situation.verdict !== "penjelasan";
  return differ && first.chance < chance && second.chance >= first.chance * share;
}

/** Few words, none of them of elections, that fit nothing well: whatever is likeliest is a guess. */
function isVague(
  { verdict }: { verdict: Verdict },
  { words, candidates, followsUp, aboutElections }: Findings,
): boolean {
  if (followsUp || aboutElections || verdict === "penjelasan" || verdict === "tidak_tahu") return false;
  const { words: fewest, chance } = thresholds.vague;
  return (candidates[0]?.chance ?? 0) < chance && contentOf(words).length <= fewest;
}

function answerWith(
  situation: Situation,
  { words, said, now, onlyCircumstances, more, before, followsUp }: Reading,
  confidence: number,
  others: readonly Situation[],
): Extract<Decision, { kind: "situation" }> {
  const { deciding: fitting, besides } = fittingCases(situation, said, now);
  const goesOnAboutSanction = followsUp && onlyCircumstances && before?.aboutSanction === true;
  const aboutSanction =
    situation.sanction !== undefined &&
    situation.verdict !== "penjelasan" &&
    (more === "sanction" || goesOnAboutSanction || asksSanction(words.stems));
  const explains = aboutSanction || more === "reason" || asksWhy(words.stems);
  const verdict =
    explains && situation.verdict !== "tidak_tahu" ? "penjelasan" : (fitting?.verdict ?? situation.verdict);
  return {
    kind: "situation",
    situation,
    verdict,
    fitting,
    besides,
    open: openCases(situation, said, fitting?.verdict ?? situation.verdict),
    aboutSanction,
    confidence,
    others,
  };
}
