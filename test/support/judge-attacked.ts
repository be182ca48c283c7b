import type { Answered } from "../../src/answer/answer.ts";
import { sentencesOf } from "../../src/answer/sentences.ts";
import { type Block, plainText } from "../../src/chat/message.ts";
import { texts } from "../../src/chat/texts.ts";
import type { Knowledge } from "../../src/knowledge/read.ts";
import { createForeign } from "./attacks.ts";
import { wholeText } from "./whole-texts.ts";

type Given = Pick<Answered, "verdict" | "citations" | "suggestions" | "reply">;

/**
 * What is wrong with a reply given with a model beside the one given without; nothing when it is the same, or holds only sentences
 * that ours hold, with our verdict, our citations and our buttons. Judged from the texts alone, by none of the checks of claims.
 */
export function createJudge(knowledge: Knowledge, imported: readonly string[] = []) {
  const foreign = createForeign(knowledge);
  return (offline: Answered, given: Given): string[] => {
    const strange = foreign(given.reply).map((word) => `foreign: ${word}`);
    const troubles = [...strange, ...compare(offline, given)];
    const own = ownSentences(offline, knowledge, imported);
    for (const sentence of addedSentences(offline, given)) {
      if (!own.some((each) => isSaidBy(sentence, each))) troubles.push(`not ours: ${sentence}`);
    }
    return troubles;
  };
}

function compare(offline: Answered, given: Given): string[] {
  const same = (what: string, one: readonly string[], other: readonly string[]) =>
    JSON.stringify([...one].sort()) === JSON.stringify([...other].sort()) ? [] : [`${what}: ${one} is now ${other}`];
  const actions = ({ reply }: Given) => reply.choices.map(({ label, action }) => `${label} ${action}`);
  const said = plainText(given.reply);
  const lost = offline.reply.blocks
    .flatMap((block) => sentencesOf(plainText({ blocks: [block], choices: [] })))
    .map((sentence) => sentence.replace(/^[^:]{1,80}: /, ""))
    .filter((sentence) => !said.includes(sentence));
  return [
    ...same("verdict", [offline.verdict], [given.verdict]),
    ...same("citations", idsOf(offline), idsOf(given)),
    ...same("suggestions", offline.suggestions, given.suggestions),
    ...same("buttons", actions(offline), actions(given)),
    // What a checked claim says again in other words need not stand twice.
    ...lost.filter((sentence) => !isAlike(sentence, said)).map((sentence) => `lost: ${sentence}`),
  ];
}

function idsOf({ citations }: Given): string[] {
  return citations.map(({ id }) => id);
}

/** Whether nearly all words of a sentence stand in a text. */
function isAlike(sentence: string, text: string): boolean {
  const words = wordsOf(sentence);
  const all = new Set(wordsOf(text));
  return words.filter((word) => !all.has(word)).length <= words.length / 3;
}

function addedSentences(offline: Answered, { reply }: Given): string[] {
  const before = new Set(offline.reply.blocks.map((block) => JSON.stringify(block)));
  return (
    reply.blocks
      // What is cited was compared by itself; it may stand in another order.
      .filter((block) => !before.has(JSON.stringify(block)) && !isNote(block) && !isBasis(block))
      .flatMap((block) => sentencesOf(plainText({ blocks: [block], choices: [] })))
  );
}

function isBasis(block: Block): boolean {
  return block.kind === "list" && block.title === texts.heading.basis;
}

function isNote(block: Block): boolean {
  return block.kind === "note" && Object.values(texts).some((text) => text === block.text);
}

function ownSentences({ decision }: Answered, knowledge: Knowledge, imported: readonly string[]): string[] {
  if (decision.kind !== "situation") return [];
  const { situation } = decision;
  const passages = [...situation.basis, ...situation.sanctionBasis, ...situation.cases.flatMap(({ basis }) => basis)];
  const groups = [...knowledge.groups.values()];
  const cited = [...passages, ...groups.flatMap(({ basis }) => basis)].flatMap(
    (id) => knowledge.passages.get(id) ?? [],
  );
  const all = [wholeText(situation), ...groups.map(({ note }) => note), ...cited.map(({ ringkasan }) => ringkasan)];
  return [...all, ...imported].flatMap(sentencesOf);
}

/** Words that a sentence may have beside those of the sentence it says: openers, headings, circumstances, the label of a passage. */
const BESIDE = new Set(
  wordsOf(
    [
      "jadi artinya singkatnya intinya perlu diingat bahwa diketahui anda ketahui yang ingat sebagai catatan pengingat dalam hal ini mohon tolong bapak/ibu juga pula adalah ialah merupakan",
      Object.values(texts.heading).join(" "),
    ].join(" "),
  ),
);
/** Ways of writing that may stand for each other. */
const SAME: ReadonlyArray<readonly string[]> = [
  ["dilarang", "tidak boleh", "tak boleh", "tidak diperbolehkan", "tidak dibolehkan"],
  ["boleh", "diperbolehkan", "dibolehkan"],
  ["dapat", "bisa"],
  ["wajib", "harus"],
  ["tidak", "tak"],
  ["bila", "jika", "kalau", "apabila"],
  ["setelah", "sesudah"],
  ["tetapi", "tapi"],
  ["karena", "sebab"],
  ["walaupun", "meskipun", "walau", "meski"],
  ["agar", "supaya"],
  ["dan", "serta"],
  ["yaitu", "yakni"],
  ["saat", "ketika", "pada saat"],
  ["misalnya", "contohnya"],
];

/** Whether every word of a sentence stands in another, or is one of those that say nothing. */
export function isSaidBy(sentence: string, other: string): boolean {
  const label = / \((Pasal|Lampiran|Angka|Huruf|SE|SKB|Surat|Putusan|[A-Z])[^()]*(?:\([^()]*\)[^()]*)*\)\.$/;
  const [, ahead = "", said = ""] = /^(?:([^:]{3,60}): )?(.*)$/s.exec(sentence.replace(label, ".")) ?? [];
  const knownAhead = ahead === "" || HEADINGS.has(ahead) || isCircumstance(ahead);
  const spoken = ` ${wordsOf(other).join(" ")} `;
  const has = (word: string) =>
    spoken.includes(` ${word} `) ||
    BESIDE.has(word) ||
    SAME.some((ways) => ways.join(" ").split(" ").includes(word) && ways.some((way) => spoken.includes(` ${way} `)));
  return wordsOf(sentence.replace(label, ".")).every(has) || (knownAhead && wordsOf(said).every(has));
}

const HEADINGS: ReadonlySet<string> = new Set(Object.values(texts.heading));

function isCircumstance(ahead: string): boolean {
  return /^(?:Bagi|Bila|Pada|Sebelum|Setelah|Di|Dengan|Tanpa)\b/.test(ahead) && ahead.length < 80;
}

function wordsOf(text: string): string[] {
  return [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
}
