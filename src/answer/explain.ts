import type { Answered } from "./answer.ts";
import type { Assisted } from "./assist.ts";
import { toVector } from "./classifier.ts";
import { extractFeatures } from "./features.ts";
import type { Ranker } from "./ranker.ts";

const MOST_CANDIDATES = 3;
const MOST_WORDS = 6;

/** Why an answer came out as it did, one fact a line: the signals, the candidates, and what spoke for the first. */
export function explain({ findings, decision, confidence, assisted }: Answered, ranker: Ranker): string[] {
  const { gate, candidates, references, said, words } = findings;
  const lines = [
    `decided: ${decision.kind}, confidence ${confidence.toFixed(2)}${findings.followsUp ? ", read with the question before" : ""}`,
    `read as: ${words.stems.join(" ")}`,
    `gate: ${Object.entries(gate)
      .map(([name, chance]) => `${name} ${chance.toFixed(2)}`)
      .join(", ")}`,
  ];
  if (references.length > 0) {
    const named = references.map((reference) =>
      reference.kind === "passage" ? reference.passage.id : `${reference.asked}?`,
    );
    lines.push(`references: ${named.join(", ")}`);
  }
  const circumstances = Object.entries(said).map(([dimension, value]) => `${dimension} ${value}`);
  if (circumstances.length > 0) lines.push(`circumstances: ${circumstances.join(", ")}`);
  for (const { situation, chance } of candidates.slice(0, MOST_CANDIDATES)) {
    lines.push(
      `candidate: ${situation.id} (${situation.verdict}) ${chance.toFixed(2)}: ${speakFor(findings, ranker, situation.id)}`,
    );
  }
  return [...lines, ...assisted.map(helpOf)];
}

/** What a model was asked and what became of it: "model, jawab: said, 1 of 2 claims kept, 1165 + 26 tokens, 812 ms". */
function helpOf({ task, outcome, quotes, contradicts, tokens, ms }: Assisted): string {
  const kept = quotes.filter(({ passed }) => passed).length;
  const claims = quotes.length === 0 ? "" : `, ${kept} of ${quotes.length} claims kept`;
  const verdict = contradicts ? ", came to another verdict" : "";
  return `model, ${task}: ${outcome}${claims}${verdict}, ${tokens.in} + ${tokens.out} tokens, ${Math.round(ms)} ms`;
}

/** The features that speak most for a candidate, with their weight in its score. */
function speakFor(findings: Answered["findings"], { topics, ids }: Ranker, id: string): string {
  const label = ids.indexOf(id);
  const vector = toVector(topics, extractFeatures(findings.words, new Map()));
  const names = [...topics.rows.keys()];
  return [...vector.rows]
    .map((row, at) => ({
      name: names[row] ?? "",
      score: (vector.values[at] ?? 0) * (topics.weights[row * topics.labels + label] ?? 0) * topics.scale,
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_WORDS)
    .map(({ name, score }) => `${name.slice(2)} +${score.toFixed(1)}`)
    .join(", ");
}
