import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** How the service is at the end of an hour, with nothing left to do. */
export type Sample = {
  rssMb: number;
  descriptors: number;
  /** Of all SQLite logs, and of all databases, together. */
  walKb: number;
  databasesKb: number;
  /** The 99th of a hundred delays of the event loop since the start. */
  lagMs: number;
};

export const figures = ["rssMb", "descriptors", "walKb", "databasesKb", "lagMs"] as const satisfies ReadonlyArray<
  keyof Sample
>;

/**
 * How much a figure may grow in an hour for the day to count as flat. Databases hold what was sent and reported and so grow with it;
 * theirs is what an hour writes, with room. 0.5 MB an hour of memory would be 12 MB in a day, and 350 MB in a month without a restart.
 */
export const mostAnHour: Readonly<Record<keyof Sample, number>> = {
  rssMb: 0.5,
  descriptors: 0.1,
  walKb: 64,
  databasesKb: 512,
  lagMs: 5,
};

/**
 * How high a figure may be at any hour's end. What a process loses in its own hour is gone with it and shows in no slope: a descriptor or a
 * megabyte for each of 80 questions would show here.
 */
export const mostEver: Readonly<Partial<Record<keyof Sample, number>>> = { rssMb: 300, descriptors: 64, walKb: 8_192 };

/** The first hours, in which files that stay for long are made. */
const WARMING_UP = 2;

export async function measure(pid: number, folder: string, metrics: string): Promise<Sample> {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const text = await (await fetch(metrics)).text();
  return {
    rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    walKb: kilobytes(folder, /\.db-wal$/),
    databasesKb: kilobytes(folder, /\.db$/),
    lagMs: Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1]) * 1_000,
  };
}

function kilobytes(folder: string, name: RegExp): number {
  const found = readdirSync(folder).filter((each) => name.test(each));
  return found.reduce((sum, each) => sum + statSync(join(folder, each)).size, 0) / 1_024;
}

/** What a figure gains from one value to the next, by the straight line that lies nearest to all of them. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([up, down], value, at) => [up + (at - middle) * (value - mean), down + (at - middle) ** 2],
    [0, 0],
  );
  return under === 0 ? 0 : over / under;
}

/** Figures that are not flat over the hours, or too high in one, each as a sentence. */
export function notFlat(samples: readonly Sample[]): string[] {
  return figures.flatMap((name) => {
    const values = samples.map((sample) => sample[name]);
    const [grows, highest, most] = [slope(values.slice(WARMING_UP)), Math.max(...values), mostEver[name]];
    return [
      ...(grows <= mostAnHour[name]
        ? []
        : [`${name} grows by ${grows.toFixed(2)} an hour, at most ${mostAnHour[name]} may be`]),
      ...(most === undefined || highest <= most ? [] : [`${name} was ${highest.toFixed(0)}, at most ${most} may be`]),
    ];
  });
}

export function sayFigure(name: keyof Sample, samples: readonly Sample[]): string {
  const values = samples.slice(WARMING_UP).map((sample) => sample[name]);
  const [first, last] = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN];
  const range = `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
  return `${name}: ${first.toFixed(1)} at first, ${last.toFixed(1)} at last, ${range}; ${slope(values).toFixed(3)} an hour (at most ${mostAnHour[name]})`;
}
