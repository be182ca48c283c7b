import type { Command } from "commander";
import { hostHere } from "../host.ts";
import { errorName } from "../log.ts";
import { EXIT, type Shell } from "../shell.ts";
import { foreignToRoot } from "../stores/accounts.ts";
import { DatabaseUnusableError } from "../stores/database.ts";
import { FolderTakenError, FolderUnusableError } from "../stores/owner.ts";
import { checkBackup } from "./backup-checks.ts";
import { checkRuntime, checkService, checkSettings } from "./checks.ts";
import { checkDatabase, checkDeliveries } from "./database-checks.ts";
import { BrokenDownError, NotInOrderError } from "./desk-error.ts";
import { checkEnvFile } from "./env-checks.ts";
import type { Check, Finding } from "./finding.ts";
import { checkFolder } from "./folder-checks.ts";
import { checkMailings } from "./mailing-checks.ts";
import { printJson, printLines } from "./output.ts";
import { checkTelegram } from "./telegram-checks.ts";

/** Loaded with the doctor alone: what seals, and what answers, is not for every command. */
const checkTips: Check = async (...about) => (await import("./tips-checks.ts")).checkTips(...about);
const checkKnowledge: Check = async (...about) => (await import("./knowledge-checks.ts")).checkKnowledge(...about);
const checkModel: Check = async (...about) => (await import("./knowledge-checks.ts")).checkModel(...about);

/** What the doctor looks at, in its order. */
const checks: ReadonlyArray<readonly [name: string, check: Check]> = [
  ["data", checkFolder],
  ["service", checkService],
  ["token", checkTelegram],
  ["database", checkDatabase],
  ["backup", checkBackup],
  ["sending", checkDeliveries],
  ["mailings", checkMailings],
  ["tips", checkTips],
  ["knowledge", checkKnowledge],
  ["model", checkModel],
];

/** `desk doctor`: whether all is well, and what to do where it is not. */
export function addDoctorCommand(desk: Command, shell: Shell): void {
  desk
    .command("doctor")
    .option("--json", "one JSON object")
    .description(
      "look at the runtime, the settings, disk, service and channels, the token and the clock, tables, backup, what waits for officers, " +
        "readers, knowledge and model; ends with 0, with 1 where somebody has to do something, with 3 where something does not work",
    )
    .action((options) => doctor(shell, options));
}

async function doctor(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  const findings = await examine(shell.environment);
  const named = (level: Finding["level"]) => [
    ...new Set(findings.filter((each) => each.level === level).map(({ name }) => name)),
  ];
  const [bad, warn] = [named("bad"), named("warn")];
  const code = bad.length > 0 ? EXIT.broken : warn.length > 0 ? EXIT.refused : EXIT.done;
  if (json === true) {
    const rows = findings.map((finding) => ({ ...finding, ok: finding.level !== "bad" }));
    printJson(shell, { ok: code === EXIT.done, code, bad, warn, checks: rows });
  } else printLines(shell, [...findings.flatMap(describe), "", conclusion(bad, warn)]);
  if (code === EXIT.broken) throw new BrokenDownError();
  if (code === EXIT.refused) throw new NotInOrderError();
}

/** Every finding; with unusable settings only what needs none. */
async function examine(environment: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const { finding, settings } = checkSettings(environment);
  const findings = [checkRuntime(), finding, ...checkEnvFile(".env")];
  if (settings === undefined) return findings;
  const host = hostHere();
  const owner = foreignToRoot(settings.DATA_DIR);
  if (owner !== undefined) {
    const says = `DATA_DIR ${settings.DATA_DIR} belongs to ${owner}, and root looks at nothing in it: that could leave files there that ${owner} cannot use`;
    return [...findings, { name: "data", level: "bad", says, remedy: `sudo -u ${owner} npm run -s desk -- doctor` }];
  }
  for (const [name, check] of checks)
    try {
      findings.push(...(await check(settings, environment, host)));
    } catch (error) {
      // Whatever is wrong with one thing, the others are looked at.
      findings.push(notLookedAt(name, settings.DATA_DIR, error));
    }
  return findings;
}

function notLookedAt(name: string, folder: string, error: unknown): Finding {
  if (SAYS_WHY.some((kind) => error instanceof kind))
    return { name, level: "bad", says: (error as Error).message, remedy: "do what is said there, then look again" };
  const says = `this could not be looked at (${errorName(error)})`;
  const remedy = `look at the disk, and at whose the files in ${folder} are (ls -la); if nothing is wrong there, report it`;
  return { name, level: "bad", says, remedy };
}

/** Their message leads out by itself. */
const SAYS_WHY = [DatabaseUnusableError, FolderTakenError, FolderUnusableError];

function describe({ name, level, says, remedy }: Finding): string[] {
  const mark = level === "bad" ? "BAD" : level;
  const lines = says.split("\n").map((line, at) => `${(at === 0 ? mark : "").padEnd(6)}${name.padEnd(10)}${line}`);
  return remedy === undefined ? lines : [...lines, `${" ".repeat(16)}-> ${remedy}`];
}

function conclusion(bad: readonly string[], warn: readonly string[]): string {
  const parts = [
    ...(bad.length === 0 ? [] : [`does not work: ${bad.join(", ")}`]),
    ...(warn.length === 0 ? [] : [`somebody has to do something: ${warn.join(", ")}`]),
  ];
  return parts.length === 0 ? "all is well" : parts.join("; ");
}
