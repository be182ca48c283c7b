import { z } from "zod";

/** Every setting the process knows; `.env.example` lists the same names (test/settings.test.ts holds it to that). */
export const settingsSchema = z.object({
  DATA_DIR: z.string().min(1).default("./data"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  OFFICE_NAME: z.string().trim().min(1).max(80).default("Kesbangpol"),
  OFFICE_ZONE: z.enum(["WIB", "WITA", "WIT"]).default("WIB"),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

const HINTS: Readonly<Record<keyof Settings, string>> = {
  DATA_DIR: "a folder this process may write to, such as ./data",
  LOG_LEVEL: "one of trace, debug, info, warn, error, silent",
  OFFICE_NAME: "the office's name, at most 80 characters",
  OFFICE_ZONE: "WIB, WITA or WIT",
};

/** A setting is wrong: its name, what is wrong and what would be right. Never its value, which may be a secret. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SettingsError";
  }
}

/** Reads the environment once. An empty value counts as unset. Throws {@link SettingsError}. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new SettingsError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof Settings;
      return `${name} is not usable; give ${HINTS[name]}. See .env.example.`;
    }),
  );
}
