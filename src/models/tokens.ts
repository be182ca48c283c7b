import { z } from "zod";
import type { Tokens } from "../answer/model.ts";

/** Indonesian in JSON has three to four characters a token; to count too many is the careful side. */
const SIGNS_PER_TOKEN = 3;

/** Nobody is believed who says that it was more than this many times the estimate: one lie would use the day up. */
const BELIEVED = 4;

/** About how many tokens so many characters are. */
export function guessTokens(signs: number): number {
  return Math.ceil(signs / SIGNS_PER_TOKEN);
}

const amount = z.number().int().min(0);
const usage = z.union([
  z.object({ prompt_tokens: amount, completion_tokens: amount.default(0) }),
  z.object({ input_tokens: amount, output_tokens: amount.default(0) }),
]);

/** What the other side counted; undefined where it does not say, or nonsense. */
export function tokensTold(told: unknown, estimate: Tokens): Tokens | undefined {
  const { success, data } = usage.safeParse(told);
  if (!success) return undefined;
  const [read, written] =
    "prompt_tokens" in data ? [data.prompt_tokens, data.completion_tokens] : [data.input_tokens, data.output_tokens];
  const most = (estimate.in + estimate.out) * BELIEVED;
  return { in: Math.min(read, most), out: Math.min(written, most) };
}
