import type { Readable, Writable } from "node:stream";
import type { Command } from "commander";
import { loadEnvironment } from "./environment.ts";
import { errorName } from "./log.ts";
import { SettingsError } from "./settings.ts";

/** How a command line ends. */
export const EXIT = { done: 0, refused: 1, badInput: 2, broken: 3 } as const;

/** Where a command line was called: what is set there, what it reads, and where it writes. */
export type Shell = {
  environment: Readonly<Record<string, string | undefined>>;
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Whether stdout shows colours. */
  colour: boolean;
  /** Aborted when somebody wants the command to stop; without asking for this, stopping simply ends it. */
  stopped(): AbortSignal;
};

/** A command line: does what its arguments say and resolves to the exit code. It touches nothing of the process but its shell. */
export type Run = (args: readonly string[], shell: Shell) => Promise<number>;

/** Runs a command line as this very process. What it did not expect ends it with a sentence, by the error's name alone. */
export async function runAsProcess(name: string, run: Run): Promise<void> {
  const { stdin, stdout, stderr } = process;
  // The reader of our output went away (`… | head`): nobody is left to tell.
  stdout.once("error", () => process.exit(EXIT.done));
  const broken = (error: string) => void stderr.write(`${name}: cannot go on (${error})\n`);
  endQuietlyOnBugs(broken);
  try {
    loadEnvironment();
    const colour = stdout.isTTY === true && stdout.hasColors();
    const shell = { environment: process.env, stdin, stdout, stderr, colour, stopped };
    process.exitCode = await run(process.argv.slice(2), shell);
  } catch (error) {
    if (error instanceof SettingsError) {
      stderr.write(`${error.message}\n`);
      process.exitCode = EXIT.badInput;
    } else {
      broken(errorName(error));
      process.exitCode = EXIT.broken;
    }
  }
  // Libraries leave timers behind that would hold the process for half a minute.
  stdout.write("", () => process.exit());
}

/** What nobody caught is a bug; Node would print it whole, with whatever a person wrote in it. Tells its name and ends the process. */
export function endQuietlyOnBugs(tell: (error: string) => void): void {
  process.on("uncaughtException", (error) => {
    tell(errorName(error));
    process.exit(EXIT.broken);
  });
}

function stopped(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  return stopping.signal;
}

/** Lets a command write its help and complaints to the shell, and end with an error instead of ending the process. */
export function within<C extends Command>(command: C, { stdout, stderr }: Shell): C {
  return command
    .exitOverride()
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) });
}
