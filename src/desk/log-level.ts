import { type Command, InvalidArgumentError } from "commander";
import { type LogLevel, logLevels } from "../log.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { type ControlLine, MOST_LOG_MINUTES } from "../web/control-lines.ts";
import { BrokenError, RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { callService } from "./service-call.ts";

type Options = { minutes: number; json?: boolean };

/** `desk log-level`: what the running service logs, without a restart. */
export function addLogLevel(desk: Command, shell: Shell): void {
  desk
    .command("log-level")
    .argument("[level]", `${logLevels.join(", ")}; without one it only shows`, levelOf)
    .option("--minutes <n>", "for how long, then it is as LOG_LEVEL says again", minutesOf, 60)
    .option("--json", "one JSON object")
    .description("show or change for a while how much the running service logs")
    .action((level: LogLevel | undefined, options: Options) => logLevel(shell, level, options));
}

async function logLevel(shell: Shell, level: LogLevel | undefined, { minutes, json }: Options): Promise<void> {
  const { DATA_DIR } = readSettings(shell.environment);
  let last: ControlLine | undefined;
  const request = { do: "log-level", minutes, ...(level === undefined ? {} : { level }) } as const;
  const isServed = await callService(DATA_DIR, request, (line) => {
    last = line;
  });
  if (!isServed)
    throw new RefusedError(`no service runs on DATA_DIR ${DATA_DIR}; set LOG_LEVEL in .env, it counts when one starts`);
  if (last?.kind === "refused") throw new RefusedError(last.text);
  if (last?.kind !== "log-level") throw new BrokenError("the service ended before it was done; run this again");
  const { kind: _, ...shown } = last;
  if (json === true) return printJson(shell, shown);
  printLines(shell, describe(shown));
}

function describe({ level, usual, minutes }: Omit<Extract<ControlLine, { kind: "log-level" }>, "kind">): string[] {
  if (minutes === undefined) return [`the service logs at ${level}`];
  const lines = [
    `the service logs at ${level} for ${minutes} more ${minutes === 1 ? "minute" : "minutes"}, then at ${usual} again`,
  ];
  if (level !== "debug" && level !== "trace") return lines;
  return [...lines, "such lines tell when it was busy and for how long, never with whom: pass them on with care"];
}

function levelOf(text: string): LogLevel {
  const level = logLevels.find((each) => each === text.toLowerCase());
  if (level === undefined) throw new InvalidArgumentError(`It is one of ${logLevels.join(", ")}.`);
  return level;
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_LOG_MINUTES)
    throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST_LOG_MINUTES}.`);
  return minutes;
}
