import type { ZodType } from "zod";
import type { Rendered } from "./prompt.ts";

/** Tokens that a call cost, as the other side counts them, or estimated where it does not say. */
export type Tokens = { in: number; out: number };

/** One thing a model is asked for, in a shape that is checked before anybody sees it. */
export type ModelTask<T> = {
  prompt: Rendered;
  /** What the answer must be; `name` is what the other side knows it by (`a-z_`). */
  schema: ZodType<T>;
  name: string;
  /** No longer answer is read. */
  mostTokens: number;
};

/**
 * `unavailable`: not reached in time, or known to be down · `refused`: it would not answer · `unusable`: too long, cut off, or not in
 * the shape asked for · `over-budget`: the day's or the person's tokens are used up, and nothing was sent.
 */
export type ModelTrouble = "unavailable" | "refused" | "unusable" | "over-budget";

export type ModelSaid<T> = { tokens: Tokens } & ({ kind: "said"; value: T } | { kind: "nothing"; why: ModelTrouble });

export type ModelOptions = {
  /** When whoever asks no longer waits, in ms of `performance.now()`. */
  until: number;
  /** Whose tokens these are; only counted, in RAM, and never sent. Nobody's when absent. */
  person?: string | undefined;
};

/** A language model; never rejects, whatever the other side does. What it says is not to be believed. */
export type Model = {
  ask<T>(task: ModelTask<T>, options: ModelOptions): Promise<ModelSaid<T>>;
};

/** Vectors of length one for texts, in their order; undefined when they could not be had in time. Never rejects. */
export type Embed = {
  /** Names the vectors: of another model they are others. */
  readonly name: string;
  embed(texts: readonly string[], options: ModelOptions): Promise<Float32Array[] | undefined>;
};

/** The words of a recording; undefined when they could not be had in time, empty when there are none. Never rejects. */
export type Transcribe = (
  recording: { bytes: Uint8Array; mime: string },
  options: ModelOptions,
) => Promise<string | undefined>;
