import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";

/** Whose a file or folder is, as `sudo -u` takes it: by name, or by number where the machine tells no name. */
export function accountOf(path: string): string {
  return spoken(statSync(path).uid);
}

/** The account that this process has, in the same way; undefined where a system knows no such numbers. */
export function ourAccount(): string | undefined {
  const uid = process.getuid?.();
  return uid === undefined ? undefined : spoken(uid);
}

const spoken = (uid: number): string => nameOf(uid) ?? `#${uid}`;

/** Whose a folder is that root is about to write into: what root leaves there its account could not use. Undefined where all is well. */
export function foreignToRoot(folder: string): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const about = statSync(folder, { throwIfNoEntry: false });
  return about === undefined || about.uid === 0 ? undefined : accountOf(folder);
}

/** The first of some files that is there and that this account may not read and write; undefined where there is none. */
export function notAllowed(files: readonly string[]): string | undefined {
  return files.find((file) => {
    try {
      if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
      return false;
    } catch (error) {
      // A disk that is read-only is another matter.
      return (error as { code?: string }).code === "EACCES";
    }
  });
}

/** What to say of an error that is the system's refusal of a file to this account; undefined for any other. */
export function refusalText(error: unknown): string | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if ((code !== "EACCES" && code !== "EPERM") || typeof path !== "string") return undefined;
  return `${path} is not for this account to use (${code}). Use the account that it belongs to, or another place.`;
}

/** A database with what SQLite lays beside it. */
export const withLogs = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`];

/** What to do where files in a folder are another account's. */
export function giveBack(folder: string): string {
  return `use the account that ${folder} belongs to (sudo -u ${accountOf(folder)} …), or give the files back to it: sudo chown -R --reference=${folder} ${folder}`;
}

function nameOf(uid: number): string | undefined {
  try {
    const lines = readFileSync("/etc/passwd", "utf8").split("\n");
    return lines.find((line) => line.split(":")[2] === String(uid))?.split(":")[0];
  } catch {
    // No such file on this system: the number does as well.
    return undefined;
  }
}
