/** `npm run -s desk -- …`: the officers' and operators' command line. */
import { runDesk } from "./desk/run-desk.ts";
import { runAsProcess } from "./shell.ts";

await runAsProcess("desk", runDesk);
