import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildBooth } from "../../src/booth/build.ts";
import { newFolder, removeFolder, runEntry } from "../support/process.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = newFolder();
const booth = await buildBooth();
afterAll(() => removeFolder(folder));

const sha256 = (bytes: Buffer | string, as: "hex" | "base64") => createHash("sha256").update(bytes).digest(as);

describe("npm run booth", () => {
  it("writes the page and prints the SHA-256 that the file has, as sha256sum does", async () => {
    const file = join(folder, "bilik.html");
    const { code, stdout, stderr } = await runEntry("booth.ts", ["--out", file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`${sha256(readFileSync(file), "hex")}  ${file}\n`);
    expect(readFileSync(file, "utf8")).toBe(booth.html);
  });

  it("says what to do where it cannot write", async () => {
    const file = join(folder, "nowhere", "bilik.html");
    const { code, stderr } = await runEntry("booth.ts", ["--out", file]);
    expect(code).toBe(2);
    expect(stderr).toBe(`booth: ${file} cannot be written (Error ENOENT); name another file with --out\n`);
  });

  it("makes the same bytes in another folder, from a checkout whose lines end as on Windows", async () => {
    const other = join(folder, "somebody else", "sinetral");
    mkdirSync(other, { recursive: true });
    cpSync(join(root, "src"), join(other, "src"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(other, "node_modules"));
    for (const name of ["index.html", "style.css", "main.ts", "texts.ts"]) {
      const path = join(other, "src", "booth", "page", name);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
    }
    expect((await buildBooth(other)).sha256).toBe(booth.sha256);
  });

  it("has nothing of this machine in it, and the licences of what it carries", () => {
    expect(booth.html).not.toContain(root);
    expect(booth.html).not.toContain("\r");
    expect(booth.html).not.toMatch(
      /\.\.\/\.\.|sourceMappingURL|localStorage|sessionStorage|indexedDB|document\.cookie/,
    );
    expect(booth.html).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|\beval\(|new Function\(/);
    for (const name of ["@noble/curves", "age-encryption", "nanotar", "shamir-secret-sharing"])
      expect(booth.html.slice(booth.html.lastIndexOf("<!--"))).toContain(`\n${name}\n`);
  });

  it("carries what may run in a browser, and nothing else of the house", () => {
    const carried = [...booth.html.matchAll(/^ *\/\/ ((?:src|node_modules)\/\S+)$/gm)].map(([, path = ""]) => path);
    const rooms = new Set(
      carried.map((path) => /^src\/(?:booth\/page|tips)\/|^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path),
    );
    expect([...rooms].sort()).toEqual([
      "node_modules/@noble/curves",
      "node_modules/@noble/hashes",
      "node_modules/@noble/post-quantum",
      "node_modules/@scure/base",
      "node_modules/age-encryption",
      "node_modules/nanotar",
      "node_modules/shamir-secret-sharing",
      "src/booth/page/",
      "src/canonical-json.ts",
      "src/clock.ts",
      "src/tips/",
    ]);
    expect(carried).not.toContain("src/tips/code-keys.ts");
    expect(booth.html).not.toMatch(/\brequire\("|node:[a-z]/);
  });

  it("allows its one script and its styles by hash, and nothing else", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(booth.html)?.[1]?.split("; ") ?? [];
    const script = /<script>([\s\S]*?)<\/script>/.exec(booth.html)?.[1] ?? "";
    expect(booth.html.match(/<script/g)).toHaveLength(1);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${sha256(script, "base64")}'`);
    for (const what of ["connect-src", "form-action", "base-uri"]) expect(policy).toContain(`${what} 'none'`);
    expect(policy.join(" ")).not.toMatch(/unsafe|https?:|\*|'self'/);
    expect(booth.html).not.toMatch(/ on[a-z]+=|javascript:/);
  });

  it("never makes markup of a text", () => {
    const ours = booth.html.slice(booth.html.indexOf("// src/booth/page/"));
    expect(ours).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc/);
  });
});
