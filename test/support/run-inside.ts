import { Readable, Writable } from "node:stream";
import type { Run } from "../../src/shell.ts";
import { type Finished, sharedFolder } from "./process.ts";

/**
 * Runs a command line inside this process, as its entry would in one of its own: the same arguments, input and
 * environment, the same output and exit code, without the second that a start costs. Fails when the command reaches past
 * its shell to the process.
 */
export async function runInside(
  run: Run,
  args: readonly string[],
  { input = "", environment = {} }: { input?: string | Buffer; environment?: Record<string, string> } = {},
): Promise<Finished> {
  const before = stateOfProcess();
  const stdout = collector();
  const stderr = collector();
  const code = await run(args, {
    environment: { DATA_DIR: sharedFolder, ...environment },
    stdin: Readable.from([Buffer.from(input)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    colour: false,
    stopped: () => new AbortController().signal,
  });
  if (stateOfProcess() !== before) throw new Error(`${args.join(" ")} changed the process it ran in`);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function stateOfProcess(): string {
  const { exitCode, env } = process;
  return JSON.stringify([exitCode, process.cwd(), env]);
}

function collector(): { stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
