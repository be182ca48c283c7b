import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createKept, KEPT_MS } from "../../src/answer/kept.ts";
import { texts } from "../../src/chat/texts.ts";

describe("what a model said", () => {
  let time = 0;
  const open = (most?: number) =>
    createKept<string>({ ms: 1_000, now: () => time, ...(most === undefined ? {} : { most }) });

  beforeEach(() => {
    time = 5;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => void vi.useRealTimers());

  function pass(ms: number): void {
    time += ms;
    vi.advanceTimersByTime(ms);
  }

  it("is kept for so long since it was said, however often it is asked for", () => {
    const kept = open();
    kept.keep("a", "satu");
    pass(600);
    expect(kept.get("a")).toBe("satu");
    pass(399);
    expect(kept.get("a")).toBe("satu");
    pass(1);
    expect(kept.get("a")).toBeUndefined();
  });

  it("is gone then though nobody asks any more", () => {
    const kept = open();
    kept.keep("a", "satu");
    pass(500);
    kept.keep("b", "dua");
    pass(500);
    expect(kept.size()).toBe(1);
    pass(500);
    expect(kept.size()).toBe(0);
    kept.keep("c", "tiga");
    pass(1_000);
    expect(kept.size()).toBe(0);
  });

  it("makes room for what is new where it was asked for longest ago", () => {
    const kept = open(2);
    kept.keep("a", "satu");
    kept.keep("b", "dua");
    kept.get("a");
    kept.keep("c", "tiga");
    expect([kept.get("a"), kept.get("b"), kept.get("c")]).toEqual(["satu", undefined, "tiga"]);
  });

  it("is kept for as long as people are told", () => {
    expect(KEPT_MS).toBe(6 * 3_600_000);
    expect(texts.privacyOutside.join(" ")).toContain("diingat di memori paling lama enam jam");
  });
});
