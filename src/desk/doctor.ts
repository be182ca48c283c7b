import type { Command } from "commander";
import type { Shell } from "../shell.ts";
import { checkBackup } from "./backup-checks.ts";
import { type Check, checkRuntime, checkSettings, checks, type Finding } from "./checks.ts";
import { NotInOrderError } from "./desk-error.ts";
import { checkMailings } from "./mailing-checks.ts";
import { printJson, printLines } from "./output.ts";

/** Loaded with the doctor alone: what seals is not for every command. */
const checkTips: Check = async (...about) => (await import("./tips-checks.ts")).checkTips(...about);

/** `desk doctor`: whether all is well, and what to do where it is not. */
export function addDoctorCommand(desk: Command, shell: Shell): void {
  desk
    .command("doctor")
    .option("--json", "one JSON object")
    .description(
      "look at the runtime, the settings, the data folder, the service, each channel, and what waits for officers",
    )
    .action((options) => doctor(shell, options));
}

async function doctor(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  const findings = await examine(shell.environment, [...checks, checkMailings, checkTips, checkBackup]);
  const ok = findings.every((finding) => finding.ok);
  if (json === true) printJson(shell, { ok, checks: findings });
  else printLines(shell, findings.flatMap(describe));
  if (!ok) throw new NotInOrderError();
}

/** Every finding; with unusable settings only what needs none. */
export async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  all: readonly Check[],
): Promise<Finding[]> {
  const { finding, settings } = checkSettings(environment);
  const findings = [checkRuntime(), finding];
  if (settings !== undefined) for (const check of all) findings.push(...(await check(settings, environment)));
  return findings;
}

function describe({ name, ok, says, remedy }: Finding): string[] {
  const mark = ok ? (remedy === undefined ? "ok" : "note") : "NOT OK";
  const lines = says.split("\n").map((line, at) => `${(at === 0 ? mark : "").padEnd(8)}${name.padEnd(10)}${line}`);
  return remedy === undefined ? lines : [...lines, `${" ".repeat(18)}-> ${remedy}`];
}
