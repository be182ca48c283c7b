/** Lets few work at once and few wait; of those who wait, whoever tried less goes first. */
export type Turns = {
  /** Resolves to true when it is one's turn, which `end` gives back, and to false where too many wait who tried no more. */
  take(tries: number): Promise<boolean>;
  end(): void;
};

type Waiting = { tries: number; answer: (turn: boolean) => void };

/** `parallel` work at once, `most` wait. */
export function createTurns({ parallel, most }: { parallel: number; most: number }): Turns {
  let working = 0;
  // Fewest tries first, and whoever came first among equals.
  const line: Waiting[] = [];

  return {
    take(tries) {
      if (working < parallel) {
        working += 1;
        return Promise.resolve(true);
      }
      return new Promise((answer) => {
        const after = line.findIndex((each) => each.tries > tries);
        line.splice(after < 0 ? line.length : after, 0, { tries, answer });
        if (line.length > most) line.pop()?.answer(false);
      });
    },
    end() {
      const next = line.shift();
      if (next === undefined) working -= 1;
      else next.answer(true);
    },
  };
}
