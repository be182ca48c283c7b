/** `npm run soak -- NAME`: an issue's full counts, with progress and a state to go on from, also when it is stopped. */
import { mkdirSync } from "node:fs";
import { constants } from "node:os";
import { endStarted } from "../support/process.ts";
import { soakAnswers } from "./answers.ts";
import { soakAttacks } from "./attacks.ts";
import { soakDay } from "./day.ts";
import { soakDelivery } from "./delivery.ts";
import { soakFuzz } from "./fuzz.ts";
import { soakImport } from "./import.ts";
import { soakLeaving } from "./leaving.ts";
import { soakTelegram } from "./telegram.ts";
import { soakGuesses, soakTipKills, soakTips } from "./tips.ts";
import { soakWhatsApp } from "./whatsapp.ts";

const soaks: Readonly<Record<string, (folder: string) => Promise<{ passed: number; failed: number }>>> = {
  answers: soakAnswers,
  attacks: soakAttacks,
  day: soakDay,
  delivery: soakDelivery,
  fuzz: soakFuzz,
  guesses: soakGuesses,
  import: soakImport,
  leaving: soakLeaving,
  telegram: soakTelegram,
  tips: soakTips,
  "tips-kills": soakTipKills,
  whatsapp: soakWhatsApp,
};

const FOLDER = "data/soak";
const name = process.argv[2] ?? "";
const soak = soaks[name];
if (soak === undefined) {
  process.stderr.write(`soak: name one of ${Object.keys(soaks).join(", ")}\n`);
  process.exit(2);
}
// Whatever ends it, the bots it started end with it.
process.once("exit", endStarted);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.once(signal, () => process.exit(128 + constants.signals[signal]));
// A signal for npm ends npm and the shell between, and does not come here.
const shell = process.env["npm_lifecycle_event"] === "soak" ? process.ppid : undefined;
setInterval(() => {
  if (shell !== undefined && process.ppid !== shell) process.exit(128 + constants.signals.SIGTERM);
}, 1_000).unref();
mkdirSync(FOLDER, { recursive: true });
const { passed, failed } = await soak(FOLDER);
process.stdout.write(`soak ${name}: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
