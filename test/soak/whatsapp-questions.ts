import type { Answered } from "../../src/answer/answer.ts";
import { plainText } from "../../src/chat/message.ts";
import { shippedAnswering } from "../support/answering.ts";

/** How a question reaches the bot: `tip` and `report` may never be written down, a `file` is a picture with a caption. */
export type Manner = "plain" | "file" | "tip" | "report" | "group";

/** What somebody asks, a word in it that nobody else ever wrote, and words that only its answer holds. */
export type Question = { manner: Manner; text: string; token: string; sign: string };

/** Makes the next question; the same ones in the same order for the same numbers. */
export type Ask = (random: () => number) => Question;

/** Out of 100. */
const SHARES: ReadonlyArray<readonly [Manner, number]> = [
  ["file", 6],
  ["tip", 5],
  ["report", 3],
  ["group", 8],
];

/**
 * Answers about which nobody can be mistaken, whatever was asked before: one for each situation of the knowledge, or for so
 * many of them.
 */
export async function openQuestions(situations = Number.POSITIVE_INFINITY): Promise<Ask> {
  const pool = await readPool(situations);
  const tip = await readTip();
  return (random) => {
    const manner = mannerFor(random);
    const token = tokenOf(random);
    if (manner === "report")
      return { manner, text: "/lapor", token: "", sign: "Tenggat laporan resmi ke Bawaslu pendek" };
    if (manner === "tip") return { manner, token, ...tip(token) };
    const { text, sign } = pool[Math.floor(random() * pool.length)] ?? { text: "", sign: "" };
    return { manner, text: `${text} ${token}`, token, sign };
  };
}

function mannerFor(random: () => number): Manner {
  let at = random() * 100;
  for (const [manner, share] of SHARES) {
    at -= share;
    if (at < 0) return manner;
  }
  return "plain";
}

const CONSONANTS = "bcdfghjkmpqvwxz";

/** A word like none in any language, so that it is found if it stands anywhere and changes no answer. */
function tokenOf(random: () => number): string {
  return Array.from({ length: 12 }, () => CONSONANTS[Math.floor(random() * CONSONANTS.length)]).join("");
}

type Asked = { text: string; sign: string };

async function readPool(most: number): Promise<Asked[]> {
  const { knowledge, answer } = await shippedAnswering();
  const candidates = [...knowledge.situations.values()]
    .slice(0, most)
    .flatMap(({ questions }) => questions.slice(0, 1));
  const other = (await answer("jam berapa tps dibuka")).after;
  const asked: Asked[] = [];
  for (const text of candidates) {
    const [alone, damaged, after] = await Promise.all([
      answer(text),
      answer(`${text} ${"xqvbzkwjdfgh"}`),
      answer(`${text} ${"bcdqxzvwkjhg"}`, { before: other }),
    ]);
    const sign = titleOf(alone);
    if (sign !== undefined && titleOf(damaged) === sign && titleOf(after) === sign) asked.push({ text, sign });
  }
  const often = Map.groupBy(asked, ({ sign }) => sign);
  return asked.filter(({ sign }) => often.get(sign)?.length === 1);
}

function titleOf({ reply, verdict }: Answered): string | undefined {
  const [first] = reply.blocks;
  return first?.kind === "title" && (verdict === "boleh" || verdict === "dilarang") ? first.text : undefined;
}

/** What tells of somebody: the answer is the guard's, the same for all of them. */
async function readTip(): Promise<(token: string) => Asked> {
  const { answer } = await shippedAnswering();
  const tell = (token: string) => `kemarin lurah ${token} bagi sembako, saya ada fotonya`;
  const { reply } = await answer(tell("xqvbzkwjdfgh"));
  const sign = plainText(reply).slice(0, 60);
  return (token) => ({ text: tell(token), sign });
}
