import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError, settingsSchema } from "../src/settings.ts";
import { runEntry } from "./support/process.ts";

describe("settings", () => {
  it("are exactly the ones that .env.example lists, with their defaults", async () => {
    const example = await readFile(".env.example", "utf8");
    const listed = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]));
    expect(Object.keys(listed).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
    expect(readSettings(listed)).toEqual(readSettings({}));
  });

  it("take an empty value as unset", () => {
    expect(readSettings({ OFFICE_ZONE: "" }).OFFICE_ZONE).toBe("WIB");
  });

  it("name a wrong setting and what would be right, never the value", () => {
    const read = () => readSettings({ OFFICE_ZONE: "rahasia-123", LOG_LEVEL: "loud" });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/OFFICE_ZONE .*WIB, WITA or WIT/);
    expect(read).toThrow(/LOG_LEVEL .*trace/);
    expect(read).not.toThrow(/rahasia-123/);
  });

  it("end the start with exit code 78 when wrong", async () => {
    const { code, stderr, stdout } = await runEntry("main.ts", [], { environment: { OFFICE_ZONE: "GMT" } });
    expect(code).toBe(78);
    expect(stderr).toContain("OFFICE_ZONE");
    expect(stdout).toBe("");
  });
});
