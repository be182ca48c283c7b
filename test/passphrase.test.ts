import { PassThrough } from "node:stream";
import type { ReadStream, WriteStream } from "node:tty";
import { describe, expect, it } from "vitest";
import { askHidden } from "../src/passphrase.ts";

/** A keyboard and a screen that tell what they were used for. */
function terminal() {
  const keyboard = Object.assign(new PassThrough(), { raw: false, setRawMode: (on: boolean) => (keyboard.raw = on) });
  const screen = new PassThrough();
  let shown = "";
  screen.on("data", (chunk) => {
    shown += chunk;
  });
  const streams = { input: keyboard as unknown as ReadStream, output: screen as unknown as WriteStream };
  return { keyboard, streams, shown: () => shown };
}

describe("a passphrase", () => {
  it("is taken without being shown, with what was wiped out left out", async () => {
    const { keyboard, streams, shown } = terminal();
    const typed = askHidden("Passphrase: ", streams);
    expect(keyboard.raw).toBe(true);
    for (const piece of ["rahasiaX\u007f k", "ita é\r"]) keyboard.write(piece);
    expect(await typed).toBe("rahasia kita é");
    expect(keyboard.raw).toBe(false);
    expect(shown()).toBe("Passphrase: \n");
  });

  it("is empty when only Enter is pressed", async () => {
    const { keyboard, streams } = terminal();
    const typed = askHidden("Passphrase: ", streams);
    keyboard.write("\n");
    expect(await typed).toBe("");
  });

  it("lets Ctrl-C stop the process, with the terminal as it was", async () => {
    const { keyboard, streams } = terminal();
    const stopped = new Promise<void>((resolve) => process.once("SIGINT", () => resolve()));
    void askHidden("Passphrase: ", streams);
    keyboard.write("\u0003");
    await stopped;
    expect(keyboard.raw).toBe(false);
  });
});
