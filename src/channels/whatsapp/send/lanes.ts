/** Does pieces of work one after the other for each name, and those of different names side by side. */
export type Lanes = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const result = (last.get(name) ?? Promise.resolve()).then(work);
    // The caller gets the failure; the next in line must only wait.
    const settled = result.catch(() => undefined);
    last.set(name, settled);
    try {
      return await result;
    } finally {
      if (last.get(name) === settled) last.delete(name);
    }
  };
}
