import type { Command } from "commander";
import { unlinkedText, unlinkHere } from "../linked-device.ts";
import { terminalOf } from "../passphrase.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { makeFolder } from "../stores/owner.ts";
import type { ControlLine } from "../web/control-lines.ts";
import { BrokenError, RefusedError } from "./desk-error.ts";
import { printLines } from "./output.ts";
import { callService } from "./service-call.ts";

/** `desk whatsapp unlink`: takes the number from this service, through it when it runs. */
export function addUnlink(whatsapp: Command, shell: Shell): void {
  whatsapp
    .command("unlink")
    .description("log the linked device out and forget its session")
    .action(() => unlink(shell));
}

async function unlink(shell: Shell): Promise<void> {
  const settings = readSettings(shell.environment);
  makeFolder(settings.DATA_DIR);
  let last: ControlLine | undefined;
  const throughService = await callService(settings.DATA_DIR, { do: "unlink" }, (line) => {
    last = line;
  });
  if (!throughService || last?.kind === "off") {
    const sources = { settings, environment: shell.environment, terminal: terminalOf(shell) };
    return printLines(shell, [await unlinkHere(sources, { beside: throughService })]);
  }
  if (last?.kind === "refused") throw new RefusedError(last.text);
  if (last?.kind !== "unlinked") throw new BrokenError("the service ended before it was done; run this again");
  printLines(shell, [unlinkedText(last.told)]);
}
