/** Whoever finds none does without: to wait would be to be late. */
export type Places = { take(): (() => void) | undefined; taken(): number };

export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    take() {
      if (taken >= most) return undefined;
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
    taken: () => taken,
  };
}
