/**
 * Waits for an answer so that the server does not hear yet that its question arrived, at most `holdMs`. Everybody else's
 * messages wait meanwhile, so it is patient a few times in a row only. Resolves to what the answer did, or undefined when
 * it is still to come.
 */
export type Hold = (answered: Promise<boolean>) => Promise<boolean | undefined>;

const MOST_IN_A_ROW = 3;

export function createHold(holdMs: number): Hold {
  let ranOut = 0;
  return async (answered) => {
    const counted = answered.then((done) => {
      ranOut = 0;
      return done;
    });
    if (ranOut >= MOST_IN_A_ROW) return undefined;
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
