import { describe, expect, it } from "vitest";
import { createTurns } from "../../src/tips/turns.ts";

/** Lets somebody take a turn, and notes when they get it or are sent away. */
function line(parallel: number, most: number) {
  const turns = createTurns({ parallel, most });
  const seen: string[] = [];
  return {
    seen,
    take: (name: string, tries: number) =>
      turns.take(tries).then((turn) => void seen.push(turn ? name : `${name} sent away`)),
    async end() {
      turns.end();
      await Promise.resolve();
    },
  };
}

describe("taking turns", () => {
  it("lets so many work at once and the others in the order they came", async () => {
    const { seen, take, end } = line(2, 10);
    const waiting = ["a", "b", "c", "d"].map((name) => take(name, 0));
    await Promise.all(waiting.slice(0, 2));
    expect(seen).toEqual(["a", "b"]);
    await end();
    await waiting[2];
    expect(seen).toEqual(["a", "b", "c"]);
    await end();
    await waiting[3];
    expect(seen).toEqual(["a", "b", "c", "d"]);
  });

  it("lets whoever tried less go first, and among equals whoever came first", async () => {
    const { seen, take, end } = line(1, 10);
    const all = [take("working", 0), take("often", 9), take("twice", 2), take("new", 0), take("twice too", 2)];
    for (let ended = 0; ended < 4; ended += 1) await end();
    await Promise.all(all);
    expect(seen).toEqual(["working", "new", "twice", "twice too", "often"]);
  });

  it("sends away whoever tried most when too many wait, and the last of them among equals", async () => {
    const { seen, take } = line(1, 2);
    await take("working", 0);
    void take("first", 3);
    void take("second", 3);
    await take("third", 3);
    expect(seen).toEqual(["working", "third sent away"]);
    void take("new", 0);
    await Promise.resolve();
    await Promise.resolve();
    expect(seen).toEqual(["working", "third sent away", "second sent away"]);
  });

  it("lets somebody work again after all have ended", async () => {
    const { seen, take, end } = line(1, 0);
    await take("one", 0);
    await take("two", 0);
    await end();
    await take("three", 5);
    expect(seen).toEqual(["one", "two sent away", "three"]);
  });
});
