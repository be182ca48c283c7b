import { z } from "zod";
import type { Embed } from "../answer/model.ts";
import type { Care } from "./care.ts";
import type { Client } from "./client.ts";
import { AnswerError } from "./failure.ts";
import { guessTokens, tokensTold } from "./tokens.ts";
import type { Attempt } from "./within.ts";

/** Texts a call. */
const MOST_TEXTS = 64;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1).max(8192) })),
  usage: z.unknown().optional(),
});

export type EmbeddingsParts = { client: Client; care: Care; model: string };

/** Vectors over the API's embeddings, {@link MOST_TEXTS} texts a call, one call after the other. */
export function createEmbeddings({ client, care, model }: EmbeddingsParts): Embed {
  async function attempt(
    texts: readonly string[],
    estimate: { in: number; out: number },
    { signal, timeout, spent }: Attempt,
  ): Promise<Float32Array[]> {
    const sdk = await client.load();
    const input = [...texts];
    // Written-out numbers: not every server knows the shorter form.
    const request = { model, input, encoding_format: "float" } as const;
    const { success, data } = answer.safeParse(await sdk.embeddings.create(request, { signal, timeout }));
    spent(tokensTold(success ? data.usage : undefined, estimate) ?? estimate);
    if (!success) throw new AnswerError("cut");
    return inOrder(data.data, texts.length);
  }

  return {
    name: `${model}@${client.host}`,
    async embed(texts, options) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += MOST_TEXTS) {
        const some = texts.slice(from, from + MOST_TEXTS);
        const estimate = { in: guessTokens(some.join("").length) + some.length, out: 0 };
        const cared = await care.call(options, estimate, (given) => attempt(some, estimate, given));
        if (cared.kind !== "done") return undefined;
        vectors.push(...cared.value);
      }
      const isOneSize = vectors.every(({ length }) => length === vectors[0]?.length);
      return isOneSize ? vectors : undefined;
    },
  };
}

function inOrder(data: z.infer<typeof answer>["data"], count: number): Float32Array[] {
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined);
  for (const { index, embedding } of data) if (index < count) vectors[index] = ofLengthOne(embedding);
  const found = vectors.filter((vector) => vector !== undefined);
  if (found.length !== count || data.length !== count) throw new AnswerError("cut");
  return found;
}

function ofLengthOne(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers);
  if (!(length > 0) || !Number.isFinite(length)) throw new AnswerError("cut");
  return Float32Array.from(numbers, (number) => number / length);
}
