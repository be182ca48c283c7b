/** `npm run -s ask -- "question"`: one answer for people, or with `--json` a line for each line of stdin. */
import { runAsk } from "./run-ask.ts";
import { runAsProcess } from "./shell.ts";

await runAsProcess("ask", runAsk);
