import { spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../src/desk/run-desk.ts";
import type { Run } from "../src/shell.ts";
import { makeDatabase } from "./support/make-database.ts";
import {
  compiledBefore,
  type Finished,
  finish,
  newFolder,
  removeFolder,
  runEntry,
  startEntry,
  startFile,
} from "./support/process.ts";
import { runInside } from "./support/run-inside.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const started = (entry: string, args: string, input = "") =>
  runEntry(entry, args.split(" "), { input, environment: { DATA_DIR: folder } });

/** A command line as somebody calls it in a folder of theirs, with only what the shell itself sets. */
function startedThere(entry: string, args: string): Promise<Finished> {
  const file = join(import.meta.dirname, "..", "src", entry);
  return finish(
    spawn(process.execPath, [file, ...args.split(" ")], { cwd: folder, env: { DEBUG: "*", ...compiledBefore() } }),
  );
}

describe("a command line as a process", () => {
  it("prints what was asked for and nothing else, reads what is piped in, and ends with 0", async () => {
    const environment = { DATA_DIR: folder };
    const invited = await runInside(runDesk, "officer invite --name ana --role petugas".split(" "), { environment });
    expect(invited).toEqual({ code: 0, stdout: expect.stringMatching(/^\S+\n$/), stderr: "" });
    const listed = await started("desk.ts", "officer list --json");
    expect({ ...listed, stdout: JSON.parse(listed.stdout) }).toMatchObject({ code: 0, stdout: [{}], stderr: "" });
    const answered = await started("desk.ts", "queue answer 7 --as ana --text -", "Boleh, asal netral.");
    expect(answered).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^7 is not in the queue/) });
  });

  it.each([
    ["desk.ts", "kb reload", 1, "no service runs"],
    ["ask.ts", "--on kemarin halo", 2, "not a day"],
  ])("%s %s ends with its own exit code and a sentence on stderr", async (entry, args, code, sentence) => {
    const ended = await started(entry, args);
    expect(ended).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(sentence) });
  });

  it("ends with 3 where it cannot go on, and prints no stack", async () => {
    writeFileSync(join(folder, "sinetral.db"), "bukan basis data ".repeat(100));
    const unusable = await started("desk.ts", "officer list");
    expect(unusable).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining("cannot be opened") });
    mkdirSync(join(folder, ".env"));
    const lost = await startedThere("desk.ts", "officer list");
    expect(lost).toEqual({ code: 3, stdout: "", stderr: expect.stringMatching(/^desk: cannot go on \([\w ]+\)\n$/) });
  });

  it.skipIf(process.getuid?.() !== 0)(
    "does not go on without the settings of an .env that its account cannot read",
    async () => {
      writeFileSync(join(folder, ".env"), "OFFICE_NAME=Kantor\n", { mode: 0o600 });
      chmodSync(folder, 0o755);
      const asNobody = (entry: string, ...args: string[]) =>
        finish(
          spawn(process.execPath, [join(import.meta.dirname, "..", "src", entry), ...args], {
            ...{ cwd: folder, env: compiledBefore(), uid: 65_534, gid: 65_534 },
          }),
        );
      const says = { stdout: "", stderr: expect.stringMatching(/^\.env is there and this account cannot read it\. /) };
      expect(await asNobody("desk.ts", "doctor")).toEqual({ code: 2, ...says });
      expect(await asNobody("main.ts")).toEqual({ code: 78, ...says });

      rmSync(join(folder, ".env"));
      // Nor where root has left a database in the folder of that account, which is no reason to restore one.
      const data = join(folder, "data");
      mkdirSync(data);
      await makeDatabase(data);
      chownSync(data, 65_534, 65_534);
      expect(await asNobody("desk.ts", "officer", "list")).toEqual({
        ...{ code: 3, stdout: "" },
        stderr: expect.stringMatching(
          /sinetral\.db belongs to root\)\. Nothing is lost: .* sudo chown -R --reference=/,
        ),
      });
    },
  );

  it("names the file that the system refuses to its account, and what to do", async () => {
    const refused = Object.assign(new Error("secret"), { code: "EACCES", path: "/mnt/cadangan/senin" });
    const run: Run = (args, shell) => {
      const environment = Object.defineProperty({}, "DATA_DIR", {
        enumerable: true,
        get() {
          throw refused;
        },
      });
      return runDesk(args, { ...shell, environment });
    };
    expect(await runInside(run, ["officer", "list"])).toEqual({
      ...{ code: 2, stdout: "" },
      stderr:
        "/mnt/cadangan/senin is not for this account to use (EACCES). Use the account that it belongs to, or another place.\n",
    });
  });

  it.each(["thrown", "rejected"])("tells no more than its name of an error that nobody caught: %s", async (kind) => {
    const ended = await finish(startFile("test/support/broken-command.ts", [kind], {}));
    expect(ended).toEqual({ code: 3, stdout: "", stderr: "desk: cannot go on (Error EBUG)\n" });
  });

  it("goes by what .env says, and not by DEBUG", async () => {
    writeFileSync(join(folder, ".env"), `DATA_DIR=${join(folder, "kantor")}\n`);
    const { stdout, stderr } = await startedThere("desk.ts", "doctor");
    expect(stdout).toContain(`DATA_DIR ${join(folder, "kantor")} can be written`);
    expect(stderr).toBe("");
  });

  it("ends quietly when nobody reads it any more", async () => {
    const child = startEntry("ask.ts", ["--json"], { DATA_DIR: folder });
    child.stdout.destroy();
    child.stdin.end("boleh like postingan caleg?\nboleh nyoblos?\n");
    expect(await finish(child)).toMatchObject({ code: 0, stderr: "" });
  });
});
