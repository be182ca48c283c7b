import sharp from "sharp";

export const tipKinds = ["our-tips", "plain-tips"] as const;
export type TipKind = (typeof tipKinds)[number];

/** How much a process has to do: whole reports, texts and pictures in one report. */
export type TipTask = { kind: TipKind; dataFolder: string; whole: number; texts: number; pictures: number };

/** Milliseconds that each took until it was on the disk. */
export type TipFound = {
  /** Whole reports, two at a time: milliseconds for all of them. */
  wholeMs: number;
  codes: number[];
  texts: number[];
  pictures: number[];
  /** Processor time of texts and pictures, each. */
  textCpuMs: number;
  pictureCpuMs: number;
  /** Argon2 so many at once: milliseconds for one each. */
  argon: Record<string, number>;
  /** The most memory (bytes) while texts were told, and in all. */
  peakBefore: number;
  peak: number;
};

export const TEXT =
  "Kemarin sore di aula kecamatan ada pembagian sembako dengan stiker calon. Yang membagi memakai seragam dinas, saya lihat sendiri dari parkiran.";

/** About two megabytes, as a phone takes it. */
export function bigPicture(): Promise<Uint8Array> {
  const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
  return sharp({ create: { width: 1_900, height: 1_400, channels: 3, background: "grey", noise } })
    .withExif({ IFD0: { Artist: "Pemotret", Copyright: "Pemotret" } })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** Does it so many times, and tells how long each took and what processor time it cost. */
export async function timed(count: number, work: (at: number) => Promise<unknown>) {
  const took: number[] = [];
  const before = process.cpuUsage();
  for (let at = 0; at < count; at += 1) {
    const since = performance.now();
    await work(at);
    took.push(performance.now() - since);
  }
  const { user, system } = process.cpuUsage(before);
  return { took, cpuMs: (user + system) / 1_000 / count };
}
