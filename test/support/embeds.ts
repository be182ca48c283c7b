import type { Embed } from "../../src/answer/model.ts";

export type CountedEmbed = Embed & {
  /** Every text that was asked for, in order. */
  asked: string[];
  calls: number;
};

/** Vectors of a function, counted; the function may give nothing, which stands for a server that could not be reached. */
export function embedBy(
  vectorOf: (text: string, call: number) => Float32Array | undefined,
  name = "uji@127.0.0.1",
): CountedEmbed {
  const asked: string[] = [];
  const embed: CountedEmbed = {
    name,
    asked,
    calls: 0,
    async embed(texts) {
      embed.calls += 1;
      asked.push(...texts);
      const vectors = texts.map((text) => vectorOf(text, embed.calls));
      return vectors.every((vector) => vector !== undefined) ? vectors : undefined;
    },
  };
  return embed;
}

/** A vector that looks random, of length one, and is the same for the same text. */
export function noiseOf(text: string, length = 64): Float32Array {
  let state = 0x811c_9dc5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x0100_0193) | 1;
  return unit(
    Float32Array.from({ length }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32 - 0.5;
    }),
  );
}

/** A vector near that of what the text is about, as far as `share` of it is that. */
export function nearTo(about: string, text: string, share: number): Float32Array {
  const noise = noiseOf(text);
  return unit(noiseOf(about).map((value, at) => share * value + (1 - share) * (noise[at] ?? 0)));
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
