import type { Block, Choice } from "../chat/message.ts";
import { texts, verdictTitle } from "../chat/texts.ts";
import type { Situation } from "../knowledge/situation.ts";
import { basisBlocks, type ComposeContext, type Composed, opinionChoices } from "./blocks.ts";
import { describeCircumstances } from "./circumstances.ts";
import { cite, toCitation } from "./citations.ts";
import { composeBasis, composePassages } from "./compose-passages.ts";
import { composeSituation } from "./compose-situation.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";

/** Puts a decision into words. Pure. */
export function compose(decision: Decision, findings: Findings, context: ComposeContext): Composed {
  switch (decision.kind) {
    case "situation":
      return composeSituation(decision, findings, context);
    case "group":
      return composeGroup(decision, context);
    case "basis":
      return (
        composeBasis(decision, context) ??
        composeSuggestions({ kind: "suggestions", situations: [decision.situation], confidence: 0 })
      );
    case "passages":
      return composePassages(decision, context);
    case "unknown-reference":
      return composeUnknownReference(decision.asked);
    case "suggestions":
      return composeSuggestions(decision);
    case "guard":
      return composeGuard(decision.guard, decision.confidence);
  }
}

/** For people who are not ASN: what binds them, and that the answer before was for ASN. */
function composeGroup({ situation, group }: Extract<Decision, { kind: "group" }>, context: ComposeContext): Composed {
  const note = context.groups.get(group);
  const cited = cite(note?.basis ?? [], context.passages, context.on);
  const who = describeCircumstances({ siapa: group });
  const answeredForAsn = situation.only.siapa === undefined;
  const blocks: Block[] = [
    { kind: "title", text: `${verdictTitle.bersyarat} — ${situation.title}, ${who}` },
    { kind: "text", text: note?.note ?? texts.suggestionsNone },
    ...(answeredForAsn ? [{ kind: "text" as const, text: texts.answeredForAsn }] : []),
    ...basisBlocks(cited, context),
  ];
  return {
    verdict: "bersyarat",
    reply: { blocks, choices: [...opinionChoices] },
    citations: cited.map(toCitation),
    confidence: 0.5,
    suggestions: [],
    situation: situation.id,
  };
}

function composeUnknownReference(asked: readonly string[]): Composed {
  const blocks: Block[] = [
    { kind: "title", text: verdictTitle.tidak_tahu },
    { kind: "text", text: texts.unknownReference(asked.join(", ")) },
  ];
  return {
    verdict: "tidak_tahu",
    reply: { blocks, choices: [] },
    citations: [],
    confidence: 0.9,
    suggestions: [],
    situation: undefined,
  };
}

function composeSuggestions({ situations, confidence }: Extract<Decision, { kind: "suggestions" }>): Composed {
  const none = situations.length === 0;
  const blocks: Block[] = [
    { kind: "text", text: none ? texts.suggestionsNone : `${texts.suggestions} ${texts.heading.meant}:` },
    ...(none ? [] : [{ kind: "note" as const, text: texts.suggestionsHow }]),
  ];
  const choices = none
    ? [{ label: texts.choice.topics, action: "/topik" }]
    : situations.map(({ id, title }) => ({ label: title, action: `/situasi ${id}` }));
  return {
    verdict: "tidak_tahu",
    reply: { blocks, choices },
    citations: [],
    confidence,
    suggestions: situations.map(({ title }) => title),
    situation: undefined,
  };
}

function composeGuard(guard: Situation, confidence: number): Composed {
  const choices: Choice[] =
    guard.verdict === "lapor"
      ? [{ label: texts.choice.report, action: "/lapor" }]
      : [{ label: texts.choice.topics, action: "/topik" }];
  return {
    verdict: guard.verdict,
    reply: { blocks: guard.answer.split("\n\n").map((text) => ({ kind: "text", text })), choices },
    citations: [],
    confidence,
    suggestions: [],
    situation: undefined,
  };
}
