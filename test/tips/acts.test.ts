import { describe, expect, it } from "vitest";
import { newActRequest, signAct, verifyAct } from "../../src/tips/acts.ts";
import { agreed, newReader } from "../support/tip-case.ts";

const [ana, budi, mallory] = [await newReader("ana"), await newReader("budi"), await newReader("mallory")];
const { list } = agreed([ana, budi]);
const request = newActRequest({ act: "hapus", case: "k7f3-9mxq-2wpd", digest: "00", day: "2026-11-22" });

describe("what two readers must agree to", () => {
  it("is agreed once two of the list signed it", () => {
    expect(verifyAct(request, list)).toEqual({ kind: "wanting", by: [] });
    const first = signAct(request, ana.identity);
    expect(verifyAct(first, list)).toEqual({ kind: "wanting", by: ["ana"] });
    expect(verifyAct(signAct(first, budi.identity), list)).toEqual({ kind: "agreed", by: ["ana", "budi"] });
  });

  it("is not agreed by one who signs twice", () => {
    const twice = signAct(signAct(request, ana.identity), ana.identity);
    expect(verifyAct(twice, list)).toEqual({ kind: "wanting", by: ["ana"] });
    const doubled = { ...twice, signatures: [...twice.signatures, ...twice.signatures] };
    expect(verifyAct(doubled, list)).toEqual({ kind: "wanting", by: ["ana"] });
  });

  it("is forged when anything of it was changed after it was signed, or moved to another request", () => {
    const signed = signAct(signAct(request, ana.identity), budi.identity);
    for (const change of [
      { act: "teruskan" as const },
      { case: "x" },
      { digest: "01" },
      { day: "2026-11-23" },
      { nonce: "a" },
    ]) {
      expect(verifyAct({ ...signed, ...change }, list), JSON.stringify(change)).toEqual({
        kind: "forged",
        name: "ana",
      });
    }
    const again = newActRequest(request);
    expect(verifyAct({ ...again, signatures: signed.signatures }, list)).toEqual({ kind: "forged", name: "ana" });
  });

  it("is forged by whoever is not on the list, or does not read the case", () => {
    expect(verifyAct(signAct(signAct(request, ana.identity), mallory.identity), list)).toEqual({
      kind: "forged",
      name: "mallory",
    });
    const posing = { ...mallory.identity, name: "budi" };
    expect(verifyAct(signAct(request, posing), list)).toEqual({ kind: "forged", name: "budi" });
    expect(verifyAct(signAct(request, budi.identity), list, ["ana"])).toEqual({ kind: "forged", name: "budi" });
  });
});
