import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { credentialNames } from "./credentials.ts";
import type { Settings } from "./settings.ts";

/** What a service is given as a credential, by the setting that it is; `maybe` where that is not for this account to see. */
export type ServiceSecrets = ReadonlyMap<keyof Settings, "given" | "maybe">;

/** How the service is run on this machine, for whoever says what to do. */
export type Host = {
  /** The command that starts it. */
  start: string;
  /** Where it tells why it ended, under systemd. */
  why: string | undefined;
  /** The group by which the service reads a root's `.env`. */
  group: string | undefined;
  /** What systemd gives it and no command line. */
  secrets: ServiceSecrets;
};

/** Where docs/operations.md has them. */
const USUAL = {
  unit: "/etc/systemd/system/sinetral.service",
  stores: ["/etc/credstore.encrypted", "/etc/credstore"],
} as const;

/** By systemd where its unit is for the program in this folder, else by npm. */
export function hostHere(places: { unit: string; stores: readonly string[] } = USUAL, here = process.cwd()): Host {
  const unit = textOf(places.unit);
  if (/^WorkingDirectory=(.*)$/m.exec(unit)?.[1]?.trim() !== here)
    return { start: "npm start", why: undefined, group: undefined, secrets: new Map() };
  const secrets = new Map<keyof Settings, "given" | "maybe">();
  for (const [, name = "", from] of unit.matchAll(/^LoadCredential(?:Encrypted)?=([A-Z_]+)(:?)/gm)) {
    const seen = from === ":" ? "given" : lookFor(name, places.stores);
    if (seen !== "absent" && credentialNames.includes(name)) secrets.set(settingOf(name), seen);
  }
  const group = /^Group=(.+)$/m.exec(unit)?.[1]?.trim();
  return { start: "sudo systemctl start sinetral", why: "journalctl -u sinetral", group, secrets };
}

/** The setting that a credential of this name is. */
function settingOf(name: string): keyof Settings {
  return (name === "WHATSAPP_STORE_KEY" ? `${name}_FILE` : name) as keyof Settings;
}

function lookFor(name: string, stores: readonly string[]): "given" | "maybe" | "absent" {
  if (stores.some((store) => existsSync(join(store, name)))) return "given";
  const isHidden = stores.some((store) => {
    try {
      readdirSync(store);
      return false;
    } catch (error) {
      return (error as { code?: string }).code === "EACCES";
    }
  });
  return isHidden ? "maybe" : "absent";
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // No systemd, or another way of running it.
    return "";
  }
}
