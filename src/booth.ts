/** `npm run booth`: makes the page that opens sealed reports without a network, and prints its SHA-256. */
import { runBooth } from "./run-booth.ts";
import { runAsProcess } from "./shell.ts";

await runAsProcess("booth", runBooth);
