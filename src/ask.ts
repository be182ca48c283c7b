/** `npm run -s ask -- "question"`: one answer for people, or with `--json` a line for each line of stdin. */
import { keepCompiled } from "./compile-cache.ts";

keepCompiled();
const { runAsk } = await import("./run-ask.ts");
const { runAsProcess } = await import("./shell.ts");
await runAsProcess("ask", runAsk);
