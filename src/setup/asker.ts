import type { Readable, Writable } from "node:stream";
import confirm from "@inquirer/confirm";
import input from "@inquirer/input";
import password from "@inquirer/password";
import select from "@inquirer/select";

/** Whoever was asked does not go on: Ctrl-C, Ctrl-D, or the terminal is gone. */
export class StoppedError extends Error {
  constructor() {
    super("stopped");
    this.name = "StoppedError";
  }
}

/** Asks somebody at a terminal; every question throws a {@link StoppedError} when they leave. */
export type Asker = {
  /** A headline, what it is about, and how the same is done by hand. */
  topic(title: string, about: readonly string[], byHand: string): void;
  say(...lines: string[]): void;
  /** Enter takes what stands in brackets. */
  text(question: string, usual: string): Promise<string>;
  /** Never shown; empty on Enter. */
  secret(question: string): Promise<string>;
  yes(question: string, usual: boolean): Promise<boolean>;
  choose<Value extends string>(
    question: string,
    choices: ReadonlyArray<{ value: Value; name: string }>,
    usual: Value,
  ): Promise<Value>;
};

const LEFT = ["ExitPromptError", "AbortPromptError", "CancelPromptError"];

const yesNo = { yes: "Ya", no: "Tidak", error: () => 'Jawab "y" (ya) atau "t" (tidak)' };

/** Asks over these streams, which a terminal is at. */
export function createAsker(stdin: Readable, stdout: Writable): Asker & { close(): void } {
  const gone = new AbortController();
  const leave = () => gone.abort();
  // The library itself would wait for ever.
  const typed = (_: unknown, key?: { ctrl?: boolean; name?: string }) => {
    if (key?.ctrl === true && key.name === "d") leave();
  };
  stdin.on("end", leave).on("close", leave).on("keypress", typed);
  const context = { input: stdin, output: stdout, signal: gone.signal };
  const say = (...lines: string[]) => void stdout.write(lines.map((line) => `${line}\n`).join(""));

  async function asked<Value>(answer: Promise<Value>): Promise<Value> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Error && LEFT.includes(error.name)) throw new StoppedError();
      throw error;
    }
  }

  return {
    say,
    topic: (title, about, byHand) => say("", `— ${title} —`, ...about, `(dengan tangan: ${byHand})`),
    text: async (question, usual) =>
      (await asked(input({ message: question, ...(usual === "" ? {} : { default: usual }) }, context))).trim(),
    secret: async (question) =>
      (
        await asked(
          password(
            { message: question, toggleMask: false, theme: { style: { maskedText: "(tidak ditampilkan)" } } },
            context,
          ),
        )
      ).trim(),
    yes: (question, usual) =>
      asked(confirm({ message: question, default: usual, theme: { keywords: yesNo } }, context)),
    choose: (question, choices, usual) =>
      asked(
        select(
          {
            message: question,
            choices: [...choices],
            default: usual,
            theme: { style: { keysHelpTip: () => "panah atas/bawah memilih, Enter setuju" } },
          },
          context,
        ),
      ),
    close() {
      stdin.off("end", leave).off("close", leave).off("keypress", typed);
    },
  };
}
