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
import { linkingAs, noteLinking } from "./whatsapp-audit.ts";

/** `desk whatsapp unlink`: takes the number from this service, through it when it runs. */
export function addUnlink(whatsapp: Command, shell: Shell): void {
  whatsapp
    .command("unlink")
    .option("--as <officer>", "the admin who does it, for the audit")
    .description("log the linked device out and forget its session")
    .action((options) => unlink(shell, options));
}

async function unlink(shell: Shell, { as }: { as?: string }): Promise<void> {
  const settings = readSettings(shell.environment);
  makeFolder(settings.DATA_DIR);
  const who = await linkingAs(shell, as);
  let last: ControlLine | undefined;
  const throughService = await callService(settings.DATA_DIR, { do: "unlink" }, (line) => {
    last = line;
  });
  if (!throughService || last?.kind === "off") {
    const sources = { settings, environment: shell.environment, terminal: terminalOf(shell) };
    const unlinked = await unlinkHere(sources, { beside: throughService });
    if (unlinked !== undefined) await noteLinking(shell, who, "whatsapp-unlinked");
    return printLines(shell, [unlinked ?? "no device is linked here"]);
  }
  if (last?.kind === "refused") throw new RefusedError(last.text);
  if (last?.kind !== "unlinked") throw new BrokenError("the service ended before it was done; run this again");
  await noteLinking(shell, who, "whatsapp-unlinked");
  printLines(shell, [unlinkedText(last.told)]);
}
