import { fstatSync, statSync } from "node:fs";
import { type Settings, SettingsError } from "./settings.ts";

/**
 * Throws a {@link SettingsError} where a service of systemd has no channel: it would be the bot in a terminal at which nobody can type,
 * end at once as if all were well, and not be started again.
 */
export function refuseUnheard(
  { TELEGRAM_BOT_TOKEN, WHATSAPP }: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  { stdin, stderr } = { stdin: 0, stderr: 2 },
): void {
  if (TELEGRAM_BOT_TOKEN !== undefined || WHATSAPP !== "off") return;
  if (!isJournal(stderr, environment["JOURNAL_STREAM"]) || !isNothing(stdin)) return;
  throw new SettingsError([
    "No channel is set: TELEGRAM_BOT_TOKEN is neither a credential of that name nor in .env, and WHATSAPP is off. " +
      'See docs/operations.md, "Under systemd".',
  ]);
}

/** Whether systemd's own journal reads it, and not somebody who was started by a service of systemd. */
function isJournal(descriptor: number, stream = ""): boolean {
  try {
    const { dev, ino } = fstatSync(descriptor);
    return stream === `${dev}:${ino}`;
  } catch {
    // Closed: nobody reads it.
    return false;
  }
}

function isNothing(descriptor: number): boolean {
  try {
    const [ours, nothing] = [fstatSync(descriptor), statSync("/dev/null")];
    return ours.isCharacterDevice() && ours.rdev === nothing.rdev;
  } catch {
    // Closed, or a system without it.
    return false;
  }
}
