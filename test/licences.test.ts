import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isCompatible, type Lock, licencesPage, licensedIn } from "./licences/page.ts";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const direct = (JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> })
  .dependencies;
const notice = readFileSync("NOTICE", "utf8");

describe("the licences of what runs with the program", () => {
  it("go together with GPL-3.0-or-later, each of them", () => {
    const others = licensedIn(lock).filter(({ licence }) => !isCompatible(licence));
    expect(others).toEqual([]);
  });

  it("stand in docs/licences.md as the lock has them (else: npm run licences)", () => {
    expect(readFileSync("docs/licences.md", "utf8")).toBe(licencesPage(lock));
    for (const { name } of licensedIn(lock)) expect(licencesPage(lock)).toContain(name);
  });

  it("are named in NOTICE for every package that the program asks for itself", () => {
    for (const name of Object.keys(direct)) expect(notice, name).toContain(name);
    expect(notice).toContain("docs/licences.md");
  });

  it("come along in the packages, also those that were read by us", () => {
    for (const name of ["png-js", "duck", "dejavu-fonts-ttf", "libsignal"])
      expect(existsSync(`node_modules/${name}/LICENSE`), name).toBe(true);
    expect(readFileSync("node_modules/png-js/LICENSE", "utf8")).toMatch(/^MIT License/);
    expect(readFileSync("node_modules/dejavu-fonts-ttf/LICENSE", "utf8")).toContain("Bitstream Vera Fonts Copyright");
  });

  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-or-later)", true],
    ["(SSPL-1.0 OR MIT)", true],
    ["Apache-2.0 AND LGPL-3.0-or-later", true],
    ["MIT AND CC-BY-NC-4.0", false],
    ["SSPL-1.0", false],
    ["unknown", false],
    ["UNLICENSED", false],
  ])("are judged: %s %s", (licence, fits) => {
    expect(isCompatible(licence)).toBe(fits);
  });
});
