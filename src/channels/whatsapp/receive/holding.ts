/**
 * Waits for an answer so that the server does not hear yet that its question arrived, at most `holdMs`. Everybody else's
 * messages wait meanwhile, so it is patient a few times in a row only. While there is no connection nothing can be answered,
 * and no time passes. Resolves to what the answer did, or undefined when it is still to come.
 */
export type Hold = (answered: Promise<boolean>) => Promise<boolean | undefined>;

const MOST_IN_A_ROW = 3;

/** `connected` resolves when there is a connection, now or later. */
export function createHold(holdMs: number, connected: () => Promise<void>): Hold {
  let ranOut = 0;
  return async (answered) => {
    const counted = answered.then((done) => {
      ranOut = 0;
      return done;
    });
    const early = await Promise.race([counted, connected().then(() => undefined)]);
    if (early !== undefined || ranOut >= MOST_IN_A_ROW) return early;
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        ranOut += 1;
        resolve(undefined);
      }, holdMs);
    });
    try {
      return await Promise.race([counted, over]);
    } finally {
      clearTimeout(timer);
    }
  };
}
