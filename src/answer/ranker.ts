import { gunzipSync, gzipSync } from "node:zlib";
import type { Classifier } from "./classifier.ts";

/** The kinds of message the gate tells apart before anything is answered. */
export const gates = ["biasa", "lapor", "tolak", "di_luar_cakupan"] as const;
export type Gate = (typeof gates)[number];

/** The kinds of message that are stopped before an answer. */
export type GuardKind = Exclude<Gate, "biasa">;
export const guardKinds: readonly GuardKind[] = ["lapor", "tolak", "di_luar_cakupan"];

/** Weights of the logistic that turns signals into the chance that the verdict is right; the first is the bias. */
export type Calibration = readonly number[];

/** All that was learned from one version of the knowledge. */
export type Ranker = {
  /** {@link Knowledge.version} it was learned from. */
  version: string;
  /** Ids of situations and guards, in label order of `topics`. */
  ids: readonly string[];
  topics: Classifier;
  gate: Classifier;
  calibration: Calibration;
  /** For each guard, what turns its signals into the chance that it should stop the message. */
  guards: Readonly<Record<GuardKind, Calibration>>;
  /** The words of the knowledge and how often each occurs: what typing slips are corrected to. */
  words: ReadonlyMap<string, number>;
};

type Header = {
  version: string;
  ids: readonly string[];
  calibration: Calibration;
  guards: Ranker["guards"];
  words: ReadonlyArray<readonly [string, number]>;
  classifiers: Array<{ labels: number; features: string[]; scale: number }>;
};

const LARGEST = 127;

/** Packs a ranker as gzip: a JSON header, then per classifier the IDF (float32) and the weights (int8). */
export function packRanker(ranker: Ranker): Buffer {
  const classifiers = [ranker.topics, ranker.gate];
  const scales = classifiers.map(({ weights, scale }) => (largest(weights) * scale) / LARGEST);
  const header: Header = {
    version: ranker.version,
    ids: ranker.ids,
    calibration: ranker.calibration,
    guards: ranker.guards,
    words: [...ranker.words],
    classifiers: classifiers.map(({ labels, rows }, at) => ({
      labels,
      features: [...rows.keys()],
      scale: scales[at] ?? 1,
    })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const bodies = classifiers.flatMap(({ idf, weights, scale }, at) => [
    Buffer.from(idf.buffer, idf.byteOffset, idf.byteLength),
    Buffer.from(Int8Array.from(weights, (weight) => Math.round((weight * scale) / (scales[at] ?? 1))).buffer),
  ]);
  return gzipSync(Buffer.concat([length, json, ...bodies]), { level: 9 });
}

/** Unpacks what {@link packRanker} packed; throws on anything else. */
export function unpackRanker(packed: Buffer): Ranker {
  const bytes = gunzipSync(packed);
  const length = bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.subarray(4, 4 + length).toString("utf8")) as Header;
  let at = 4 + length;
  const take = (size: number) => {
    const part = bytes.subarray(at, at + size);
    if (part.length < size) throw new Error("ranker file is cut short");
    at += size;
    return part;
  };
  const [topics, gate] = header.classifiers.map(({ labels, features, scale }): Classifier => {
    const idf = new Float32Array(new Uint8Array(take(features.length * 4)).buffer);
    const whole = new Int8Array(new Uint8Array(take((features.length + 1) * labels)).buffer);
    return {
      labels,
      rows: new Map(features.map((name, row) => [name, row])),
      idf,
      weights: whole,
      scale,
    };
  });
  if (topics === undefined || gate === undefined) throw new Error("ranker file lacks a classifier");
  const { version, ids, calibration, guards } = header;
  return { version, ids, calibration, guards, topics, gate, words: new Map(header.words) };
}

function largest(weights: Float32Array | Int8Array): number {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  return most;
}
