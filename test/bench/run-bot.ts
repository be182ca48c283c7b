import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A bot in a process of its own. */
export type RunningBot = {
  /** Resident memory in bytes; undefined where there is no /proc. */
  memory(): number | undefined;
  /** Processor time so far in milliseconds, to the next 10. */
  processorMs(): number | undefined;
  /** Asks it for something. */
  say(what: object): void;
  close(): Promise<void>;
};

const PROJECT = join(import.meta.dirname, "..", "..");
/** Those that `npm start` gives; the peer gets them too, so that memory is compared and not settings. */
const FLAGS = (
  JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { scripts: { start: string } }
).scripts.start
  .split(" ")
  .filter((part) => part.startsWith("--"));
const TICK_MS = 10;

/**
 * Starts a bot's file with a task and a data folder of its own, and resolves when it says that it is ready. What else it
 * says goes to `told`.
 */
export async function runBot(
  file: string,
  task: object,
  told: (said: unknown) => void = () => {},
): Promise<RunningBot> {
  const dataFolder = await mkdtemp(join(tmpdir(), "bench-"));
  const child = fork(join(import.meta.dirname, file), [JSON.stringify({ ...task, dataFolder })], {
    cwd: PROJECT,
    execArgv: [...FLAGS, ...extraFlags()],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  // Not "close", which does not come when this side has let go of the channel.
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const cleared = ended.then(() => rm(dataFolder, { recursive: true, force: true }));
  await new Promise<void>((resolve, reject) => {
    child.on("message", (said) => (said === "ready" ? resolve() : told(said)));
    child.once("exit", (code) => reject(new Error(`the bot ended with exit code ${code}`)));
  });
  return {
    memory: () => kilobytes(child.pid),
    processorMs: () => ticks(child.pid),
    say: (what) => void child.send(what),
    async close() {
      if (child.connected) child.disconnect();
      await cleared;
    },
  };
}

/** `BENCH_BOT_FLAGS=--cpu-prof` shows where a bot's time goes. */
function extraFlags(): string[] {
  return process.env["BENCH_BOT_FLAGS"]?.split(" ") ?? [];
}

function kilobytes(pid: number | undefined): number | undefined {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readProcess(pid, "status"))?.[1];
  return found === undefined ? undefined : Number(found) * 1024;
}

/** User and system time are the 14th and 15th field; the name before them may hold blanks. */
function ticks(pid: number | undefined): number | undefined {
  const fields = readProcess(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
  const [user, system] = [fields[11], fields[12]];
  return user === undefined || system === undefined ? undefined : (Number(user) + Number(system)) * TICK_MS;
}

function readProcess(pid: number | undefined, file: "status" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
