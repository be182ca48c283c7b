import { describe, expect, it } from "vitest";
import { askedToWait } from "../../src/models/retry-after.ts";

describe("how long the other side asks to be left alone", () => {
  it.each([
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after": "2" }, 2_000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" }, 0],
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m2s" }, 62_000],
    [{ "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "20ms" }, 20],
    [{ "x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "1m2s" }, undefined],
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "soon" }, undefined],
    [{ "retry-after": "-3" }, undefined],
    [{ "retry-after": "later" }, undefined],
    [{ "retry-after": "1e99" }, undefined],
    [{}, undefined],
  ] as const)("reads %j as %s ms", (headers, ms) => {
    expect(askedToWait(new Headers(headers as Record<string, string>))).toBe(ms);
  });

  it("reads a date", () => {
    const soon = new Date(Date.now() + 5_000).toUTCString();
    expect(askedToWait(new Headers({ "retry-after": soon }))).toBeGreaterThan(3_000);
    expect(askedToWait(undefined)).toBeUndefined();
  });
});
