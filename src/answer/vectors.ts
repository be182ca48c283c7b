import { createHash } from "node:crypto";
import type { Embed } from "./model.ts";

/** Where vectors are kept by a key that says nothing of the text; all of it may be thrown away at any time. */
export type VectorStore = {
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  keep(vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Forgets all others. */
  keepOnly(keys: readonly string[]): Promise<void>;
};

export type Progress = (done: number, of: number) => void;

/** The vectors of many texts in their order, each computed once; undefined when some could not be had now: what could be is kept. */
export type Vectors = {
  of(texts: readonly string[], progress?: Progress): Promise<Float32Array[] | undefined>;
  /** Forgets the vectors of all other texts. */
  keepOnly(texts: readonly string[]): Promise<void>;
  /** Looks, the next time, whether what is kept still is what the model says. */
  doubt(): void;
};

/** Texts computed before what came is kept: a kill costs no more than these. */
const BATCH = 64;
/** A batch takes seconds on a small machine without a graphics card. */
const BATCH_MS = 60_000;
/** Two vectors of one text by one model are this alike, whatever it rounds. */
const SAME = 0.99;

/**
 * Builds the vectors over a model and a store. Before the kept ones are used for the first time one of them is computed again:
 * a model that was exchanged behind its name, or now gives vectors of another length, makes all of them worthless.
 */
export function createVectors(embed: Embed, store: VectorStore): Vectors {
  const keyOf = (text: string) => createHash("sha256").update(`${embed.name}\0${text}`).digest("hex");
  const ask = async (texts: readonly string[]) => {
    const vectors = await embed.embed(texts, { until: performance.now() + BATCH_MS });
    return vectors?.length === texts.length && vectors.every(isUsable) && isOneLength(vectors) ? vectors : undefined;
  };
  let doubted = true;

  /** What is kept of these texts, once it is known to be of this model. */
  async function kept(texts: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map(await store.read(texts.map(keyOf)));
    const one = texts.find((text) => found.has(keyOf(text)));
    if (one === undefined || !doubted) return found;
    const before = found.get(keyOf(one));
    const [now] = (await ask([one])) ?? [];
    // Not to be had: neither will questions be.
    if (now === undefined || before === undefined) return found;
    doubted = false;
    if (isOneLength([...found.values()]) && likeness(now, before) >= SAME) return found;
    await store.keepOnly([]);
    return new Map();
  }

  return {
    async of(texts, progress = () => {}) {
      const known = await kept(texts);
      const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)));
      const of = new Set(texts).size;
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH);
        const vectors = await ask(batch);
        if (vectors === undefined) return undefined;
        const fresh = new Map(batch.flatMap((text, at) => (vectors[at] ? [[keyOf(text), vectors[at]] as const] : [])));
        if (!isOneLength([...known.values(), ...vectors].slice(-vectors.length - 1))) {
          doubted = true;
          return undefined;
        }
        await store.keep(fresh);
        for (const [key, vector] of fresh) known.set(key, vector);
        progress(of - missing.length + from + batch.length, of);
      }
      return texts.flatMap((text) => known.get(keyOf(text)) ?? []);
    },
    keepOnly: (texts) => store.keepOnly(texts.map(keyOf)),
    doubt() {
      doubted = true;
    },
  };
}

/** A store that ends with whoever made it. */
export function forgetfulStore(): VectorStore {
  const kept = new Map<string, Float32Array>();
  return {
    async read(keys) {
      const wanted = new Set(keys);
      return new Map([...kept].filter(([key]) => wanted.has(key)));
    },
    async keep(vectors) {
      for (const [key, vector] of vectors) kept.set(key, vector);
    },
    async keepOnly(keys) {
      const wanted = new Set(keys);
      for (const key of kept.keys()) if (!wanted.has(key)) kept.delete(key);
    },
  };
}

/** The cosine of two vectors of length one; nothing alike where their lengths differ. */
function likeness(a: Float32Array, b: Float32Array): number {
  return a.length === b.length ? a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) : 0;
}

/** Of numbers, and of length one: what a model says is not to be believed. */
export function isUsable(vector: Float32Array): boolean {
  return Math.abs(Math.hypot(...vector) - 1) < 0.01;
}

function isOneLength(vectors: readonly Float32Array[]): boolean {
  return vectors.every(({ length }) => length === vectors[0]?.length);
}
