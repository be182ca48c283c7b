import { Command, CommanderError } from "commander";
import { SessionDamagedError, SessionUnwritableError } from "../chat/session-store.ts";
import { KnowledgeError } from "../knowledge/knowledge-error.ts";
import { SettingsError } from "../settings.ts";
import { EXIT, type Run, type Shell, within } from "../shell.ts";
import { StoreKeyError } from "../store-key.ts";
import { refusalText } from "../stores/accounts.ts";
import { BackupUnusableError } from "../stores/backup-archive.ts";
import { DatabaseUnusableError } from "../stores/database.ts";
import { diskTrouble, diskTroubleText } from "../stores/disk-trouble.ts";
import { FolderTakenError, FolderUnusableError } from "../stores/owner.ts";
import { TipFilesUnusableError } from "../stores/tips-file.ts";
import { TipNotStoredError } from "../tips/tip-store.ts";
import { addAuditCommands } from "./audit.ts";
import { addBackupCommands } from "./backup.ts";
import { addBroadcastCommands } from "./broadcast.ts";
import { BadInputError, BrokenDownError, BrokenError, NotInOrderError, RefusedError } from "./desk-error.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addEventCommands } from "./event.ts";
import { addKnowledgeCommands } from "./kb.ts";
import { addLogLevel } from "./log-level.ts";
import { addOfficerCommands } from "./officers.ts";
import { addPeopleCommands } from "./people.ts";
import { addQueueCommands } from "./queue.ts";
import { addReportCommands } from "./report.ts";
import { ServiceSilentError } from "./service-call.ts";
import { addStageCommands } from "./stage.ts";
import { addStatisticsCommand } from "./stats.ts";
import { addTipCommands } from "./tips.ts";
import { addWhatsAppCommands } from "./whatsapp.ts";

/** The officers' and operators' command line. Rejects only with what nobody expected. */
export const runDesk: Run = async (args, shell) => {
  const desk = within(new Command("desk"), shell).description("The officers' and operators' desk.");
  addKnowledgeCommands(desk, shell);
  addOfficerCommands(desk, shell);
  addBroadcastCommands(desk, shell);
  addQueueCommands(desk, shell);
  addPeopleCommands(desk, shell);
  addStageCommands(desk, shell);
  addStatisticsCommand(desk, shell);
  addWhatsAppCommands(desk, shell);
  addEventCommands(desk, shell);
  addTipCommands(desk, shell);
  addAuditCommands(desk, shell);
  addBackupCommands(desk, shell);
  addDoctorCommand(desk, shell);
  addLogLevel(desk, shell);
  // Last, for it joins groups of others.
  addReportCommands(desk, shell);
  try {
    await desk.parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    return explain(error, shell);
  }
};

const BAD_INPUT = [
  KnowledgeError,
  BackupUnusableError,
  BadInputError,
  SettingsError,
  FolderUnusableError,
  StoreKeyError,
];
const REFUSED = [RefusedError, FolderTakenError];
const BROKEN = [
  BrokenError,
  DatabaseUnusableError,
  ServiceSilentError,
  SessionDamagedError,
  SessionUnwritableError,
  TipFilesUnusableError,
  TipNotStoredError,
];

/** Says what went wrong where that was not said yet, and gives the exit code for it. */
function explain(error: unknown, { stderr }: Shell): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof NotInOrderError) return EXIT.refused;
  if (error instanceof BrokenDownError) return EXIT.broken;
  const say = (code: number) => {
    stderr.write(`${(error as Error).message}\n`);
    return code;
  };
  if (BAD_INPUT.some((kind) => error instanceof kind)) return say(EXIT.badInput);
  if (REFUSED.some((kind) => error instanceof kind)) return say(EXIT.refused);
  if (BROKEN.some((kind) => error instanceof kind)) return say(EXIT.broken);
  const refusal = refusalText(error);
  if (refusal !== undefined) {
    stderr.write(`${refusal}\n`);
    return EXIT.badInput;
  }
  const trouble = diskTrouble(error);
  if (trouble === undefined) throw error;
  stderr.write(`${diskTroubleText("DATA_DIR", trouble)} Then run this again.\n`);
  return EXIT.broken;
}
