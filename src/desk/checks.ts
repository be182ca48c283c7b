import { statSync } from "node:fs";
import { type KeySources, troubleAtRest } from "../linked-device.ts";
import { readSettings, type Settings, SettingsError } from "../settings.ts";
import { FolderUnusableError, makeFolder, servingProcess } from "../stores/owner.ts";
import type { ControlLine } from "../web/control-lines.ts";
import { callService, ServiceSilentError } from "./service-call.ts";

/** One line of the doctor; a remedy beside `ok` is advice. */
export type Finding = { name: string; ok: boolean; says: string; remedy?: string };

/** Looks at one thing; says so when it cannot, and never throws for what may be wrong with it. */
export type Check = (settings: Settings, environment: KeySources["environment"]) => Promise<readonly Finding[]>;

/** What needs no settings. */
export function checkRuntime(version = process.versions.node): Finding {
  const says = `Node ${version}`;
  if (Number(version.split(".")[0]) === 24) return { name: "runtime", ok: true, says };
  const remedy = "run everything through npm (npm start, npm run -s desk), which brings Node 24";
  return { name: "runtime", ok: false, says, remedy };
}

/** The settings, or what is wrong with them. */
export function checkSettings(environment: Readonly<Record<string, string | undefined>>): {
  finding: Finding;
  settings?: Settings;
} {
  try {
    return {
      settings: readSettings(environment),
      finding: { name: "settings", ok: true, says: "all settings are usable" },
    };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { finding: { name: "settings", ok: false, says: error.message, remedy: "see .env.example" } };
  }
}

const checkFolder: Check = async ({ DATA_DIR }) => {
  try {
    makeFolder(DATA_DIR);
    return [{ name: "data", ok: true, says: `DATA_DIR ${DATA_DIR} can be written` }, ...othersIn(DATA_DIR)];
  } catch (error) {
    if (!(error instanceof FolderUnusableError)) throw error;
    return [{ name: "data", ok: false, says: error.message, remedy: "see .env.example" }];
  }
};

/** Advice, for in a container the group may be meant. Windows knows no such rights. */
function othersIn(folder: string): Finding[] {
  if (process.platform === "win32" || (statSync(folder).mode & 0o077) === 0) return [];
  const says = `DATA_DIR ${folder} may be read or written by others`;
  return [{ name: "data", ok: true, says, remedy: `chmod 700 ${folder}` }];
}

const checkService: Check = async (settings, environment) => {
  const { DATA_DIR } = settings;
  const lines: ControlLine[] = [];
  try {
    if (!(await callService(DATA_DIR, { do: "health" }, (line) => void lines.push(line))))
      return [
        { name: "service", ok: false, says: `no service runs on DATA_DIR ${DATA_DIR}`, remedy: "npm start" },
        ...(await sessionAtRest(settings, environment)),
      ];
  } catch (error) {
    if (!(error instanceof ServiceSilentError)) throw error;
    const remedy = "wait until it has started, or use the account it runs under";
    return [{ name: "service", ok: false, says: error.message, remedy }];
  }
  const health = lines.find((line) => line.kind === "health");
  const process = `process ${servingProcess(DATA_DIR)?.pid ?? "unknown"}`;
  if (health === undefined)
    return [{ name: "service", ok: false, says: `${process} ended just now`, remedy: "npm start" }];
  if (health.starting)
    return [{ name: "service", ok: false, says: `${process} is starting`, remedy: "look again in a moment" }];
  return [
    { name: "service", ok: true, says: `${process} runs, version ${health.version}` },
    ...health.channels.map(({ name, ok, says, remedy }) => ({
      name,
      ok,
      says,
      ...(remedy === undefined ? {} : { remedy }),
    })),
  ];
};

/** What will keep WhatsApp from starting, where no service runs that could tell. */
async function sessionAtRest(settings: Settings, environment: KeySources["environment"]): Promise<Finding[]> {
  if (settings.WHATSAPP === "off") return [];
  const wrong = await troubleAtRest({ settings, environment, terminal: undefined });
  return wrong === undefined ? [] : [{ name: "whatsapp", ok: false, says: wrong }];
}

/** What the doctor looks at, in its order. */
export const checks: readonly Check[] = [checkFolder, checkService];
