import { chmodSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRuntime } from "../../src/desk/checks.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { finish, newFolder, printed, removeFolder, startEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const doctor = (args: readonly string[] = [], environment: Record<string, string> = {}) =>
  runInside(runDesk, ["doctor", ...args], { environment: { DATA_DIR: folder, ...environment } });

describe("desk doctor", () => {
  it("is content with a service that runs and channels that are usable", async () => {
    const service = startEntry("main.ts", [], { DATA_DIR: folder });
    const end = finish(service);
    await printed(service, "siap: terminal");
    const forPeople = await doctor();
    const forPrograms = await doctor(["--json"]);
    service.stdin.end();
    await end;
    expect(forPeople.stdout).toContain(`process ${service.pid} runs`);
    expect(forPeople.stdout).toMatch(/^ok +terminal +receives messages$/m);
    expect(forPeople.code).toBe(0);
    const { ok, checks } = JSON.parse(forPrograms.stdout) as { ok: boolean; checks: Array<{ name: string }> };
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(["runtime", "settings", "data", "service", "terminal"]);
  });

  it("ends with 1 and says what to do when no service runs", async () => {
    const { code, stdout } = await doctor();
    expect(stdout).toMatch(/^NOT OK +service +no service runs on DATA_DIR .*\n +-> npm start$/m);
    expect(code).toBe(1);
  });

  it("names settings that are not usable, and still looks at the rest it can", async () => {
    const { code, stdout } = await doctor(["--json"], { OFFICE_ZONE: "GMT", HTTP_PORT: "x" });
    const { checks } = JSON.parse(stdout) as { checks: Array<{ name: string; ok: boolean; says: string }> };
    expect(checks).toMatchObject([
      { name: "runtime", ok: true },
      { name: "settings", ok: false, says: expect.stringMatching(/OFFICE_ZONE[\s\S]*HTTP_PORT/) },
    ]);
    expect(code).toBe(1);
  });

  it("names a data folder that cannot be one", async () => {
    const { stdout } = await doctor([], { DATA_DIR: "/proc/nowhere" });
    expect(stdout).toMatch(/^NOT OK +data +DATA_DIR \/proc\/nowhere/m);
  });

  it.skipIf(process.platform === "win32")("advises to keep others out of the data folder", async () => {
    for (const mode of [0o701, 0o750, 0o777]) {
      chmodSync(folder, mode);
      const { stdout } = await doctor();
      expect(stdout).toMatch(/^note +data +DATA_DIR \S+ may be read or written by others\n +-> chmod 700 \S+$/m);
    }
    chmodSync(folder, 0o700);
    expect((await doctor()).stdout).not.toContain("by others");
  });

  it("refuses another runtime than the one everything was tried on", () => {
    expect(checkRuntime("20.20.2")).toMatchObject({ ok: false, remedy: expect.stringContaining("npm") });
    expect(checkRuntime("24.21.0")).toMatchObject({ ok: true });
  });
});
