/** Work that is waited for when everything ends. */
export type UnderWay = {
  /** The work itself, remembered until it has ended. */
  hold<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when all that is held now has ended, however. */
  settled(): Promise<void>;
};

export function createUnderWay(): UnderWay {
  const held = new Set<Promise<unknown>>();
  return {
    async hold(work) {
      held.add(work);
      try {
        return await work;
      } finally {
        held.delete(work);
      }
    },
    async settled() {
      await Promise.allSettled(held);
    },
  };
}
