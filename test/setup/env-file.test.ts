import { chmodSync, chownSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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
