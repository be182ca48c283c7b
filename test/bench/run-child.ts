import { fork, spawn } from "node:child_process";
import { join } from "node:path";
import { startWatch } from "./figures.ts";
import type { Result, Task } from "./task.ts";

const LIMIT_MS = 180_000;
const projectFolder = join(import.meta.dirname, "..", "..");

/** Runs a task in a process of its own; what is missing from the result was not finished in time. */
export function runTask(task: Task): Promise<Result> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, "child.ts"), [JSON.stringify(task)], {
      cwd: projectFolder,
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const result: Result = {};
    const limit = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    child.on("message", (part) => Object.assign(result, part));
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      if (code !== 0) process.stderr.write(`  not finished (${signal ?? `exit code ${code}`})\n`);
      resolve(result);
    });
  });
}

/** Milliseconds from starting `ask`, with that data folder, to the first byte of its answer. */
export function timeFirstAnswer(question: string, dataFolder: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const elapsed = startWatch();
    const child = spawn(process.execPath, [join(projectFolder, "src", "ask.ts"), question], {
      cwd: projectFolder,
      env: { ...process.env, DATA_DIR: dataFolder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let first: number | undefined;
    child.stdout.on("data", () => {
      first ??= elapsed();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && first !== undefined) resolve(first);
      else reject(new Error(`ask ended with exit code ${code}`));
    });
  });
}
