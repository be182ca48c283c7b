import { existsSync } from "node:fs";
import { settingsSchema } from "../settings.ts";
import { readEnvFile, valuesIn } from "../setup/env-file.ts";
import { withinOneEdit } from "../tips/near-words.ts";
import type { Finding } from "./finding.ts";

const KNOWN = Object.keys(settingsSchema.shape);
/** What no other program is set by. */
const OURS = /^(?:TELEGRAM|WHATSAPP|OPENAI|OFFICE|TIPS|MODEL|QUIET)_/;

/** What is wrong with `.env` that its settings do not show: who may read it, and lines that set nothing. Values are never shown. */
export function checkEnvFile(file: string): Finding[] {
  if (!existsSync(file)) return [];
  const { text, openToOthers } = readEnvFile(file, file);
  const open: Finding[] = openToOthers
    ? [
        {
          ...{ name: "settings", level: "warn", says: `${file}, with the tokens in it, may be read by other accounts` },
          remedy: `chmod 600 ${file}`,
        },
      ]
    : [];
  return [...open, ...Object.keys(valuesIn(text)).flatMap(unknown), ...linesWithout(file, text)];

  function unknown(name: string): Finding[] {
    if (KNOWN.includes(name)) return [];
    const meant = KNOWN.find((known) => withinOneEdit(name.toUpperCase(), known) || name.toUpperCase() === known);
    if (meant === undefined && !OURS.test(name)) return [];
    const says = `${name} in ${file} is no setting, so it sets nothing`;
    const remedy = meant === undefined ? "see .env.example for the names of all" : `write ${meant}`;
    return [{ name: "settings", level: "warn", says, remedy }];
  }
}

/** A line that is neither a remark nor `NAME=value`; Node passes over it. */
function linesWithout(file: string, text: string): Finding[] {
  // Whoever writes a value over several lines knows what they do.
  if (/=\s*(["'`])(?:(?!\1)[^\n])*\n/.test(text)) return [];
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (/^\s*(?:#.*|[^=#\s].*=.*)?$/.test(line)) return [];
    const says = `line ${at + 1} of ${file} is not NAME=value, so it sets nothing`;
    return [{ name: "settings", level: "warn" as const, says, remedy: "put it right, or a # before it" }];
  });
}
