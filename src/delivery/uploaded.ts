import { forgetOldest } from "../chat/quota.ts";

/** What a platform calls the files that it has, so that each is uploaded once, however many get it. In memory alone. */
export type Uploaded<Name> = {
  /**
   * The name of a file, and whether `upload` just made it. Who asks while another uploads waits for that, and uploads it in
   * turn should it fail. Rejects as `upload` does; a name of undefined is not kept.
   */
  of(key: string, upload: () => Promise<Name | undefined>): Promise<{ name: Name | undefined; fresh: boolean }>;
  /** The platform has it no longer. */
  forget(key: string, name: Name): void;
};

const MOST_NAMES = 1_000;

/** `mostAgeMs`: when a name is no longer trusted; `now` in ms. */
export function createUploaded<Name>(
  mostAgeMs = Number.POSITIVE_INFINITY,
  now: () => number = () => performance.now(),
): Uploaded<Name> {
  const names = new Map<string, { name: Name; until: number }>();
  const uploading = new Map<string, Promise<unknown>>();

  return {
    async of(key, upload) {
      for (;;) {
        const known = names.get(key);
        if (known !== undefined && known.until > now()) return { name: known.name, fresh: false };
        const other = uploading.get(key);
        if (other === undefined) break;
        // Whoever uploads is told of the failure; who waits tries it in turn.
        await other.catch(() => undefined);
      }
      const work = upload();
      uploading.set(key, work);
      try {
        const name = await work;
        names.delete(key);
        if (name !== undefined) names.set(key, { name, until: now() + mostAgeMs });
        forgetOldest(names, MOST_NAMES);
        return { name, fresh: true };
      } finally {
        uploading.delete(key);
      }
    },
    forget(key, name) {
      // Another one may have been learnt meanwhile.
      if (names.get(key)?.name === name) names.delete(key);
    },
  };
}
