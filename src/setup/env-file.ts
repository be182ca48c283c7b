import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { isOpenToOthers } from "../desk/look-at-folder.ts";
import { syncFolder } from "../stores/put-in-place.ts";

/** `.env` as it was read: its text, or that of the example where there is none yet; whether a service's group reads it as well. */
export type EnvFile = { path: string; isThere: boolean; text: string; openToOthers: boolean; forService: boolean };

/** The file cannot be written; what was there is still there. */
export class EnvUnusableError extends Error {
  constructor(path: string, code: string) {
    super(
      `${path} tidak bisa ditulis (${code}); isinya tetap. Beri akun ini hak menulis di foldernya, lalu jalankan lagi.`,
    );
    this.name = "EnvUnusableError";
  }
}

/** Reads the file, or takes the example for it. */
export function readEnvFile(path: string, example: string): EnvFile {
  if (!existsSync(path))
    return { path, isThere: false, text: readFileSync(example, "utf8"), openToOthers: false, forService: false };
  const about = statSync(path);
  const forService = isForService(about);
  const openToOthers = isOpenToOthers(about.mode) && !forService;
  return { path, isThere: true, text: readFileSync(path, "utf8"), openToOthers, forService };
}

/** Root's, and to be read by one group: so docs/operations.md has it under systemd, where the service would find nothing otherwise. */
function isForService({ uid, gid, mode }: Stats): boolean {
  return uid === 0 && gid !== 0 && (mode & 0o077) === 0o040;
}

/** What the settings in a text are, as the service will read them. */
export function valuesIn(text: string): Record<string, string> {
  return parseEnv(text) as Record<string, string>;
}

/** The text with other values, or the name of a setting that is written there in a way that is not understood. */
export type EnvChanged = { kind: "changed"; text: string } | { kind: "unclear"; name: string };

/** Changes values where they stand, and adds at the end what does not; every other sign stays as it is. */
export function changeEnv(text: string, changes: ReadonlyMap<string, string>): EnvChanged {
  let changed = text;
  for (const [name, value] of changes) {
    const wanted = { ...valuesIn(changed), [name]: value };
    changed = changeOne(changed, name, value);
    // Whatever the lines mean, what comes out must be what was wanted and nothing else.
    if (!isSame(valuesIn(changed), wanted)) return { kind: "unclear", name };
  }
  return { kind: "changed", text: changed };
}

function changeOne(text: string, name: string, value: string): string {
  const line = new RegExp(
    `^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)(?:[ \\t]*(?:"[^"\\n]*"|'[^'\\n]*'|\`[^\`\\n]*\`)|(?![ \\t]*["'\`])[^#\\r\\n]*?)([ \\t]*(?:#[^\\r\\n]*)?\\r?)$`,
    "gm",
  );
  // Of several the last one counts.
  const last = [...text.matchAll(line)].at(-1);
  if (last === undefined) return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${name}=${quoted(value)}\n`;
  const [whole, head = "", tail = ""] = last;
  return `${text.slice(0, last.index)}${head}${quoted(value)}${tail}${text.slice(last.index + whole.length)}`;
}

function quoted(value: string): string {
  if (/^[\w./:@+-]*$/.test(value)) return value;
  const quote = ["'", '"', "`"].find((each) => !value.includes(each)) ?? "'";
  return `${quote}${value}${quote}`;
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

/** Somebody else wrote the file meanwhile. */
export class EnvChangedMeanwhileError extends Error {
  constructor(path: string) {
    super(`${path} berubah sementara Anda menjawab; tidak ada yang ditulis. Jalankan lagi: npm run setup`);
    this.name = "EnvChangedMeanwhileError";
  }
}

/**
 * Puts a text in the place of the file at once, for its owner (and its service's group) alone: whoever looks finds the old one or the new one, whole. Throws an
 * {@link EnvChangedMeanwhileError} where the file is not the one that was read, and an {@link EnvUnusableError}.
 */
export function writeEnvFile({ path, isThere, text: before, forService }: EnvFile, text: string): void {
  if (existsSync(path) !== isThere || (isThere && readFileSync(path, "utf8") !== before))
    throw new EnvChangedMeanwhileError(path);
  // Where it is a link, what it names is written.
  const file = isThere ? realpathSync(path) : path;
  const draft = join(dirname(file), `.env.${process.pid}.tmp`);
  try {
    const descriptor = openSync(draft, "wx", 0o600);
    try {
      // Root changes it for whoever has it, and does not take it over.
      if (isThere && process.getuid?.() === 0) fchownSync(descriptor, statSync(file).uid, statSync(file).gid);
      if (forService) fchmodSync(descriptor, 0o640);
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
    syncFolder(dirname(file));
  } catch (error) {
    throw new EnvUnusableError(path, (error as { code?: string }).code ?? "unknown");
  } finally {
    rmSync(draft, { force: true });
  }
}
