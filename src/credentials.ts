import { readFileSync } from "node:fs";
import { join } from "node:path";

const SECRETS = ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "OPENAI_API_KEY"] as const;
/** This one stays where it is; only its place becomes a setting. */
const STORE_KEY = "WHATSAPP_STORE_KEY";
/** What may be given as a file of that name in $CREDENTIALS_DIRECTORY: everything that is secret. */
export const credentialNames: readonly string[] = [...SECRETS, STORE_KEY];

const MOST_BYTES = 64 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** What was given as credentials, by the name of the setting, and what is wrong with them; never a value. */
export type Credentials = { given: Record<string, string>; problems: string[] };

/**
 * Reads what systemd (LoadCredential=) or a container's secrets put into $CREDENTIALS_DIRECTORY, so that no secret has to stand in
 * `.env` or in the environment, which every child of a process has. A secret that is given in both ways is a problem: nobody could
 * tell which one counts.
 */
export function readCredentials(environment: Environment): Credentials {
  const { CREDENTIALS_DIRECTORY: folder = "" } = environment;
  const found: Credentials = { given: {}, problems: [] };
  if (folder === "") return found;
  for (const name of SECRETS) {
    const content = contentOf(join(folder, name));
    if (content.kind === "absent" || content.value === "") continue;
    if (content.kind === "unreadable") found.problems.push(`${name} is not usable: ${content.why}.`);
    else if (isSet(environment, name)) found.problems.push(twice(name));
    else found.given[name] = content.value;
  }
  const key = contentOf(join(folder, STORE_KEY));
  if (key.kind === "absent" || key.value === "") return found;
  if (isSet(environment, `${STORE_KEY}_FILE`)) found.problems.push(twice(`${STORE_KEY}_FILE`));
  else found.given[`${STORE_KEY}_FILE`] = join(folder, STORE_KEY);
  return found;
}

type Content =
  | { kind: "absent"; value?: undefined }
  | { kind: "unreadable"; why: string; value?: undefined }
  | { kind: "text"; value: string };

function contentOf(file: string): Content {
  try {
    const content = readFileSync(file);
    if (content.length > MOST_BYTES) return { kind: "unreadable", why: "its credential is larger than 64 KiB" };
    // Whoever writes one with an editor or echo ends its line.
    return { kind: "text", value: content.toString("utf8").trim() };
  } catch (error) {
    const code = (error as { code?: string }).code ?? "unknown";
    return code === "ENOENT"
      ? { kind: "absent" }
      : { kind: "unreadable", why: `its credential cannot be read (${code})` };
  }
}

const isSet = (environment: Environment, name: string) => (environment[name] ?? "") !== "";

const twice = (name: string) =>
  `${name} is set twice, in .env or the environment and as a credential; take one of the two away.`;
