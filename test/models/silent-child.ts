import { registerHooks } from "node:module";
import { createLog } from "../../src/log.ts";
import { readSettings } from "../../src/settings.ts";
import { task } from "./task.ts";

/**
 * A process that opens the model of its environment, asks it twice for everything where there is one, and prints as its last line
 * what became of that and whether the SDK was loaded.
 */
let loaded = false;
registerHooks({
  resolve(specifier, context, next) {
    if (/^openai\b/.test(specifier)) loaded = true;
    return next(specifier, context);
  },
});

const { openModel } = await import("../../src/models.ts");
const settings = readSettings(process.env);
const opened = openModel({ settings, log: createLog(settings.LOG_LEVEL), clock: () => new Date() });
const outcomes: string[] = [];
const until = performance.now() + 20_000;
for (const _ of opened === undefined ? [] : [1, 2]) {
  const said = await opened?.model.ask(task, { until, person: "telegram:1001" });
  const vectors = await opened?.embed?.embed([task.prompt.user], { until });
  const heard = await opened?.transcribe({ bytes: Buffer.from("suara"), mime: "audio/ogg" }, { until });
  outcomes.push(`${said?.kind} ${vectors?.length} ${heard?.length}`);
}
process.stdout.write(`${JSON.stringify({ loaded, outcomes })}\n`);
