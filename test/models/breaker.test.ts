import { describe, expect, it } from "vitest";
import { type Breaker, createBreaker, type Ended } from "../../src/models/breaker.ts";

const timing = { failures: 3, firstMs: 100, mostMs: 350 };

function at(start = 0) {
  let time = start;
  const breaker = createBreaker(timing, () => time);
  return {
    breaker,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

/** A call that ends so; what its end changed, or that it was not let through. */
function call(breaker: Breaker, ended: Ended): string {
  const end = breaker.enter();
  return end === undefined ? "kept away" : (end(ended) ?? "as before");
}

const failed = { kind: "failed" } as const;
const answered = { kind: "answered" } as const;

describe("the breaker", () => {
  it("opens after failures in a row, and only then", () => {
    const { breaker } = at();
    const ends = [failed, failed, answered, failed, failed, failed].map((ended) => call(breaker, ended));
    expect(ends).toEqual([...Array(5).fill("as before"), "opened"]);
    expect(call(breaker, answered)).toBe("kept away");
    expect(breaker.isOpen()).toBe(true);
  });

  it("lets one at a time try again, after a wait that doubles up to its most, and closes when that one is answered", () => {
    const { breaker, pass } = at();
    for (const _ of [1, 2, 3]) call(breaker, failed);
    for (const wait of [100, 200, 350, 350]) {
      pass(wait - 1);
      expect(call(breaker, failed)).toBe("kept away");
      pass(1);
      expect(call(breaker, failed)).toBe("as before");
    }
    pass(350);
    const end = breaker.enter();
    expect(call(breaker, answered)).toBe("kept away");
    expect(end?.(answered)).toBe("closed");
    for (const _ of [1, 2]) expect(call(breaker, failed)).toBe("as before");
    expect(call(breaker, failed)).toBe("opened");
    pass(100);
    expect(call(breaker, answered)).toBe("closed");
  });

  it("is not opened twice by those who called before it opened", () => {
    const { breaker, pass } = at();
    const ends = Array.from({ length: 8 }, () => breaker.enter());
    expect(ends.map((end) => end?.(failed))).toEqual([undefined, undefined, "opened", ...Array(5).fill(undefined)]);
    pass(100);
    expect(call(breaker, answered)).toBe("closed");
  });

  it("is neither kept closed nor closed again by answers that take too long", () => {
    const { breaker, pass } = at();
    const slow = { kind: "slow" } as const;
    expect([failed, slow, failed, slow, failed].map((ended) => call(breaker, ended)).at(-1)).toBe("opened");
    pass(100);
    expect(call(breaker, slow)).toBe("as before");
    pass(199);
    expect(call(breaker, answered)).toBe("kept away");
    pass(1);
    expect(call(breaker, answered)).toBe("closed");
    expect(Array.from({ length: 5 }, () => call(breaker, slow))).toEqual(Array(5).fill("as before"));
  });

  it("keeps away for as long as it was asked to, or for long where somebody has to change something", () => {
    const { breaker, pass } = at();
    expect(call(breaker, { kind: "failed", holdMs: 5_000 })).toBe("opened");
    pass(4_999);
    expect(call(breaker, answered)).toBe("kept away");
    pass(1);
    expect(call(breaker, { kind: "hold", ms: 60_000 })).toBe("as before");
    pass(59_999);
    expect(call(breaker, answered)).toBe("kept away");
    pass(1);
    expect(call(breaker, answered)).toBe("closed");
  });

  it("tries again later when nothing can be told from a trial", () => {
    const { breaker, pass } = at();
    for (const _ of [1, 2, 3]) call(breaker, failed);
    pass(100);
    expect(call(breaker, { kind: "unknown" })).toBe("as before");
    pass(99);
    expect(call(breaker, answered)).toBe("kept away");
    pass(1);
    expect(call(breaker, answered)).toBe("closed");
  });
});
