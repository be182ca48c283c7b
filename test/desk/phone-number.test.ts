import { describe, expect, it } from "vitest";
import { phoneDigits } from "../../src/desk/phone-number.ts";

describe("a phone number", () => {
  it.each([
    ["081234567890", "6281234567890"],
    ["0812-3456-7890", "6281234567890"],
    ["0812 3456 7890", "6281234567890"],
    ["+62 812-3456-7890", "6281234567890"],
    ["+62 (0)812 3456 7890", "6281234567890"],
    ["62812.3456.7890", "6281234567890"],
    ["006281234567890", "6281234567890"],
    ["(0551) 123456", "62551123456"],
    ["+673 712 3456", "6737123456"],
    ["+60 12-345 6789", "60123456789"],
  ])("is understood as people write it: %s", (written, digits) => {
    expect(phoneDigits(written)).toBe(digits);
  });

  it.each([
    "",
    "0",
    "0812",
    "812 3456 7890",
    "+62",
    "08123456789012345",
    "0812x4567890",
    "bukan nomor",
    "+0123456789",
    "0012",
  ])("is refused when it is none, or nobody can tell of which country: %j", (written) => {
    expect(phoneDigits(written)).toBeUndefined();
  });
});
