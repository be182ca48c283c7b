import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Finished = { code: number | null; stdout: string; stderr: string };

const root = join(import.meta.dirname, "..", "..");

/** What all tests of a run share, by the number of its process; `test-run.ts` removes it. */
export const sharedBy = (run: number) => join(tmpdir(), `sinetral-test-${run}`);

/** The data folder of command lines that a test gives none of their own. */
export const sharedFolder = join(sharedBy(process.ppid), "data");

/** A data folder of its own, removed with {@link removeFolder}. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "sinetral-"));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Starts one of the entries in `src/` as its own process, with only the environment given. */
export function startEntry(
  entry: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return startFile(join("src", entry), args, { DATA_DIR: sharedFolder, ...environment });
}

/** So that a process compiles nothing that another of the same run has compiled before; for those with no other environment. */
export const compiledBefore = () => ({ NODE_COMPILE_CACHE: process.env["TEST_COMPILE_CACHE"] ?? "" });

/** Starts any file of the repository so, as another user where one is given. */
export function startFile(
  file: string,
  args: readonly string[],
  environment: Record<string, string>,
  uid?: number,
): ChildProcessWithoutNullStreams {
  const { PATH = "" } = process.env;
  const env = { PATH, ...compiledBefore(), ...environment };
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env, ...(uid === undefined ? {} : { uid }) });
  return endedWithOthers(child);
}

const running = new Set<ChildProcess>();

/** A child that {@link endStarted} ends, should it run then. */
export function endedWithOthers<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Ends at once whatever was started and still runs. */
export function endStarted(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Runs an entry to its end with some input. */
export function runEntry(
  entry: string,
  args: readonly string[] = [],
  { input = "", environment = {} }: { input?: string | Buffer; environment?: Record<string, string> } = {},
): Promise<Finished> {
  const child = startEntry(entry, args, environment);
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return finish(child);
}

/** Collects what a process prints until it ends. */
export function finish(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Resolves when the process has printed `text` on stdout. */
export function printed(child: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  let seen = "";
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      seen += chunk;
      if (seen.includes(text)) resolve();
      // Of what a long-lived process prints only what may be the beginning of it is looked at again.
      seen = seen.slice(-text.length);
    });
    const over = () => reject(new Error(`ended before printing ${text}`));
    if (child.stdout.closed) over();
    child.once("close", over);
  });
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
