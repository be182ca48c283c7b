import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODE_LENGTH, checkSymbol, weightedSum } from "../../src/tips/check-symbol.ts";
import { FIELD_SIZE, invert, multiply } from "../../src/tips/gf2048.ts";

const word = fc.integer({ min: 0, max: FIELD_SIZE - 1 });
const drawn = fc.array(word, { minLength: CODE_LENGTH - 1, maxLength: CODE_LENGTH - 1 });
const places = fc.uniqueArray(fc.integer({ min: 0, max: CODE_LENGTH - 1 }), { minLength: 2, maxLength: 2 });

function whole(seven: number[]): number[] {
  return [...seven, checkSymbol(seven)];
}

describe("the field of 2,048 elements", () => {
  it("has the powers of x run through all elements but 0, and an inverse for each of them", () => {
    const powers = new Set<number>();
    for (let power = 1; !powers.has(power); power = multiply(power, 2)) powers.add(power);
    expect(powers.size).toBe(FIELD_SIZE - 1);
    for (const element of powers) expect(multiply(element, invert(element))).toBe(1);
  });

  it("multiplies in any order, and over sums", () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(multiply(a, b)).toBe(multiply(b, a));
        expect(multiply(a, multiply(b, c))).toBe(multiply(multiply(a, b), c));
        expect(multiply(a, b ^ c)).toBe(multiply(a, b) ^ multiply(a, c));
      }),
      { seed: 7 },
    );
  });
});

describe("the word that checks a code", () => {
  it("weighs each place differently and none by 0, which proves what follows for all codes", () => {
    const weights = Array.from({ length: CODE_LENGTH }, (_, place) =>
      weightedSum(Array.from({ length: CODE_LENGTH }, (_, at) => (at === place ? 1 : 0))),
    );
    expect(new Set(weights).size).toBe(CODE_LENGTH);
    expect(weights).not.toContain(0);
  });

  it("catches every single wrong word: all 8 × 2,047 of each code", () => {
    fc.assert(
      fc.property(drawn, (seven) => {
        const code = whole(seven);
        expect(weightedSum(code)).toBe(0);
        let missed = 0;
        for (let place = 0; place < CODE_LENGTH; place += 1)
          for (let other = 0; other < FIELD_SIZE; other += 1)
            if (other !== code[place] && weightedSum(code.with(place, other)) === 0) missed += 1;
        expect(missed).toBe(0);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it("catches every swap of two words that are not the same", () => {
    fc.assert(
      fc.property(drawn, places, (seven, [one = 0, other = 1]) => {
        const code = whole(seven);
        const [first = 0, second = 0] = [code[one], code[other]];
        const swapped = weightedSum(code.with(one, second).with(other, first));
        expect(swapped === 0).toBe(first === second);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});
