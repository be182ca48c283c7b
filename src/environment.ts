/**
 * Loads `.env` into the environment if there is one; a value already set wins. DEBUG is dropped: with it, libraries print
 * what people write.
 */
export function loadEnvironment(): void {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
  }
  delete process.env["DEBUG"];
}
