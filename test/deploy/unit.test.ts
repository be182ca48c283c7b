import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { credentialNames } from "../../src/credentials.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const root = join(import.meta.dirname, "..", "..");
const unit = readFileSync(join(root, "deploy", "sinetral.service"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } };

const valuesOf = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value]) => value);

/** 252 is the oldest one with all that the unit asks for; without any there is nobody to ask. */
const version = Number(
  /^systemd (\d+)/.exec(spawnSync("systemd-analyze", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1],
);
const why = version >= 252 ? "" : " (left out: this machine has no systemd-analyze 252 or newer)";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

/** What systemd-analyze says of the unit, with the program where it lies here. */
function analyze(args: readonly string[], text = unit) {
  const file = join(folder, "sinetral.service");
  writeFileSync(file, text.replaceAll("/opt/sinetral", root));
  const { status, stdout, stderr } = spawnSync("systemd-analyze", [...args, file], { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

describe("the systemd unit", () => {
  it.skipIf(why !== "")(`is understood by systemd, every line of it${why}`, () => {
    expect(analyze(["verify"])).toEqual({ status: 0, said: "" });
    expect(analyze(["verify"], unit.replace("ProtectSystem=", "ProtectSytem=")).said).toContain("ProtectSytem");
  });

  it.skipIf(why !== "")(`exposes no more than 2.0 of 10 by systemd's own measure${why}`, () => {
    const security = ["security", "--offline=true", "--threshold=20", "--no-pager"];
    const { status, said } = analyze(security);
    expect(said).toMatch(/Overall exposure level for sinetral.service: [01]\.\d/);
    expect(status).toBe(0);
    expect(analyze(security, unit.replace(/^(Protect|Private|System).*$/gm, "")).status).not.toBe(0);
  });

  it("starts what npm start does", () => {
    const start = valuesOf("ExecStart")[0]?.replace("/opt/sinetral/node_modules/.bin/node", "node");
    expect(start).toBe(scripts.start);
  });

  it("lets nothing that is in memory reach the disk", () => {
    expect([valuesOf("LimitCORE"), valuesOf("MemorySwapMax")]).toEqual([["0"], ["0"]]);
  });

  it("takes every secret as a credential, and has none itself", () => {
    expect(valuesOf("LoadCredentialEncrypted").sort()).toEqual([...credentialNames].sort());
    for (const name of credentialNames) expect(unit).not.toMatch(new RegExp(`${name}\\w*=`));
  });

  it("does not start again what only a person can put right", () => {
    expect(valuesOf("RestartPreventExitStatus")).toEqual(["1 78"]);
  });

  it("survives a picture that takes too much memory", () => {
    // Else the death of the process that draws would end the whole service.
    expect(valuesOf("OOMPolicy")).toEqual(["continue"]);
    const megabytes = Number(valuesOf("MemoryMax")[0]?.replace("M", ""));
    const objects = Number(/--max-old-space-size=(\d+)/.exec(scripts.start)?.[1]);
    expect(megabytes).toBeGreaterThanOrEqual(objects + 2 * 128 + 512);
  });
});
