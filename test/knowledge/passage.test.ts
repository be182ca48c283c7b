import { describe, expect, it } from "vitest";
import { passageLabel } from "../../src/knowledge/passage.ts";

describe("a passage's label", () => {
  it.each([
    ["pp-94-2021/pasal-5/huruf-n/angka-6", "PP 94/2021", "Pasal 5 huruf n angka 6 PP 94/2021"],
    ["uu-20-2023/pasal-52/ayat-3/huruf-j", "UU 20/2023", "Pasal 52 ayat (3) huruf j UU 20/2023"],
    ["skb-netralitas-2022/lampiran-ii/huruf-a/angka-4", "SKB 2022", "Lampiran II huruf A angka 4 SKB 2022"],
    ["perpres-91-2024/pasal-28a", "Perpres 91/2024", "Pasal 28A Perpres 91/2024"],
    ["mk-121-2024", "Putusan MK 121", "Putusan MK 121"],
  ])("of %s is as lawyers write it", (id, short, label) => {
    expect(passageLabel(id, short)).toBe(label);
  });
});
