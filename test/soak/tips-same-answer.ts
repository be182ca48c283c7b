import { percentile } from "../bench/figures.ts";
import { newReader } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor } from "../support/tip-door.ts";

export type SameAnswerRun = {
  /** How often each kind of code is asked with. */
  times: number;
  /** So many ask at the same time. */
  lanes: number;
  answeredAfterMs: number;
  cheap?: boolean;
};

export const shutKinds = ["wrong", "expired", "withdrawn"] as const;
type Kind = (typeof shutKinds)[number];

export type SameAnswerResult = {
  /** All that was ever said. */
  said: string[];
  /** Milliseconds that answers took, and the least that is promised. */
  p50: Readonly<Record<Kind, number>>;
  p99: Readonly<Record<Kind, number>>;
  least: number;
  /** The least probability (Kolmogorov-Smirnov) with which two of them are one distribution. */
  alike: number;
};

/** Asks with codes that never were, whose report is too old, and whose report was taken back, in turn; each from a chat of its own. */
export async function runSameAnswer(run: SameAnswerRun): Promise<SameAnswerResult> {
  const { times, lanes, answeredAfterMs, cheap = false } = run;
  const readers = [await newReader("ana"), await newReader("budi")];
  let now = Date.UTC(2026, 10, 22, 3);
  const door = await openTipDoor({
    ...{ readers, answeredAfterMs, now: () => new Date(now) },
    ...(cheap ? { keys: cheapKeys } : {}),
  });
  try {
    const tell = async (who: string) => {
      const { code } = await door.begins(who);
      await door.says(who, "Sesuatu");
      return code;
    };
    const old = await tell("telegram:1");
    for (const { id } of await door.store.cases()) await door.store.close(id, "2026-11-23");
    for (now += 86_400_000; now < Date.UTC(2027, 2, 10); now += 86_400_000)
      await door.store.sweep(new Date(now).toISOString().slice(0, 10));
    const withdrawn = await tell("telegram:2");
    await door.says("telegram:2", "BATAL");
    // Another store drew it: it is right in itself.
    const stranger = await openTipDoor({ readers, keys: cheapKeys });
    const { code: wrong } = await stranger.begins("telegram:3");
    await stranger.close();
    const codes: Record<Kind, string> = { wrong, expired: old, withdrawn };
    if ((await door.store.cases()).length > 0) throw new Error("a report is still there");

    const said = new Set<string>();
    const took: Record<Kind, number[]> = { wrong: [], expired: [], withdrawn: [] };
    let asked = 0;
    async function lane(): Promise<void> {
      while (asked < times * shutKinds.length) {
        const kind = shutKinds[asked % shutKinds.length] ?? "wrong";
        asked += 1;
        const since = performance.now();
        said.add(await door.says(`telegram:${10_000 + asked}`, `/cek ${codes[kind]}`));
        took[kind].push(performance.now() - since);
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane));
    const each = (share: number) => ({
      wrong: percentile(took.wrong, share),
      expired: percentile(took.expired, share),
      withdrawn: percentile(took.withdrawn, share),
    });
    const alike = Math.min(
      sameDistribution(took.wrong, took.expired),
      sameDistribution(took.wrong, took.withdrawn),
      sameDistribution(took.expired, took.withdrawn),
    );
    return { said: [...said], p50: each(0.5), p99: each(0.99), least: Math.min(...Object.values(took).flat()), alike };
  } finally {
    await door.close();
  }
}

/** The two-sample test of Kolmogorov and Smirnov: how probable a difference at least as large is by chance. */
export function sameDistribution(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [[...one].sort((x, y) => x - y), [...other].sort((x, y) => x - y)];
  const share = (sorted: readonly number[], value: number) =>
    sorted.filter((each) => each <= value).length / sorted.length;
  const distance = Math.max(...[...a, ...b].map((value) => Math.abs(share(a, value) - share(b, value))));
  const n = (a.length * b.length) / (a.length + b.length);
  const lambda = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * lambda * lambda);
  return Math.min(1, Math.max(0, sum));
}
