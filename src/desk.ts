/** `npm run -s desk -- …`: the officers' and operators' command line. */
import { keepCompiled } from "./compile-cache.ts";

keepCompiled();
const { runDesk } = await import("./desk/run-desk.ts");
const { runAsProcess } = await import("./shell.ts");
await runAsProcess("desk", runDesk);
