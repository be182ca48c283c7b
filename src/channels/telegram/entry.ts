/** An update that is not finished yet. Times are monotonic milliseconds. */
export type Entry = {
  number: number;
  /** The same for a message and its edits. */
  thread: string;
  address: string;
  /** A further file of an album, without words of its own. */
  restOfAlbum: boolean;
  /** When its turn came; undefined while it waits behind others of the same person. */
  begunAt: number | undefined;
  /** When its reply was ready; `replied` resolves when that is noted. */
  repliedAt: number | undefined;
  replied: PromiseWithResolvers<void>;
  /** When sending began to fail. */
  troubledAt: number | undefined;
  /** Resolves when it is finished, or left unfinished because the process is ending. */
  done: Promise<void>;
};

export function newEntry(number: number, thread: string, address: string): Entry {
  return {
    number,
    thread,
    address,
    restOfAlbum: false,
    begunAt: undefined,
    repliedAt: undefined,
    replied: Promise.withResolvers(),
    troubledAt: undefined,
    done: Promise.resolve(),
  };
}

/** More of one person's than these need not be waited for. */
const MOST_WAITING = 5;

/**
 * The entries that need not hold back what is behind them: those whose handler or reply has taken longer than `stuckMs`,
 * those that wait behind one of them, and what one person wrote beyond the first five.
 */
export function stuckNumbers(entries: readonly Entry[], stuckMs: number): Set<number> {
  const before = performance.now() - stuckMs;
  const isStuck = ({ begunAt, repliedAt, troubledAt }: Entry) =>
    (begunAt !== undefined && repliedAt === undefined && begunAt < before) ||
    (troubledAt !== undefined && troubledAt < before);
  const addresses = new Set(entries.filter(isStuck).map(({ address }) => address));
  const stuck = entries.filter(
    (entry) => isStuck(entry) || (entry.begunAt === undefined && addresses.has(entry.address)),
  );
  const excess = [...Map.groupBy(entries, ({ address }) => address).values()].flatMap((own) => own.slice(MOST_WAITING));
  return new Set([...stuck, ...excess].map(({ number }) => number));
}
