import type { ReadStream, WriteStream } from "node:tty";

export type PromptStreams = { input: ReadStream; output: WriteStream };

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const BACKSPACES = ["\u007f", "\b"];

/**
 * Asks for something on a terminal that is not shown while it is typed; empty when only Enter was pressed or the input
 * ended. Ctrl-C is the signal it always is.
 */
export function askHidden(question: string, { input, output }: PromptStreams): Promise<string> {
  output.write(question);
  return new Promise((resolve) => {
    let typed: string[] = [];
    const end = () => {
      input.off("data", take);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
    };
    const take = (chunk: Buffer) => {
      for (const letter of chunk.toString("utf8")) {
        if (letter === CTRL_C) {
          end();
          process.kill(process.pid, "SIGINT");
          return;
        }
        if (["\r", "\n", CTRL_D].includes(letter)) {
          end();
          resolve(typed.join(""));
          return;
        }
        typed = BACKSPACES.includes(letter) ? typed.slice(0, -1) : [...typed, letter];
      }
    };
    input.setRawMode(true);
    input.on("data", take);
    input.resume();
  });
}

/** Both ends of a terminal, or undefined where nobody could type. */
export function terminalOf({ stdin, stderr }: { stdin: unknown; stderr: unknown }): PromptStreams | undefined {
  return isTerminal<ReadStream>(stdin) && isTerminal<WriteStream>(stderr)
    ? { input: stdin, output: stderr }
    : undefined;
}

function isTerminal<Stream extends { isTTY: boolean }>(stream: unknown): stream is Stream {
  return (stream as Stream).isTTY === true;
}
