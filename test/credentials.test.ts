import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { credentialNames } from "../src/credentials.ts";
import { readSettings, SettingsError, settingsSchema } from "../src/settings.ts";
import { newFolder, removeFolder } from "./support/process.ts";

const TOKEN = "7000000001:AArahasia";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const give = (name: string, content: string) => writeFileSync(join(folder, name), content);
const read = (more: Record<string, string> = {}) => readSettings({ CREDENTIALS_DIRECTORY: folder, ...more });

describe("credentials", () => {
  it("are settings that are files of their names, with or without an end of line", () => {
    give("TELEGRAM_BOT_TOKEN", `${TOKEN}\n`);
    give("OPENAI_API_KEY", "sk-rahasia-77");
    const settings = read();
    expect(settings.TELEGRAM_BOT_TOKEN?.reveal()).toBe(TOKEN);
    expect(settings.OPENAI_API_KEY?.reveal()).toBe("sk-rahasia-77");
    expect(settings.TELEGRAM_WEBHOOK_SECRET).toBeUndefined();
    expect(inspect(settings)).not.toContain("rahasia");
  });

  it("may be everything that is secret, and nothing else", () => {
    const secrets = Object.keys(settingsSchema.shape).filter((name) => /TOKEN$|SECRET$|API_KEY$|STORE_KEY/.test(name));
    expect(secrets.map((name) => name.replace(/_FILE$/, "")).sort()).toEqual([...credentialNames].sort());
    give("OFFICE_NAME", "Kantor Lain");
    expect(read().OFFICE_NAME).toBe("Kesbangpol");
  });

  it("leave the key of WhatsApp's session where it is, and name its place", () => {
    give("WHATSAPP_STORE_KEY", "0123456789abcdef0123456789abcdef\n");
    expect(read().WHATSAPP_STORE_KEY_FILE).toBe(join(folder, "WHATSAPP_STORE_KEY"));
  });

  it("are refused beside the same setting in .env or the environment, and neither is shown", () => {
    give("TELEGRAM_BOT_TOKEN", TOKEN);
    give("WHATSAPP_STORE_KEY", "0123456789abcdef");
    const both = () => read({ TELEGRAM_BOT_TOKEN: "7000000002:AAlama", WHATSAPP_STORE_KEY_FILE: "/run/key" });
    expect(both).toThrow(SettingsError);
    expect(both).toThrow(
      /^TELEGRAM_BOT_TOKEN is set twice, .*; take one of the two away\.\nWHATSAPP_STORE_KEY_FILE is/,
    );
    expect(both).not.toThrow(/AA|0123456789/);
  });

  it("count as not given when they are empty, or when their folder is not there", () => {
    give("TELEGRAM_BOT_TOKEN", "\n");
    expect(read({ TELEGRAM_BOT_TOKEN: TOKEN }).TELEGRAM_BOT_TOKEN?.reveal()).toBe(TOKEN);
    expect(readSettings({ CREDENTIALS_DIRECTORY: join(folder, "none") })).toEqual(readSettings({}));
  });

  it("name what cannot be read, and a wrong one as any wrong setting", () => {
    mkdirSync(join(folder, "OPENAI_API_KEY"));
    expect(read).toThrow("OPENAI_API_KEY is not usable: its credential cannot be read (EISDIR).");
    give("TELEGRAM_BOT_TOKEN", "x".repeat(70_000));
    expect(read).toThrow("TELEGRAM_BOT_TOKEN is not usable: its credential is larger than 64 KiB.");
    removeFolder(join(folder, "OPENAI_API_KEY"));
    give("TELEGRAM_BOT_TOKEN", "bukan token");
    expect(read).toThrow(/^TELEGRAM_BOT_TOKEN is not usable; give the token @BotFather gave/);
  });
});
