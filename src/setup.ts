/** `npm run setup`: asks for the settings, tries each out, and writes `.env`. */
import { keepCompiled } from "./compile-cache.ts";

keepCompiled();
const { runSetup } = await import("./run-setup.ts");
const { runAsProcess } = await import("./shell.ts");
await runAsProcess("setup", (_, shell) => runSetup({ shell, file: ".env" }));
