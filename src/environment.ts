import { existsSync } from "node:fs";
import { SettingsError } from "./settings.ts";

/**
 * Loads `.env` into the environment if there is one; a value already set wins. DEBUG is dropped: with it, libraries print
 * what people write. Throws a {@link SettingsError} where this account may not read it.
 */
export function loadEnvironment(): void {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
    // Node says the same of a file that it may not open.
    if (existsSync(".env"))
      throw new SettingsError([
        ".env is there and this account cannot read it. Use the account that the service runs under, or give it that file (docs/operations.md).",
      ]);
  }
  delete process.env["DEBUG"];
}
