import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { newFolder, removeFolder } from "./support/process.ts";

const root = join(import.meta.dirname, "..");

type Linted = {
  summary: { unchanged: number };
  diagnostics: ReadonlyArray<{ category: string; location: { path: string } }>;
};

const REFUSED = [
  ["src/answer/new-file.ts", "better-sqlite3"],
  ["src/chat/new-file.ts", "kysely"],
  ["src/chat/new-file.ts", "../settings.ts"],
  ["src/answer/new-file.ts", "../stores/search-sqlite.ts"],
  ["src/knowledge/new-file.ts", "../channels/terminal/channel.ts"],
  ["src/channels/new-channel/channel.ts", "../../stores/owner.ts"],
  ["src/stores/new-store.ts", "../build.ts"],
  ["src/delivery/new-file.ts", "telegraf"],
  ["src/office/new-file.ts", "../stores/officers-sqlite.ts"],
  ["src/channels/telegram/new-file.ts", "../../stores/journal-sqlite.ts"],
  ["src/channels/new-channel/channel.ts", "../telegram/client.ts"],
  ["src/channels/new-channel/receive/new-file.ts", "../../telegram/client.ts"],
  ["src/channels/new-channel/receive/new-file.ts", "../../../stores/journal-sqlite.ts"],
  ["src/web/new-file.ts", "../channels/telegram/webhook.ts"],
  ["src/knowledge/import/new-file.ts", "unpdf"],
  ["src/knowledge/import/new-file.ts", "../../documents/read-document.ts"],
  ["src/documents/new-file.ts", "../stores/database.ts"],
  ["src/stores/new-store.ts", "../documents/read-document.ts"],
  ["src/office/new-file.ts", "@napi-rs/canvas"],
  ["src/reminders/new-file.ts", "pdfkit"],
  ["src/chat/new-file.ts", "../pictures/statistics-chart.ts"],
  ["src/channels/telegram/new-file.ts", "../../pictures/statistics-chart.ts"],
  ["src/pictures/new-picture.ts", "../stores/database.ts"],
  ["src/tips/new-file.ts", "sharp"],
  ["src/chat/new-file.ts", "sharp"],
  ["src/tips/new-file.ts", "../cleaning/clean-picture.ts"],
  ["src/channels/telegram/new-file.ts", "../../cleaning/clean-picture.ts"],
  ["src/cleaning/new-file.ts", "../stores/database.ts"],
  ["src/answer/new-file.ts", "openai"],
  ["src/tips/new-file.ts", "openai"],
  ["src/answer/new-file.ts", "../models/openai.ts"],
  ["src/models/new-file.ts", "../stores/database.ts"],
  ["src/stores/new-store.ts", "../models/openai.ts"],
] as const;

const ALLOWED = ["src/chat/new-file.ts", "../answer/search.ts"] as const;

/**
 * What the linter says, under the project's rules, of a file with one import each. One run looks at all of them; each lies in
 * its folder under a name of its own.
 */
const said = ((): ReadonlyMap<string, string> => {
  const folder = newFolder();
  cpSync(join(root, "biome.json"), join(folder, "biome.json"));
  const written = [...REFUSED, ALLOWED].map(([path, specifier], at) => {
    const own = path.replace(/\.ts$/, `-${at}.ts`);
    mkdirSync(dirname(join(folder, own)), { recursive: true });
    writeFileSync(join(folder, own), `import { thing } from "${specifier}";\n\nexport const kept = thing;\n`);
    return { key: `${path} ${specifier}`, own };
  });
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = ["lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json", "src"];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: "utf8" });
  removeFolder(folder);
  const { summary, diagnostics } = JSON.parse(stdout) as Linted;
  // Or a file that it passed over would count as allowed.
  if (summary.unchanged !== written.length) throw new Error(`the linter looked at ${summary.unchanged} files`);
  const rulesOf = (own: string) =>
    diagnostics.flatMap(({ category, location }) => (location.path === own ? [category] : [])).join(" ");
  return new Map(written.map(({ key, own }) => [key, rulesOf(own)]));
})();

describe("the direction of imports", () => {
  it.each(REFUSED)("refuses %s importing %s", (path, specifier) => {
    expect(said.get(`${path} ${specifier}`)).toContain("noRestrictedImports");
  });

  it("lets a subject use another subject's port", () => {
    expect(said.get(ALLOWED.join(" "))).not.toContain("noRestrictedImports");
  });

  it("leaves reading files to src/knowledge among the subjects, and to the reader of prompts", () => {
    for (const file of files("src")) {
      if (!/^src\/(answer|chat|office|delivery)\//.test(file) || file === "src/answer/read-prompts.ts") continue;
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(/from "node:(fs|net|http|child_process)/);
    }
  });

  it("opens pictures of others in src/cleaning alone, in the child, and never keeps what lies beside their dots", () => {
    for (const file of files("src")) {
      const code = readFileSync(join(root, file), "utf8");
      if (file !== "src/cleaning/clean-picture-child.ts") expect(code, file).not.toMatch(/["'](?:sharp|@img)\b/);
      expect(code, file).not.toMatch(/\b(?:with|keep)(?:Metadata|Exif|Xmp|IccProfile|GainMap)\b/);
    }
  });

  it("lets a command line reach the process through its shell alone", () => {
    for (const file of files("src")) {
      if (!/^src\/(desk\/|setup\/|run-)/.test(file)) continue;
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(/process\.(env|argv|exit|std|cwd)/);
    }
  });

  it("has no circles between rooms but the two that share plain data", () => {
    const arrows = new Set<string>();
    for (const file of files("src")) {
      for (const [, kind, target] of readFileSync(join(root, file), "utf8").matchAll(
        /^import (type )?[^;"]*?from "(\.[^"]+)"/gm,
      )) {
        const from = roomOf(file);
        const path = relative(root, resolve(root, dirname(file), target ?? ""));
        const to = roomOf(path);
        // A port that names the errors its store throws; it imports nothing itself.
        if (from === "stores" && path === join("src", "chat", "session-store.ts")) continue;
        if (kind === undefined && from !== to) arrows.add(`${from} -> ${to}`);
      }
    }
    expect(readFileSync(join(root, "src", "chat", "session-store.ts"), "utf8")).not.toMatch(/^import /m);
    expect([...arrows].filter((arrow) => /^(knowledge|stores) -> chat$/.test(arrow))).toEqual([]);
    // Only ever loaded when a picture is wanted: an idle service has no memory for it.
    expect([...arrows].filter((arrow) => arrow.endsWith("-> pictures"))).toEqual([]);
    expect([...arrows].filter((arrow) => arrow.startsWith("knowledge -> "))).toEqual([]);
    expect(
      [...arrows]
        .filter((arrow) => /-> (stores|channels)$/.test(arrow))
        .every((arrow) => /^(src|desk|setup) /.test(arrow)),
    ).toBe(true);
  });
});

function roomOf(file: string): string {
  const parts = file.split("/");
  return parts.length > 2 ? (parts[1] ?? "") : "src";
}

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`);
}
