import type { ServiceSecrets } from "../host.ts";
import { type Settings, settingsSchema } from "../settings.ts";

export type SettingName = keyof Settings;

/** What `.env` says, and what it is to say. An empty value is as good as none. */
export type Draft = {
  /** As it is to be, empty for none. */
  get(name: SettingName): string;
  set(name: SettingName, value: string): void;
  /** As the service will have it: what the environment sets wins over the file. */
  effective(name: SettingName): string;
  /** Whether the environment sets it, so that the file does not count. */
  isOverruled(name: SettingName): boolean;
  /** Whether the service is given it as a credential, beside which it may not stand in the file; `maybe` where nobody can see. */
  given(name: SettingName): "given" | "maybe" | undefined;
  /** What differs from the file. */
  changes(): Map<SettingName, { from: string; to: string }>;
  /** Everything as the service will have it. */
  environment(): Record<string, string>;
};

/** `environment` is that of the process, into which the file was read already. */
export function createDraft(
  file: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
  secrets: ServiceSecrets = new Map(),
): Draft {
  const wanted = new Map<SettingName, string>();
  const before = (name: SettingName) => file[name] ?? "";
  const get = (name: SettingName) => wanted.get(name) ?? before(name);
  const isOverruled = (name: SettingName) => {
    const set = environment[name];
    return set !== undefined && set !== before(name);
  };
  const effective = (name: SettingName) => (isOverruled(name) ? (environment[name] ?? "") : get(name));
  const names = Object.keys(settingsSchema.shape) as SettingName[];
  return {
    get,
    set: (name, value) => void wanted.set(name, value),
    effective,
    isOverruled,
    given: (name) => secrets.get(name),
    changes() {
      const all = names.map((name) => [name, { from: before(name), to: get(name) }] as const);
      return new Map(all.filter(([, { from, to }]) => from !== to));
    },
    environment: () => Object.fromEntries(names.map((name) => [name, effective(name)])),
  };
}

/** Whether a value could be a setting's. */
export function isUsable(name: SettingName, value: string): boolean {
  return settingsSchema.shape[name].safeParse(value).success;
}
