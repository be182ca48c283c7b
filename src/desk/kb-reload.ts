import type { Command } from "commander";
import { readKnowledge } from "../knowledge/read.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { servingProcess } from "../stores/owner.ts";
import { RefusedError } from "./desk-error.ts";
import { printLines } from "./output.ts";

/** `desk kb reload`: tells the running service to read the knowledge files again. */
export function addReload(kb: Command, shell: Shell): void {
  kb.command("reload")
    .description("check the knowledge files, then let the running service read them again")
    .action(() => reload(shell));
}

async function reload(shell: Shell): Promise<void> {
  const { version } = await readKnowledge(knowledgeFolder);
  const { DATA_DIR } = readSettings(shell.environment);
  const { pid, isDesk = false } = servingProcess(DATA_DIR) ?? {};
  if (pid === undefined || isDesk)
    throw new RefusedError(`no service runs on DATA_DIR ${DATA_DIR}; it reads the files when it starts`);
  // Not to npm, which would end of it.
  process.kill(pid, "SIGHUP");
  printLines(shell, [`knowledge ${version} is in order; process ${pid} reads it now`]);
}
