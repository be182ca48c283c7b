import { chmodSync, chownSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkEnvFile } from "../../src/desk/env-checks.ts";
import { loadEnvironment } from "../../src/environment.ts";
import { SettingsError } from "../../src/settings.ts";
import { changeEnv, readEnvFile, valuesIn, writeEnvFile } from "../../src/setup/env-file.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const change = (text: string, changes: Record<string, string>) => changeEnv(text, new Map(Object.entries(changes)));

describe("what stands in .env", () => {
  it.each([
    ["OFFICE_NAME=Lama # nama kantor\nX=1", "OFFICE_NAME='Kantor Baru' # nama kantor\nX=1"],
    ["# OFFICE_NAME=contoh\r\nOFFICE_NAME = Lama\r\n", "# OFFICE_NAME=contoh\r\nOFFICE_NAME ='Kantor Baru'\r\n"],
    ['export OFFICE_NAME="Lama #1"  # ya\n', "export OFFICE_NAME='Kantor Baru'  # ya\n"],
    ["OFFICE_NAME=satu\nOFFICE_NAME=dua\n", "OFFICE_NAME=satu\nOFFICE_NAME='Kantor Baru'\n"],
    ["OFFICE_NAME=\nY=2\n", "OFFICE_NAME='Kantor Baru'\nY=2\n"],
    ['OFFICE_NAME="dua\nbaris"\nX=1\n', "OFFICE_NAME=\"dua\nbaris\"\nX=1\nOFFICE_NAME='Kantor Baru'\n"],
    ["Y=2", "Y=2\nOFFICE_NAME='Kantor Baru'\n"],
  ])("keeps everything but the value that changes: %j", (before, after) => {
    expect(change(before, { OFFICE_NAME: "Kantor Baru" })).toEqual({ kind: "changed", text: after });
  });

  it.each(["Bakesbangpol Kab. 'Aceh'", 'Kantor "Satu"', "a#b", " ", "$HOME \\n", "/srv/data (baru)", "123:Abc_-"])(
    "is read back as it was meant: %j",
    (value) => {
      const changed = change("X=1\n", { OFFICE_NAME: value });
      expect(changed.kind === "changed" && valuesIn(changed.text)).toEqual({ X: "1", OFFICE_NAME: value });
    },
  );

  it("is left alone where a value could not be read back", () => {
    expect(change("X=1\n", { OFFICE_NAME: "tanda ' dan \" dan `" })).toMatchObject({ kind: "unclear" });
  });
});

describe("writing .env", () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  it("makes it its owner's alone, through a link as well, and leaves no draft behind", () => {
    const [real, link] = [join(folder, "sungguhan"), join(folder, ".env")];
    writeFileSync(real, "X=1\n");
    chmodSync(real, 0o644);
    symlinkSync(real, link);
    writeEnvFile(readEnvFile(link, "none"), "X=2\n");
    expect(readFileSync(real, "utf8")).toBe("X=2\n");
    expect(statSync(link).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, `.env.${process.pid}.tmp`))).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)("stays whose it was, and a service's group goes on reading root's", () => {
    const file = join(folder, ".env");
    const rights = (uid: number, gid: number, mode: number) => {
      writeFileSync(file, "X=1\n");
      chownSync(file, uid, gid);
      chmodSync(file, mode);
      writeEnvFile(readEnvFile(file, "none"), "X=2\n");
      const about = statSync(file);
      return [about.uid, about.gid, (about.mode & 0o777).toString(8)];
    };
    expect(rights(0, 65_534, 0o640)).toEqual([0, 65_534, "640"]);
    expect(rights(0, 0, 0o640)).toEqual([0, 0, "600"]);
    expect(rights(0, 65_534, 0o644)).toEqual([0, 65_534, "600"]);
    expect(rights(65_534, 65_534, 0o640)).toEqual([65_534, 65_534, "600"]);
  });

  it("refuses over what somebody wrote meanwhile, and leaves that as it is", () => {
    const file = join(folder, ".env");
    const example = join(folder, "example");
    writeFileSync(example, "X=\n");
    const read = readEnvFile(file, example);
    expect(read.text).toBe("X=\n");
    writeFileSync(file, "X=7\n");
    expect(() => writeEnvFile(read, "X=1\n")).toThrow("berubah sementara");
    expect(readFileSync(file, "utf8")).toBe("X=7\n");
  });
});

describe("an .env that Node would pass over", () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  it("ends everything with a sentence where an editor saved it in another way", () => {
    const file = join(folder, ".env");
    for (const [bytes, says] of [
      [Buffer.from("\ufeffTELEGRAM_BOT_TOKEN=1:a\n"), /begins with an invisible mark .*sed -i/],
      [Buffer.from("\ufeffTELEGRAM_BOT_TOKEN=1:a\n", "utf16le"), /UTF-16.*iconv/],
    ] as const) {
      writeFileSync(file, bytes);
      expect(() => loadEnvironment(file)).toThrow(SettingsError);
      expect(() => loadEnvironment(file)).toThrow(says);
    }
  });

  it("is named by the doctor, by line and by the name that was meant, and without its values", () => {
    const file = join(folder, ".env");
    const text = [
      "# TELEGRAM_BOT_TOKE=x",
      "TELEGRAM_BOT_TOKN=1:rahasia",
      "export office_zone=WIT",
      "WHATSAPP_NUMBER=0812",
      "HTTPS_PROXY=http://127.0.0.1:3128",
      "",
      "HTTP_PORT: 8080",
      "OFFICE_NAME=Kantor # nama",
    ].join("\r\n");
    writeFileSync(file, text, { mode: 0o600 });
    const found = checkEnvFile(file);
    expect(found.map(({ says, remedy }) => `${says.replaceAll(file, ".env")} -> ${remedy}`)).toEqual([
      "TELEGRAM_BOT_TOKN in .env is no setting, so it sets nothing -> write TELEGRAM_BOT_TOKEN",
      "WHATSAPP_NUMBER in .env is no setting, so it sets nothing -> see .env.example for the names of all",
      "office_zone in .env is no setting, so it sets nothing -> write OFFICE_ZONE",
      "line 7 of .env is not NAME=value, so it sets nothing -> put it right, or a # before it",
    ]);
    expect(JSON.stringify(found)).not.toMatch(/rahasia|0812/);
    expect(checkEnvFile(".env.example").filter(({ remedy }) => !remedy?.startsWith("chmod"))).toEqual([]);
    expect(checkEnvFile(join(folder, "none"))).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("is warned of by the doctor where others may read it", () => {
    const file = join(folder, ".env");
    writeFileSync(file, "OFFICE_NAME=A\n", { mode: 0o644 });
    expect(checkEnvFile(file)).toMatchObject([{ level: "warn", remedy: `chmod 600 ${file}` }]);
    chmodSync(file, 0o600);
    expect(checkEnvFile(file)).toEqual([]);
  });
});
