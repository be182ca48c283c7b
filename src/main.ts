import { keepCompiled } from "./compile-cache.ts";

/** `npm start`. Until there is something to stop, being asked to end is simply the end. */
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(0));
// Node would open a debugger at it, through which other accounts of the machine read all of its memory.
if (process.platform !== "win32") process.on("SIGUSR1", () => undefined);

keepCompiled();
const { serve } = await import("./serve.ts");
process.exit(await serve());
