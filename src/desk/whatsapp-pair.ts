import type { Command } from "commander";
import type { PairingRequest, PairingStep } from "../chat/pairing.ts";
import { linkHere } from "../linked-device.ts";
import { terminalOf } from "../passphrase.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { makeFolder } from "../stores/owner.ts";
import type { ControlLine } from "../web/control-lines.ts";
import { BadInputError, BrokenError, RefusedError } from "./desk-error.ts";
import { openPairingPicture } from "./pairing-picture.ts";
import { jsonScreen, peopleScreen } from "./pairing-screen.ts";
import { phoneDigits } from "./phone-number.ts";
import { callService } from "./service-call.ts";
import { linkingAs, noteLinking } from "./whatsapp-audit.ts";

type Options = { phone?: string; json?: boolean; png?: string; as?: string };

/** `desk whatsapp pair`: links the office's number, through the service when it runs. */
export function addPair(whatsapp: Command, shell: Shell): void {
  whatsapp
    .command("pair")
    .option("--phone <number>", "link with a code instead of a QR: the number of the phone, such as 0812…")
    .option("--json", 'one JSON line for each QR or code, then {"paired":true}')
    .option("--png <file>", "write the QR into a PNG file instead, for as long as it is good")
    .option("--as <officer>", "the admin who does it, for the audit")
    .description("link the office's WhatsApp number to this service; also while it runs")
    .action((options) => pair(shell, options));
}

async function pair(shell: Shell, { phone, json, png, as }: Options): Promise<void> {
  if (phone !== undefined && png !== undefined) throw new BadInputError("use either --phone or --png");
  const request = requestFor(phone);
  const settings = readSettings(shell.environment);
  makeFolder(settings.DATA_DIR);
  const who = await linkingAs(shell, as);
  const picture = png === undefined ? undefined : openPairingPicture(png);
  const screen = json === true ? jsonScreen(shell) : peopleScreen(shell.stdout, png);
  const undrawable = new AbortController();
  const signal = AbortSignal.any([shell.stopped(), undrawable.signal]);
  let last: PairingStep | undefined;
  let drawing: Promise<void> = Promise.resolve();
  const show = (step: PairingStep) => {
    last = step;
    if (step.kind !== "qr" || picture === undefined) return screen.show(step);
    drawing = drawing.then(() => picture.show(step.text)).then(() => screen.show(step));
    drawing.catch(() => undrawable.abort());
  };
  try {
    const throughService = await callService(
      settings.DATA_DIR,
      { do: "pair", ...request },
      (line) => show(stepOf(line)),
      signal,
    );
    const sources = { settings, environment: shell.environment, terminal: terminalOf(shell) };
    if (!throughService) {
      if (settings.WHATSAPP === "off")
        shell.stderr.write("WHATSAPP=off: the service uses this link only when it is started with WHATSAPP=baileys.\n");
      await linkHere(sources, request, show, signal);
    }
    await drawing;
  } finally {
    screen.end();
    // What went wrong with it was thrown above.
    await drawing.catch(() => undefined);
    await picture?.remove();
  }
  concludeFrom(last, signal.aborted);
  await noteLinking(shell, who, "whatsapp-linked");
}

function requestFor(phone: string | undefined): PairingRequest {
  if (phone === undefined) return {};
  const digits = phoneDigits(phone);
  // What was typed may be somebody's number all the same, and is not repeated.
  if (digits === undefined)
    throw new BadInputError("--phone is not a phone number; write it like 081234567890 or +62 812-3456-7890");
  return { phone: digits };
}

function stepOf(line: ControlLine): PairingStep {
  if (line.kind === "refused") return { kind: "failed", text: line.text };
  if (line.kind === "health" || line.kind === "unlinked" || line.kind === "off" || line.kind === "log-level")
    throw new BrokenError("the service answered something else");
  return line;
}

function concludeFrom(last: PairingStep | undefined, stopped: boolean): void {
  if (last?.kind === "paired") return;
  if (last?.kind === "failed") throw new RefusedError(last.text);
  if (stopped) throw new RefusedError("stopped; nothing is linked");
  throw new BrokenError("the service ended before the number was linked; start it and run this again");
}
