import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError, settingsSchema } from "../src/settings.ts";
import { compiledBefore, finish, newFolder, removeFolder, runEntry } from "./support/process.ts";

describe("settings", () => {
  it("are exactly the ones that .env.example lists, with their defaults", async () => {
    const example = await readFile(".env.example", "utf8");
    const listed = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]));
    expect(Object.keys(listed).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
    expect(readSettings(listed)).toEqual(readSettings({}));
  });

  it.each(["PUBLIC_URL", "TELEGRAM_API_ROOT", "WHATSAPP_WS_URL", "OPENAI_BASE_URL"])(
    "name %s when it is no address at all",
    (name) => {
      expect(() => readSettings({ [name]: "bukan alamat" })).toThrow(new RegExp(`^${name} is not usable; give `));
    },
  );

  it("take no ~ for a home, which would be a folder of that name", () => {
    expect(() => readSettings({ DATA_DIR: "~/data" })).toThrow(/^DATA_DIR .*without ~/);
    expect(readSettings({ DATA_DIR: "./~data" }).DATA_DIR).toBe("./~data");
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

  it.each([
    "https://api.openai.com/v1",
    "https://model.example.go.id/openai/v1/",
    "http://127.0.0.1:11434/v1",
    "http://localhost:8000",
    "http://[::1]:8000/v1",
  ])("take %s for a language model", (OPENAI_BASE_URL) => {
    expect(readSettings({ OPENAI_BASE_URL }).OPENAI_BASE_URL).toBe(OPENAI_BASE_URL);
  });

  it.each([
    "http://model.example.go.id/v1",
    "http://10.0.0.5:8000/v1",
    "http://127.0.0.1.example.id/v1",
    "https://kunci:rahasia-77@example.id/v1",
    "https://example.id/v1?key=rahasia-77",
    "https://example.id/v1#rahasia-77",
    "ftp://127.0.0.1/v1",
    "rahasia-77",
  ])("refuse %s for one, and do not repeat it", (OPENAI_BASE_URL) => {
    const read = () => readSettings({ OPENAI_BASE_URL });
    expect(read).toThrow(/^OPENAI_BASE_URL is not usable; give an https:\/\/ address/);
    expect(read).not.toThrow(/rahasia-77|10\.0\.0\.5/);
  });

  it("keep the key of a language model from whoever prints them, and say what is wrong with others", () => {
    const settings = readSettings({ OPENAI_API_KEY: "sk-rahasia-77", MODEL_TOKENS_PER_DAY: "0" });
    expect(settings.OPENAI_API_KEY?.reveal()).toBe("sk-rahasia-77");
    expect(inspect(settings) + JSON.stringify(settings)).not.toContain("rahasia-77");
    expect(settings.MODEL_TOKENS_PER_DAY).toBe(0);
    const read = () =>
      readSettings({ OPENAI_API_KEY: "sk rahasia-77", OPENAI_MODEL: "a b", MODEL_TOKENS_PER_DAY: "many" });
    for (const name of ["OPENAI_API_KEY", "OPENAI_MODEL", "MODEL_TOKENS_PER_DAY"]) expect(read).toThrow(name);
    expect(read).not.toThrow(/rahasia-77/);
  });

  it.each(["http", "fetch", "websocket", "fs", "h[t]tp", "*"])(
    "refuse to let Node print what it does: %s",
    (NODE_DEBUG) => {
      expect(() => readSettings({ NODE_DEBUG })).toThrow(/^NODE_DEBUG would print .*; unset it\.$/);
    },
  );

  it.each([
    "--tls-keylog=/tmp/keys",
    "--tls_keylog=k",
    "--max-old-space-size=200 --inspect",
    "--inspect-brk=0",
    "--trace-tls",
    "--report-on-signal",
    "--report_uncaught_exception",
    "--report-on-fatalerror --max-old-space-size=200",
    "--heapsnapshot-signal=SIGUSR2",
    "--heapsnapshot-near-heap-limit=1",
    "--heap-prof",
    "--cpu-prof --cpu-prof-dir=/tmp",
    "--diagnostic-dir=/tmp",
    "--trace-event-categories=node",
    "--abort-on-uncaught-exception",
  ])("refuse what lets others read along: NODE_OPTIONS=%s", (NODE_OPTIONS) => {
    expect(() => readSettings({ NODE_OPTIONS })).toThrow(/^NODE_OPTIONS .*; take these out of it\.$/);
  });

  it("refuse to have TLS unchecked, also by .env", async () => {
    expect(() => readSettings({ NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toThrow(
      /^NODE_TLS_REJECT_UNAUTHORIZED=0 .*unset it/,
    );
    const folder = newFolder();
    writeFileSync(join(folder, ".env"), "NODE_TLS_REJECT_UNAUTHORIZED=0\n");
    const main = join(import.meta.dirname, "..", "src", "main.ts");
    const { code, stderr, stdout } = await finish(
      spawn(process.execPath, [main], { cwd: folder, env: compiledBefore() }),
    );
    removeFolder(folder);
    expect({ code, stdout }).toEqual({ code: 78, stdout: "" });
    expect(stderr).toContain("NODE_TLS_REJECT_UNAUTHORIZED=0 would");
  });

  it("refuse the same where Node itself is told", async () => {
    const main = join(import.meta.dirname, "..", "src", "main.ts");
    const { code, stderr } = await finish(
      spawn(process.execPath, ["--report-on-signal", main], { env: compiledBefore() }),
    );
    expect(code).toBe(78);
    expect(stderr).toContain("--report-*");
  });

  it("have nothing against what else Node is told", () => {
    const others = { NODE_DEBUG: "", NODE_TLS_REJECT_UNAUTHORIZED: "1", NODE_OPTIONS: "--max-old-space-size=200" };
    expect(readSettings({ ...others, NODE_EXTRA_CA_CERTS: "/etc/ssl/office.pem" })).toEqual(readSettings({}));
  });

  it("end the start with exit code 78 when wrong", async () => {
    const { code, stderr, stdout } = await runEntry("main.ts", [], { environment: { OFFICE_ZONE: "GMT" } });
    expect(code).toBe(78);
    expect(stderr).toContain("OFFICE_ZONE");
    expect(stdout).toBe("");
  });
});
