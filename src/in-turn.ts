/** Does each, also when another fails. */
export function inTurn(...works: ReadonlyArray<() => Promise<void>>): () => Promise<void> {
  return async () => {
    const ends = await Promise.allSettled(works.map((work) => work()));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  };
}
