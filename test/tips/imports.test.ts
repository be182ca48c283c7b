import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, specifiersOf, walk } from "../support/walk-imports.ts";

/** What the reading page carries: it runs in a browser, and knows nothing of this machine. */
const IN_THE_BROWSER = [
  "acts",
  "answer-part",
  "bundle",
  "bytes",
  "envelope",
  "identity",
  "mailbox-state",
  "new-secret",
  "open-answers",
  "open-case",
  "pad",
  "part-shape",
  "problem-texts",
  "reader-list",
  "seal",
  "shares",
  "signing",
  "throw-away",
  "write-part",
].map((name) => `src/tips/${name}.ts`);

const BROWSER_PACKAGES = ["@noble/curves", "@noble/hashes", "age-encryption", "nanotar", "shamir-secret-sharing"];

/** All that the room knows of the house: plain data, the clock, the words for channels. Nothing here keeps or sends a text. */
const ALLOWED = new RegExp(
  [
    "^src/tips/",
    "^src/(canonical-json|clock|code-words|reply-file)\\.ts$",
    "^src/chat/(incoming-file|message|replies)\\.ts$",
    "^node:crypto$",
    `^(@scure/base|file-type|${BROWSER_PACKAGES.join("|")})$`,
  ].join("|"),
);

describe("the room of tips", () => {
  it("reaches no model, no log, no store, no channel, no queue and no file, by whatever it imports", () => {
    const room = readdirSync(join(root, "src", "tips"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `src/tips/${name.replaceAll("\\", "/")}`);
    expect(room).toEqual(expect.arrayContaining(IN_THE_BROWSER));
    const found = [...walk(room)].filter(([target]) => !ALLOWED.test(target));
    expect(found.map(([target, by]) => `${by} -> ${target}`)).toEqual([]);
  });

  it.each(IN_THE_BROWSER)("runs %s in a browser as it is", (file) => {
    for (const [target, by] of walk([file])) {
      if (target.startsWith("src/")) {
        const code = readFileSync(join(root, target), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
        expect(code, target).not.toMatch(/\bBuffer\b|\bprocess\b|\brequire\(|\bconsole\b/);
      } else {
        expect(BROWSER_PACKAGES, `${by} -> ${target}`).toContain(target);
      }
    }
  });

  it("would be noticed elsewhere: the walk follows types, what is exported on and what is loaded when wanted", () => {
    expect(specifiersOf('import type { A } from "./a.ts";')).toEqual(["./a.ts"]);
    expect(specifiersOf('import {\n  a,\n  type B,\n} from "./a.ts";\nimport "./b.ts";')).toEqual(["./a.ts", "./b.ts"]);
    expect(specifiersOf('export * from "./a.ts";\nexport { b } from "./b.ts";')).toEqual(["./a.ts", "./b.ts"]);
    expect(specifiersOf('await import("./a.ts");\ntype B = import("./b.ts").B;')).toEqual(["./a.ts", "./b.ts"]);
    expect(specifiersOf("require('./a.cjs')")).toEqual(["./a.cjs"]);
    const reached = [...walk(["src/chat/conversation.ts", "src/chat/queue-commands.ts"]).keys()];
    for (const target of ["src/log.ts", "src/chat/memory.ts", "src/office/officers.ts"]) {
      expect(reached).toContain(target);
      expect(target).not.toMatch(ALLOWED);
    }
  });
});
