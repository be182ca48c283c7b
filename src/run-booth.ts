import { writeFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { buildBooth } from "./booth/build.ts";
import { errorName } from "./log.ts";
import { EXIT, type Run, within } from "./shell.ts";

/** Writes the booth and prints a line as `sha256sum` does, so that `sha256sum -c` takes it. */
export const runBooth: Run = async (args, shell) => {
  const command = within(new Command("booth"), shell)
    .description(
      "Makes the page with which readers open sealed reports on a laptop without a network, and prints its SHA-256.",
    )
    .option("--out <file>", "where to write it", "booth.html");
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  }
  const { out } = command.opts<{ out: string }>();
  const { html, sha256 } = await buildBooth();
  try {
    await writeFile(out, html);
  } catch (error) {
    shell.stderr.write(`booth: ${out} cannot be written (${errorName(error)}); name another file with --out\n`);
    return EXIT.badInput;
  }
  shell.stdout.write(`${sha256}  ${out}\n`);
  return EXIT.done;
};
