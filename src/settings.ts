import { z } from "zod";
import { readCredentials } from "./credentials.ts";
import { logLevels } from "./log.ts";
import { Secret } from "./secret.ts";

/** TLS, or this machine itself: what goes over it carries tokens and what people write. No path, for it would be lost. */
const safeUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  // A check of zod goes on after one that failed: what is no address arrives here too.
  const { protocol, hostname = "", pathname, search } = URL.parse(url) ?? {};
  const isSafe = protocol === "https:" || LOOPBACK.includes(hostname);
  return isSafe && pathname === "/" && search === "";
});

/** TLS, or this machine itself: nothing but TLS proves that the other side is WhatsApp. */
const socketUrl = z.url({ protocol: /^wss?$/ }).refine((url) => {
  const { protocol, hostname = "" } = URL.parse(url) ?? {};
  return protocol === "wss:" || LOOPBACK.includes(hostname);
});

/** As {@link safeUrl}, but the API lies under a path. A password in it would be shown where addresses are shown. */
const apiUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  const { protocol, hostname = "", search, hash, username, password } = URL.parse(url) ?? {};
  const isSafe = protocol === "https:" || LOOPBACK.includes(hostname);
  return isSafe && [search, hash, username, password].every((part) => part === "");
});

const modelName = z.string().regex(/^[\w./:@+-]{1,200}$/);

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

const secret = (shape: RegExp) =>
  z
    .string()
    .regex(shape)
    .transform((value) => new Secret(value))
    .optional();

/** `21-06`, or `off` for none; from the later hour of an evening to the earlier one of the morning. */
const quietHours = z
  .string()
  .regex(/^(?:off|\d{1,2}-\d{1,2})$/)
  .transform((text) => {
    if (text === "off") return "off" as const;
    const [from = 0, until = 0] = text.split("-").map(Number);
    return { from, until };
  })
  .refine((hours) => hours === "off" || (hours.until > 0 && hours.until < hours.from && hours.from < 24));

