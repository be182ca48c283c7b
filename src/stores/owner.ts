import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { accountOf, foreignToRoot, giveBack, notAllowed, ourAccount } from "./accounts.ts";
import { isRestoring, settleRestore } from "./settle-restore.ts";

/** The data folder cannot be made or written to. */
export class FolderUnusableError extends Error {
  constructor(folder: string, reason: string, remedy = folderRemedy(folder, reason)) {
    super(`DATA_DIR ${folder} is not usable (${reason}); ${remedy}.`);
    this.name = "FolderUnusableError";
  }
}

/** What to do with a data folder that the system refuses with a code. */
export function folderRemedy(folder: string, code: string): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "its disk is full: make room there, nothing is lost meanwhile";
    case "EROFS":
      return "its disk is read-only: see why (dmesg, mount), and let it be written to again";
    case "EACCES":
    case "EPERM":
      if (existsSync(folder))
        return `use the account that it belongs to (sudo -u ${accountOf(folder)} …), or give a folder this one may write to`;
      return `make it for this account (sudo install -d -m 700 -o ${ourAccount() ?? "ACCOUNT"} ${folder}), or give a folder it may write to; see .env.example`;
  }
  return "give a folder this process may write to, such as ./data; see .env.example";
}

/** Who has a data folder: the service, or the desk for one command. */
type Holder = { pid: string; isDesk: boolean };

/** Another process serves this data folder. */
export class FolderTakenError extends Error {
  constructor(folder: string, { pid, isDesk }: Holder) {
    super(
      isDesk
        ? `The desk (process ${pid}) is linking or unlinking WhatsApp, or restoring a backup, in DATA_DIR ${folder} just now. Wait until that has ended, then run this again.`
        : `DATA_DIR ${folder} is already served by process ${pid}. Stop that one first (Ctrl-C where it runs, "systemctl stop sinetral", or "kill ${pid}"), or give this one another DATA_DIR.`,
    );
    this.name = "FolderTakenError";
  }
}

/**
 * Takes a data folder for this process and returns what gives it back. The operating system gives it back too when the
 * process dies, however it dies: the claim is SQLite's own file lock, the recorded number only names the holder. A restore that was
 * cut off is finished.
 */
export function takeFolder(folder: string, { isDesk } = { isDesk: false }): () => void {
  makeFolder(folder);
  refuseForeign(folder);
  refuseNotAllowed(folder);
  const name = new Sqlite(join(folder, "owner.db"), { timeout: 200 });
  const claim = new Sqlite(join(folder, "owner.lock"), { timeout: 0 });
  try {
    claim.pragma("locking_mode = EXCLUSIVE");
    claim.exec("begin exclusive");
  } catch (error) {
    claim.close();
    const owner = holderOf(name);
    name.close();
    if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY") === true)
      throw new FolderTakenError(folder, owner);
    throw error;
  }
  name.exec("create table if not exists owner (one integer primary key check (one = 1), pid integer not null)");
  name.prepare("insert into owner values (1, ?) on conflict (one) do update set pid = excluded.pid").run(process.pid);
  name.exec("create table if not exists desk (pid integer not null); delete from desk");
  if (isDesk) name.prepare("insert into desk values (?)").run(process.pid);
  name.close();
  settleRestore(folder);
  return () => claim.close();
}

/** Root would leave files that the account of the folder, and so its service, could not use. */
function refuseForeign(folder: string): void {
  const owner = foreignToRoot(folder);
  if (owner !== undefined)
    throw new FolderUnusableError(
      folder,
      `it belongs to ${owner}, who could not use what root leaves there`,
      `run the same as that account: sudo -u ${owner} …`,
    );
}

function refuseNotAllowed(folder: string): void {
  const other = notAllowed(["owner.db", "owner.lock"].map((name) => join(folder, name)));
  if (other !== undefined)
    throw new FolderUnusableError(folder, `${basename(other)} in it belongs to ${accountOf(other)}`, giveBack(folder));
}

/**
 * Finishes a restore that was cut off, for whoever opens a data folder without taking it, and refuses root where the folder is another
 * account's. Throws as {@link takeFolder} does.
 */
export function settleFolder(folder: string): void {
  refuseForeign(folder);
  if (isRestoring(folder)) takeFolder(folder, { isDesk: true })();
}

/** Makes the data folder if it is not there. Throws {@link FolderUnusableError}. */
export function makeFolder(folder: string): void {
  try {
    // Making all parents at once never ends under /proc, so they are made only where the parent is missing.
    mkdirSync(folder, { recursive: !existsSync(dirname(resolve(folder))), mode: 0o700 });
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw unusable(folder, error);
  }
  try {
    accessSync(join(folder, "."), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
}

function unusable(folder: string, error: unknown): FolderUnusableError {
  return new FolderUnusableError(folder, (error as { code?: string }).code ?? "unknown");
}

/**
 * The process that serves a folder now, or the desk that has it for one command; undefined when none does. Throws a
 * {@link FolderUnusableError} where that is not for this account to see.
 */
export function servingProcess(folder: string): { pid: number; isDesk: boolean } | undefined {
  if (!existsSync(join(folder, "owner.lock"))) return undefined;
  refuseNotAllowed(folder);
  const claim = new Sqlite(join(folder, "owner.lock"), { timeout: 0 });
  try {
    claim.exec("begin exclusive");
    return undefined;
  } catch {
    // Somebody holds it: that is what was asked.
    const name = new Sqlite(join(folder, "owner.db"), { readonly: true });
    const { pid, isDesk } = holderOf(name);
    name.close();
    return Number.isInteger(Number(pid)) ? { pid: Number(pid), isDesk } : undefined;
  } finally {
    claim.close();
  }
}

function holderOf(name: Sqlite.Database): Holder {
  const first = (sql: string) => {
    try {
      return (name.prepare(sql).get() as { pid: number } | undefined)?.pid;
    } catch {
      // Written by an earlier version, or just being written: not known.
      return undefined;
    }
  };
  const pid = first("select pid from owner");
  return { pid: String(pid ?? "unknown"), isDesk: pid !== undefined && first("select pid from desk") === pid };
}
