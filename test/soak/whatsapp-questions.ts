import type { Answered } from "../../src/answer/answer.ts";
import { plainText } from "../../src/chat/message.ts";
import { shippedAnswering } from "../support/answering.ts";

/**
 * How a question reaches the bot: a `plain` one may be written down until it is answered, and so may a `command`; an
 * `unclear` one, a `tip` and a `report` never, nor a `file`, which is a picture with a caption.
 */
export type Manner = "plain" | "command" | "unclear" | "file" | "tip" | "report" | "group";

/** What somebody asks, signs in it that nobody else ever wrote, and words that only its answer holds. */
export type Question = { manner: Manner; text: string; token: string; sign: string };

/** Makes the next question; the same ones in the same order for the same numbers. */
export type Ask = (random: () => number) => Question;

/** Out of 100; the rest is plain. */
const SHARES: ReadonlyArray<readonly [Manner, number]> = [
  ["command", 8],
  ["unclear", 28],
  ["file", 6],
  ["tip", 5],
  ["report", 3],
  ["group", 8],
];

/**
 * Answers about which nobody can be mistaken, whatever was asked before: for each situation of the knowledge, or for so many
 * of them.
 */
export async function openQuestions(situations = Number.POSITIVE_INFINITY): Promise<Ask> {
  const { plain, unclear } = await readPools(situations);
  const tip = await readTip();
  return (random) => {
    const manner = mannerFor(random);
    const token = tokenOf(random);
    const pick = ({ text, sign }: Asked) => ({ manner, text: `${text} ${token}`, token, sign });
    switch (manner) {
      case "report":
        return { manner, text: "/lapor", token: "", sign: "Tenggat laporan resmi ke Bawaslu pendek" };
      case "command":
        return { manner, text: "/privasi", token: "", sign: "Yang dihitung hanya jumlah per pekan" };
      case "tip":
        return pick(tip);
      case "plain":
        return pick(oneOf(plain, random));
      case "unclear":
      case "file":
      case "group":
        return pick(oneOf(unclear, random));
    }
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

const SIGNS = [..."🌺🌻🌷🌸🌿🍀🌴🍃🌾🪷🪻🌵"];

/** Flowers in an order of their own: words that nobody knows would be taken for names. */
function tokenOf(random: () => number): string {
  return Array.from({ length: 9 }, () => oneOf(SIGNS, random)).join("");
}

type Asked = { text: string; sign: string };
type Pool = [Asked, ...Asked[]];

/** Wordings by whether they may be written down. */
async function readPools(most: number): Promise<{ plain: Pool; unclear: Pool }> {
  const { knowledge, answer, tells } = await shippedAnswering();
  const other = (await answer("jam berapa tps dibuka")).after;

  async function asked(text: string): Promise<Asked | undefined> {
    const [alone, after] = await Promise.all([answer(text), answer(`${text} 🌺🌻`, { before: other })]);
    const sign = titleOf(alone);
    return sign !== undefined && titleOf(after) === sign ? { text, sign } : undefined;
  }

  const plain: Asked[] = [];
  const unclear: Asked[] = [];
  for (const { questions } of [...knowledge.situations.values()].slice(0, most)) {
    const clear = questions.find((text) => tells(text) === "question" && tells(text, other) === "question");
    for (const [text, pool] of [
      [clear, plain],
      [questions[0], unclear],
    ] as const) {
      const found = text === undefined ? undefined : await asked(text);
      if (found !== undefined) pool.push(found);
    }
  }
  return { plain: distinct(plain), unclear: distinct(unclear) };
}

/** Those whose answer has a title that no other one has. */
function distinct(asked: readonly Asked[]): Pool {
  const often = Map.groupBy(asked, ({ sign }) => sign);
  const [first, ...rest] = asked.filter(({ sign }) => often.get(sign)?.length === 1);
  if (first === undefined) throw new Error("the knowledge has no question that can be told from all others");
  return [first, ...rest];
}

function titleOf({ reply, verdict }: Answered): string | undefined {
  const [first] = reply.blocks;
  return first?.kind === "title" && (verdict === "boleh" || verdict === "dilarang") ? first.text : undefined;
}

/** What tells of somebody: the answer is the guard's. */
async function readTip(): Promise<Asked> {
  const { answer } = await shippedAnswering();
  const text = "kemarin lurah kami bagi sembako, saya ada fotonya";
  const { reply } = await answer(text);
  return { text, sign: plainText(reply).slice(0, 60) };
}

function oneOf<T>(items: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}
