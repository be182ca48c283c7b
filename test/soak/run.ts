/** `npm run soak -- NAME`: an issue's full counts, with progress and a state to go on from. */
import { mkdirSync } from "node:fs";
import { soakAnswers } from "./answers.ts";
import { soakDelivery } from "./delivery.ts";
import { soakImport } from "./import.ts";
import { soakTelegram } from "./telegram.ts";
import { soakWhatsApp } from "./whatsapp.ts";

const soaks: Readonly<Record<string, (folder: string) => Promise<{ passed: number; failed: number }>>> = {
  answers: soakAnswers,
  delivery: soakDelivery,
  import: soakImport,
  telegram: soakTelegram,
  whatsapp: soakWhatsApp,
};

const FOLDER = "data/soak";
const name = process.argv[2] ?? "";
const soak = soaks[name];
if (soak === undefined) {
  process.stderr.write(`soak: name one of ${Object.keys(soaks).join(", ")}\n`);
  process.exit(2);
}
mkdirSync(FOLDER, { recursive: true });
const { passed, failed } = await soak(FOLDER);
process.stdout.write(`soak ${name}: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
