import { chmodSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRuntime } from "../../src/desk/checks.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { finish, newFolder, printed, removeFolder, startEntry } from "../support/process.ts";
import { insertBroadcast, insertEvent, insertMailing } from "../support/reported.ts";
import { runInside } from "../support/run-inside.ts";
import { usedFolder } from "../support/used-folder.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const doctor = (args: readonly string[] = [], environment: Record<string, string> = {}) =>
  runInside(runDesk, ["doctor", ...args], { environment: { DATA_DIR: folder, ...environment } });

type Said = {
  ok: boolean;
  code: number;
  bad: string[];
  warn: string[];
  checks: Array<{ name: string; level: string; ok: boolean; says: string; remedy?: string }>;
};

describe("desk doctor", () => {
  it("is content with a service that runs and channels that are usable", async () => {
    await usedFolder(folder);
    const service = startEntry("main.ts", [], { DATA_DIR: folder });
    const end = finish(service);
    await printed(service, "siap: terminal");
    const forPeople = await doctor();
    const forPrograms = await doctor(["--json"]);
    service.stdin.end();
    await end;
    expect(forPeople.stdout).toContain(`process ${service.pid} runs`);
    expect(forPeople.stdout).toMatch(/^ok +terminal +receives messages$/m);
    const { ok, code, bad, warn, checks } = JSON.parse(forPrograms.stdout) as Said;
    // What is shipped gets old by itself, and then somebody has to look at it.
    const isOld = checks.some(({ name, level }) => name === "knowledge" && level === "warn");
    expect({ ok, code, bad, warn }).toEqual(
      isOld ? { ok: false, code: 1, bad: [], warn: ["knowledge"] } : { ok: true, code: 0, bad: [], warn: [] },
    );
    expect([forPeople.code, forPrograms.code]).toEqual([code, code]);
    expect(forPeople.stdout).toMatch(isOld ? /\nsomebody has to do something: knowledge\n$/ : /\nall is well\n$/);
    expect(checks.map(({ name }) => name)).toEqual([
      "runtime",
      "settings",
      "data",
      "disk",
      "service",
      "terminal",
      "clock",
      "database",
      "backup",
      "sending",
      "mailings",
      "tips",
      "knowledge",
    ]);
  });

  it("ends with 1 and says what to do when no service runs", async () => {
    const { code, stdout } = await doctor();
    expect(stdout).toMatch(/^warn +service +no service runs on DATA_DIR .*\n +-> npm start$/m);
    expect(code).toBe(1);
  });

  it("names settings that are not usable, and still looks at the rest it can", async () => {
    const { code, stdout } = await doctor(["--json"], { OFFICE_ZONE: "GMT", HTTP_PORT: "x" });
    const { checks, bad } = JSON.parse(stdout) as Said;
    expect(checks).toMatchObject([
      { name: "runtime", level: "ok" },
      { name: "settings", level: "bad", ok: false, says: expect.stringMatching(/OFFICE_ZONE[\s\S]*HTTP_PORT/) },
    ]);
    expect(bad).toEqual(["settings"]);
    expect(code).toBe(3);
  });

  it("names a data folder that cannot be one", async () => {
    const { stdout } = await doctor([], { DATA_DIR: "/proc/nowhere" });
    expect(stdout).toMatch(/^BAD +data +DATA_DIR \/proc\/nowhere/m);
  });

  it.skipIf(process.platform === "win32")("advises to keep others out of the data folder", async () => {
    for (const mode of [0o701, 0o750, 0o777]) {
      chmodSync(folder, mode);
      const { stdout } = await doctor();
      expect(stdout).toMatch(/^warn +data +DATA_DIR \S+ may be read or written by others\n +-> chmod 700 \S+$/m);
    }
    chmodSync(folder, 0o700);
    expect((await doctor()).stdout).not.toContain("by others");
  });

  describe("of mailings", () => {
    let database: Database;
    beforeEach(async () => {
      database = await openDatabase(folder);
    });
    afterEach(() => database.destroy());

    const says = async () => {
      const { stdout } = await doctor(["--json"]);
      const { checks } = JSON.parse(stdout) as { checks: Array<{ name: string; says: string; remedy?: string }> };
      return checks
        .filter(({ name }) => name === "mailings")
        .map(({ says, remedy }) => [says, remedy].filter((each) => each !== undefined).join(" -> "));
    };
    const due = "2024-10-03T08:00";

    it("says that nothing waits where nothing does", async () => {
      const event = await insertEvent(database);
      await insertMailing(database, { event }, { due }, [
        ["BKPSDM", "accepted", 2],
        ["BKPSDM", "failed", 1, "gone"],
        ["BKPSDM", "unknown", 1],
      ]);
      await insertMailing(database, { event }, { due, state: "dropped" });
      expect(await says()).toEqual(["nothing of events and broadcasts waits for an officer"]);
    });

    it("names what is held, paused, uncertain or dead, and the command for each", async () => {
      const event = await insertEvent(database);
      const [first, second] = [await insertBroadcast(database, "Apel"), await insertBroadcast(database, "Rapat")];
      await insertMailing(database, { event }, { due, state: "held" });
      await insertMailing(database, { event }, { due }, [["BKPSDM", "failed", 1, "tries"]]);
      await insertMailing(database, { broadcast: first }, { kind: "broadcast", due, state: "paused" }, [
        ["BKPSDM", "accepted", 1],
        ["BKPSDM", "pending", 3],
      ]);
      await insertMailing(database, { broadcast: second }, { kind: "broadcast", due }, [
        ["BKPSDM", "unknown", 2],
        ["BKPSDM", "failed", 4, "tries"],
        ["BKPSDM", "failed", 5, "gone"],
      ]);
      expect(await says()).toEqual([
        "event 1 is held: it reaches more people by now than one officer's word allows -> " +
          "an officer who did not make it lets it go: desk event approve 1 --as NAME",
        "event 1 has 1 message that could not be delivered -> " +
          "desk event report 1 shows which units were not reached, so that somebody tells them",
        "broadcast 1 is paused, with 3 messages not sent -> " +
          "desk broadcast resume 1 sends the rest, desk broadcast stop 1 ends it",
        "broadcast 2 has 2 messages that may not have arrived -> " +
          "desk broadcast resend 2 unknown sends them once more, though some people may get it twice",
        "broadcast 2 has 4 messages that could not be delivered -> desk broadcast resend 2 failed tries them again",
      ]);
      const soon = { state: "pending", starts_at: Date.now() + 3_600_000, recipients: 40 };
      await database.updateTable("events").set(soon).execute();
      expect((await says()).at(-1)).toBe(
        "event 1 begins within a day and nobody agreed to it: of 40 people nobody is reminded -> " +
          "an officer who did not make it lets it go: desk event approve 1 --as NAME",
      );
      const { stdout } = await doctor();
      expect(stdout).toMatch(
        /^warn +mailings +broadcast 1 is paused, with 3 messages not sent\n +-> desk broadcast resume 1/m,
      );
    });

    it("says nothing any more of what is over, or of whom nobody knows any more", async () => {
      const event = await insertEvent(database);
      const broadcast = await insertBroadcast(database, "Apel");
      await insertMailing(database, { event }, { due, state: "held" });
      await database
        .updateTable("mailings")
        .set({ until: Date.now() - 1_000 })
        .execute();
      await insertMailing(database, { broadcast }, { kind: "broadcast", due }, [["BKPSDM", "unknown", 2]]);
      await database.updateTable("mailing_deliveries").set({ address: null }).execute();
      expect(await says()).toEqual(["nothing of events and broadcasts waits for an officer"]);
    });
  });

  it("refuses another runtime than the one everything was tried on", () => {
    expect(checkRuntime("20.20.2")).toMatchObject({ level: "bad", remedy: expect.stringContaining("npm") });
    expect(checkRuntime("24.21.0")).toMatchObject({ level: "ok" });
  });
});
