/** `npm run -s desk -- …`: the officers' and operators' command line. */
import { Command } from "commander";
import { BadInputError, BrokenError, EXIT, RefusedError } from "./desk/desk-error.ts";
import { addDoctorCommand } from "./desk/doctor.ts";
import { addKnowledgeCommands } from "./desk/kb.ts";
import { addOfficerCommands } from "./desk/officers.ts";
import { addQueueCommands } from "./desk/queue.ts";
import { ServiceSilentError } from "./desk/service-call.ts";
import { addStageCommands } from "./desk/stage.ts";
import { addStatisticsCommand } from "./desk/stats.ts";
import { addWhatsAppCommands } from "./desk/whatsapp.ts";
import { loadEnvironment } from "./environment.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import { errorName } from "./log.ts";
import { SettingsError } from "./settings.ts";
import { DatabaseUnusableError } from "./stores/database.ts";
import { FolderUnusableError } from "./stores/owner.ts";

const desk = new Command("desk").description("The officers' and operators' desk.").exitOverride();
addKnowledgeCommands(desk);
addOfficerCommands(desk);
addQueueCommands(desk);
addStageCommands(desk);
addStatisticsCommand(desk);
addWhatsAppCommands(desk);
addDoctorCommand(desk);

const BAD_INPUT = [KnowledgeError, BadInputError, SettingsError, FolderUnusableError];
const BROKEN = [BrokenError, DatabaseUnusableError, ServiceSilentError];

function exitCodeOf(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith("commander.") === true) return exitCode === 0 ? EXIT.done : EXIT.badInput;
  const said = error instanceof Error ? `${error.message}\n` : "";
  if (BAD_INPUT.some((kind) => error instanceof kind)) return say(said, EXIT.badInput);
  if (error instanceof RefusedError) return say(said, EXIT.refused);
  if (BROKEN.some((kind) => error instanceof kind)) return say(said, EXIT.broken);
  return say(`desk: cannot go on (${errorName(error)})\n`, EXIT.broken);
}

function say(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

process.stdout.once("error", () => process.exit(EXIT.done));
try {
  loadEnvironment();
  await desk.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
