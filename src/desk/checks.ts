import { troubleAtRest } from "../linked-device.ts";
import { readSettings, type Settings, SettingsError } from "../settings.ts";
import { servingProcess } from "../stores/owner.ts";
import { isRestoring } from "../stores/settle-restore.ts";
import type { ChannelHealth, ControlLine } from "../web/control-lines.ts";
import type { Check, Finding } from "./finding.ts";
import { portTrouble } from "./look-at-port.ts";
import { lookAtSocket, WHATSAPP_SOCKET } from "./look-at-socket.ts";
import { callService, ServiceSilentError } from "./service-call.ts";

/** What needs no settings. */
export function checkRuntime(version = process.versions.node): Finding {
  const says = `Node ${version}`;
  if (Number(version.split(".")[0]) === 24) return { name: "runtime", level: "ok", says };
  const remedy = "run everything through npm (npm start, npm run -s desk), which brings Node 24";
  return { name: "runtime", level: "bad", says, remedy };
}

/** The settings, or what is wrong with them. */
export function checkSettings(environment: Readonly<Record<string, string | undefined>>): {
  finding: Finding;
  settings?: Settings;
} {
  try {
    return {
      settings: readSettings(environment),
      finding: { name: "settings", level: "ok", says: "all settings are usable" },
    };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const remedy = "put them right in .env, or with npm run setup; see .env.example";
    return { finding: { name: "settings", level: "bad", says: error.message, remedy } };
  }
}

/** The service that runs on the data folder, and each of its channels; without one, what would keep WhatsApp from starting. */
export const checkService: Check = async (settings, environment, host) => {
  const { DATA_DIR } = settings;
  const name = "service";
  const start = host.why === undefined ? host.start : `${host.start}; ${host.why} says why it ended`;
  const lines: ControlLine[] = [];
  try {
    if (!(await callService(DATA_DIR, { do: "health" }, (line) => void lines.push(line))))
      return [
        { name, level: "warn", says: `no service runs on DATA_DIR ${DATA_DIR}`, remedy: start },
        ...(await portAtRest(settings)),
        ...(await sessionAtRest(settings, environment, host)),
      ];
  } catch (error) {
    if (!(error instanceof ServiceSilentError)) throw error;
    const remedy = "wait until it has started, or use the account it runs under";
    return [{ name, level: "bad", says: error.message, remedy }];
  }
  const health = lines.find((line) => line.kind === "health");
  const process = `process ${servingProcess(DATA_DIR)?.pid ?? "unknown"}`;
  if (health === undefined) return [{ name, level: "warn", says: `${process} ended just now`, remedy: start }];
  if (health.starting)
    return [{ name, level: "warn", says: `${process} is starting`, remedy: "look again in a moment" }];
  return [
    { name, level: "ok", says: `${process} runs, version ${health.version}` },
    ...health.channels.map(channelFinding),
  ];
};

/** What is usable and still has a remedy is for somebody to see to. */
function channelFinding({ name, ok, says, remedy }: ChannelHealth): Finding {
  if (!ok) return { name, level: "bad", says, remedy: remedy ?? "look at the network and at what the log said last" };
  return remedy === undefined ? { name, level: "ok", says } : { name, level: "warn", says, remedy };
}

/** A port that another program has ends the start. */
async function portAtRest({ HTTP_PORT: port }: Settings): Promise<Finding[]> {
  const taken = port === 0 ? undefined : await portTrouble(port);
  if (taken === undefined) return [];
  const says = `HTTP_PORT ${port} is not usable (${taken}), so the service would not start`;
  return [{ name: "port", level: "bad", says, remedy: `see who has it (ss -ltnp), or set another HTTP_PORT` }];
}

/** What will keep WhatsApp from starting, where no service runs that could tell. */
async function sessionAtRest(...[settings, environment, host]: Parameters<Check>): Promise<Finding[]> {
  // Taking the folder for a moment would finish a restore, which is not for a doctor.
  if (settings.WHATSAPP === "off" || isRestoring(settings.DATA_DIR)) return [];
  const reached = await reach(settings.WHATSAPP_WS_URL ?? WHATSAPP_SOCKET);
  if (settings.WHATSAPP_STORE_KEY_FILE === undefined && host.secrets.has("WHATSAPP_STORE_KEY_FILE")) {
    const says = "whether its session opens was not looked at: the service alone is given the key";
    return [{ name: "whatsapp", level: "ok", says, remedy: `${host.start}, then look again` }, reached];
  }
  const wrong = await troubleAtRest({ settings, environment, terminal: undefined });
  const off = "do what is said there, or set WHATSAPP=off: everything else starts without it";
  const trouble: Finding[] = wrong === undefined ? [] : [{ name: "whatsapp", level: "bad", says: wrong, remedy: off }];
  return [...trouble, reached];
}

async function reach(address: string): Promise<Finding> {
  const { host } = new URL(address);
  const looked = await lookAtSocket(address);
  if (looked.reached) return { name: "whatsapp", level: "ok", says: `${host} can be reached from here` };
  const says = `${host} cannot be reached from here (${looked.code}); whether the number is let in was not checked`;
  return {
    name: "whatsapp",
    level: "warn",
    says,
    remedy: "let this machine reach it (outwards, TLS), then look again",
  };
}
