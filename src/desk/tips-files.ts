import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorName } from "../log.ts";
import type { OpenedPart } from "../tips/open-case.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { isInsideFolder } from "./tips-folder.ts";
import type { OpenedOriginals } from "./tips-originals.ts";
import { writeNewFile } from "./tips-write-file.ts";

/** Where the file of a part was put, by the part's number. */
export type KeptFiles = ReadonlyMap<number, { file: string; originalFile?: string }>;

/** What a kind of file ends in: by what it is, not by what somebody called it. */
const ENDINGS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/heic": "heic",
  "image/heif": "heif",
  "application/pdf": "pdf",
  "video/mp4": "mp4",
  "audio/ogg": "ogg",
  "audio/opus": "opus",
  "audio/mp4": "m4a",
  "audio/mpeg": "mp3",
};
const MOST_LETTERS = 60;

/** Backups and whoever takes the data folder would have them too. */
export function checkFolder(folder: string, dataFolder: string): void {
  if (isInsideFolder(folder, dataFolder))
    throw new RefusedError(`--files ${folder} lies in DATA_DIR, whose copies would hold it; name a folder elsewhere`);
}

/** Writes every file of a case into a folder that its owner alone reads. This is the only place where something lies open. */
export async function keepFiles(
  folder: string,
  parts: readonly OpenedPart[],
  originals: OpenedOriginals,
): Promise<KeptFiles> {
  await makeOwnFolder(folder);
  const kept = new Map<number, { file: string; originalFile?: string }>();
  const taken = new Set<string>();
  for (const { n, meta, content } of parts) {
    if (meta.file === undefined) continue;
    const nameFor = (mark: string) => freeName(taken, `bagian-${String(n).padStart(2, "0")}${mark}`, meta.file);
    const file = join(folder, nameFor(""));
    await writeNewFile("--files", file, content);
    const original = originals.get(n);
    if (original === undefined) {
      kept.set(n, { file });
      continue;
    }
    const originalFile = join(folder, nameFor("-asli"));
    await writeNewFile("--files", originalFile, original.bytes);
    kept.set(n, { file, originalFile });
  }
  return kept;
}

/** Takes the rights of others away only from an empty one: what else lies there is none of ours. */
async function makeOwnFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (((await stat(folder)).mode & 0o077) === 0 || process.platform === "win32") return;
    if ((await readdir(folder)).length === 0) return await chmod(folder, 0o700);
  } catch (error) {
    throw new BadInputError(
      `--files ${folder} cannot be made for you alone (${errorName(error)}); name a new folder of your own`,
    );
  }
  throw new BadInputError(`--files ${folder} may be looked into by others; name a new folder of your own`);
}

function freeName(taken: Set<string>, first: string, file: { name: string; mime: string } | undefined): string {
  const stem = [first, safeStem(file?.name ?? "")].filter((piece) => piece !== "").join("-");
  const ending = ENDINGS[file?.mime ?? ""] ?? "bin";
  for (let again = 1; ; again += 1) {
    const name = `${stem}${again === 1 ? "" : `-${again}`}.${ending}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** Letters and digits of the name that a phone gave, without its ending and whatever a file system or a shell could mind. */
export function safeStem(name: string): string {
  const last = name.normalize("NFKC").split(/[/\\]/).at(-1) ?? "";
  const stem = last.replace(/(?:\.\p{L}[\p{L}\p{N}]{0,7})+$/u, "");
  return stem
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .split("")
    .slice(0, MOST_LETTERS)
    .join("")
    .toWellFormed()
    .replaceAll("\ufffd", "")
    .replaceAll(/^-+|-+$/g, "");
}