/** Every setting the process knows; `.env.example` lists the same names (test/settings.test.ts holds it to that). */
export const settingsSchema = z.object({
  // Only a shell knows whose home ~ is; here it would be a folder of that name.
  DATA_DIR: z.string().regex(/^[^~]/).default("./data"),
  LOG_LEVEL: z.enum(logLevels).default("info"),
  OFFICE_NAME: z.string().trim().min(1).max(80).default("Kesbangpol"),
  OFFICE_ZONE: z.enum(["WIB", "WITA", "WIT"]).default("WIB"),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  PUBLIC_URL: safeUrl.optional(),
  TELEGRAM_BOT_TOKEN: secret(/^\d{1,20}:[\w-]{1,200}$/),
  TELEGRAM_API_ROOT: safeUrl.default("https://api.telegram.org"),
  TELEGRAM_WEBHOOK_SECRET: secret(/^[\w-]{1,256}$/),
  WHATSAPP: z.enum(["off", "baileys"]).default("off"),
  WHATSAPP_WS_URL: socketUrl.optional(),
  WHATSAPP_ROOT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional(),
  WHATSAPP_STORE_KEY_FILE: z.string().min(1).optional(),
  WHATSAPP_VERSION: z
    .string()
    .regex(/^\d{1,9}\.\d{1,9}\.\d{1,12}$/)
    .optional(),
  WHATSAPP_VERIFY: z.enum(["strict", "library"]).default("strict"),
  OPENAI_API_KEY: secret(/^[\x21-\x7e]{1,500}$/),
  OPENAI_BASE_URL: apiUrl.optional(),
  OPENAI_MODEL: modelName.default("gpt-5.4-mini"),
  OPENAI_EMBEDDING_MODEL: modelName.optional(),
  MODEL_TOKENS_PER_DAY: z.coerce.number().int().min(0).max(1_000_000_000).default(1_000_000),
  FOUR_EYES: z.enum(["strict", "delay"]).default("strict"),
  QUIET_HOURS: quietHours.default({ from: 21, until: 6 }),
  TIPS_ROOT: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  TIPS_PER_DAY: z.coerce.number().int().min(0).max(100_000).default(200),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

const HINTS: Readonly<Record<keyof Settings, string>> = {
  DATA_DIR: "a folder this process may write to, such as ./data or /srv/sinetral, written out without ~",
  LOG_LEVEL: `one of ${logLevels.join(", ")}`,
  OFFICE_NAME: "the office's name, at most 80 characters",
  OFFICE_ZONE: "WIB, WITA or WIT",
  HTTP_PORT: "a port from 1 to 65535, or 0 for none",
  PUBLIC_URL: "the address Telegram reaches this machine at, such as https://bot.example.go.id, without a path",
  TELEGRAM_BOT_TOKEN: "the token @BotFather gave, digits, a colon and letters",
  TELEGRAM_API_ROOT: "an https:// address without a path (http:// only for this machine), or leave it out",
  TELEGRAM_WEBHOOK_SECRET: "1 to 256 of the characters A-Z a-z 0-9 _ -",
  WHATSAPP: "off or baileys (the official Cloud API is not built yet)",
  WHATSAPP_WS_URL: "a wss:// address (ws:// only for this machine), or leave it out for WhatsApp itself",
  WHATSAPP_ROOT_KEY: "64 hex digits, only with a WHATSAPP_WS_URL on this machine",
  WHATSAPP_STORE_KEY_FILE:
    "a file with the key, at least 16 bytes, in memory and not on the disk; see docs/whatsapp.md",
  WHATSAPP_VERSION: "three numbers with dots, such as 2.3000.1043857760, or leave it out",
  WHATSAPP_VERIFY: "strict, or library to check signatures as the library does",
  OPENAI_API_KEY: "the key as the provider shows it, on one line without spaces, or leave it out",
  OPENAI_BASE_URL:
    "an https:// address such as https://api.openai.com/v1 (http:// only for this machine), without ? and #, or leave it out",
  OPENAI_MODEL: "the name of a model, such as gpt-5.4-mini",
  OPENAI_EMBEDDING_MODEL: "the name of a model for embeddings, such as text-embedding-3-small, or leave it out",
  MODEL_TOKENS_PER_DAY: "how many tokens the model may use a day, or 0 for no limit",
  FOUR_EYES: "strict, or delay for an office with one officer",
  QUIET_HOURS: "full hours of evening and morning such as 21-06, or off",
  TIPS_ROOT: "the 64 hex digits that the desk's `tips recipients sign` printed as root",
  TIPS_PER_DAY: "how many new reports are taken a day, or 0 for no limit",
};

/** A setting is wrong: its name, what is wrong and what would be right. Never its value, which may be a secret. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SettingsError";
  }
}

/** Reads the environment and its credentials once. An empty value counts as unset. Throws {@link SettingsError}. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const credentials = readCredentials(environment);
  if (credentials.problems.length > 0) throw new SettingsError(credentials.problems);
  const given = Object.fromEntries(
    Object.entries({ ...environment, ...credentials.given }).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settingsSchema.safeParse(given);
  const problems = parsed.success
    ? [...missingFor(parsed.data), ...misplacedIn(parsed.data), ...tellTales(given)]
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]) as keyof Settings;
        return `${name} is not usable; give ${HINTS[name]}. See .env.example.`;
      });
  if (parsed.success && problems.length === 0) return Object.freeze(parsed.data);
  throw new SettingsError([...new Set(problems)]);
}

/** A webhook needs an address, a listener and a proof of who calls; polling needs none of them. */
function missingFor({ TELEGRAM_BOT_TOKEN, PUBLIC_URL, HTTP_PORT, TELEGRAM_WEBHOOK_SECRET }: Settings): string[] {
  if (TELEGRAM_BOT_TOKEN === undefined || PUBLIC_URL === undefined) return [];
  const why = "is missing: PUBLIC_URL is set, so Telegram is received by webhook";
  return [
    ...(HTTP_PORT === 0 ? [`HTTP_PORT ${why}; give ${HINTS.HTTP_PORT}. See docs/operations.md.`] : []),
    ...(TELEGRAM_WEBHOOK_SECRET === undefined
      ? [`TELEGRAM_WEBHOOK_SECRET ${why}; give ${HINTS.TELEGRAM_WEBHOOK_SECRET}. See docs/operations.md.`]
      : []),
  ];
}

/** A root of our own is for a server of our own; WhatsApp's is built in. */
function misplacedIn({ WHATSAPP_ROOT_KEY, WHATSAPP_WS_URL }: Settings): string[] {
  if (WHATSAPP_ROOT_KEY === undefined) return [];
  const isHere = WHATSAPP_WS_URL !== undefined && LOOPBACK.includes(new URL(WHATSAPP_WS_URL).hostname);
  return isHere ? [] : [`WHATSAPP_ROOT_KEY is not usable; give ${HINTS.WHATSAPP_ROOT_KEY}. See .env.example.`];
}

/** Node takes `_` for `-`. */
const READ_ALONG = /--(tls.keylog|trace.tls|inspect)/;
const WRITTEN_OUT =
  /--(report.|experimental.report|heapsnapshot.|heap.prof|cpu.prof|diagnostic.dir|trace.event|abort.on.uncaught)/;

/** With these Node itself would tell what people write and the bot's token. */
function tellTales(given: Readonly<Record<string, string | undefined>>): string[] {
  const { NODE_DEBUG, NODE_TLS_REJECT_UNAUTHORIZED, NODE_OPTIONS = "" } = given;
  return [
    ...(NODE_DEBUG === undefined ? [] : ["NODE_DEBUG would print what people write; unset it."]),
    ...(NODE_TLS_REJECT_UNAUTHORIZED === "0"
      ? [
          "NODE_TLS_REJECT_UNAUTHORIZED=0 would let anybody on the way read everything; unset it, and name a certificate of your own in NODE_EXTRA_CA_CERTS.",
        ]
      : []),
    ...(READ_ALONG.test(NODE_OPTIONS)
      ? ["NODE_OPTIONS would let others read along (--tls-keylog, --trace-tls, --inspect); take these out of it."]
      : []),
    ...(WRITTEN_OUT.test(NODE_OPTIONS)
      ? [
          "NODE_OPTIONS would let Node write what is in its memory, or what it does, into files (--report-*, --heapsnapshot-*, --heap-prof, --cpu-prof, --diagnostic-dir, --trace-event-*, --abort-on-uncaught-exception); take these out of it.",
        ]
      : []),
  ];
}
