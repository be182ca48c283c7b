import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Metafile } from "esbuild";
import { FRAME_STYLE } from "./page/frame-style.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** `sha256` (hex) is of `html` in UTF-8. */
export type Booth = { html: string; sha256: string };

/**
 * The reading booth as one HTML file that reaches no network. The same sources and the same lock file give the same bytes on any
 * machine: nothing of where or when it was built is in it. `root` is the folder of the repository.
 */
export async function buildBooth(root = ROOT): Promise<Booth> {
  const page = join(root, "src", "booth", "page");
  const { script, metafile } = await bundle(root);
  const style = plainLines(await readFile(join(page, "style.css"), "utf8"));
  const body = plainLines(await readFile(join(page, "index.html"), "utf8"));
  const licences = await licencesOf(root, metafile);
  const html = pageOf({ script, style, body, licences });
  return { html, sha256: createHash("sha256").update(html).digest("hex") };
}

/** Not minified: whoever wants to know what the page does can read it. */
async function bundle(root: string): Promise<{ script: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/booth/page/main.ts"],
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "browser",
    // The last Chrome and Firefox for Windows 7, which old laptops have.
    target: ["chrome109", "firefox115", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    // Else the bundle would name the folder that a link leads to.
    preserveSymlinks: true,
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return { script: `\n${plainLines(file.text)}`, metafile };
}

/**
 * Everything is forbidden but this one script, these two styles, and what the page itself makes of an opened case: frames and sound
 * from its memory, pictures inside those frames. Text never becomes markup (trusted types).
 */
function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${cspHash(script)}'`,
    `style-src '${cspHash(style)}' '${cspHash(FRAME_STYLE)}'`,
    "img-src data:",
    "frame-src blob:",
    "media-src blob:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function pageOf({ script, style, body, licences }: Record<"script" | "style" | "body" | "licences", string>): string {
  return `<!doctype html>
<html lang="id" translate="no">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">
<meta name="google" content="notranslate">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bilik Baca Laporan Rahasia</title>
<style>${style}</style>
</head>
<body>
${body.trimEnd()}
<script>${script}</script>
</body>
</html>
<!--
${licences}
-->
`;
}

function cspHash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The licences of what is bundled: they ask to go with every copy. */
async function licencesOf(root: string, { inputs }: Metafile): Promise<string> {
  const names = Object.keys(inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const texts = [...new Set(names)].sort().map(async (name) => {
    const text = await readFile(join(root, "node_modules", name, "LICENSE"), "utf8");
    return `${name}\n\n${plainLines(text).trim()}`;
  });
  const ours = "SiNetral: GPL-3.0-or-later. It carries these libraries:";
  return [ours, ...(await Promise.all(texts))].join("\n\n----\n\n").replaceAll("--", "- -");
}

/** A checkout on Windows may end lines with CRLF, and the file must come out the same. */
function plainLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
