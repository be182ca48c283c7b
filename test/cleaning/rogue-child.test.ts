import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCleanPicture } from "../../src/cleaning/clean-picture.ts";
import { markedJpeg, markedPng, markedWebp, plainPicture } from "../support/marked-pictures.ts";

const child = join(import.meta.dirname, "..", "support", "rogue-picture-child.ts");
const limits = { residentBytes: 160 * 1024 * 1024, bytes: 1024 * 1024 };

const rogue = (act: string, milliseconds = 15_000) =>
  createCleanPicture({ child, limits: { ...limits, milliseconds } })(Buffer.from(act), "image/jpeg");

const onLinux = it.runIf(existsSync("/proc/self/status"));

describe("the process that draws a picture", () => {
  it.each([
    ["abort", "broken"],
    ["hang", "too-slow", 1500],
    ["flood", "too-large"],
    ["silent", "broken"],
    ["hand back what it was given", "broken"],
    ["throw", "unavailable"],
    ["eat the heap", "broken"],
  ])("may %s: the service goes on and says that the picture is %s", async (act, why, milliseconds?: number) => {
    expect(await rogue(act, milliseconds)).toEqual({ kind: "refused", why });
  });

  onLinux("is ended when it eats memory bit by bit, and gets no more at once than it may have", async () => {
    expect(await rogue("eat")).toEqual({ kind: "refused", why: "too-large" });
    expect(await rogue("eat at once")).toMatchObject({ kind: "refused" });
  });

  it("reaches no environment, no other file, no program and, where the system lets us, no network", async () => {
    const said = await rogue("reach");
    if (said.kind === "refused") throw new Error(said.why);
    const denied = "ERR_ACCESS_DENIED";
    const { environment, interfaces, ...tried } = JSON.parse(
      Buffer.from(said.bytes).toString("latin1", 6, said.bytes.length - 2),
    );
    expect(tried).toEqual({ read: denied, write: denied, run: denied });
    expect(environment).toEqual(["VIPS_DISC_THRESHOLD"]);
    if (spawnSync("unshare", ["-cn", "true"]).status === 0) expect(interfaces).toEqual([]);
  });

  onLinux(
    "leaves no core, fills no file, and is the first to wait and to go when the machine is short of anything",
    async () => {
      const waiting = rogue("wait");
      const pid = await childOf(process.pid);
      const held = readFileSync(`/proc/${pid}/limits`, "latin1");
      expect(held).toMatch(/Max core file size\s+0\s+0/);
      expect(held).toMatch(/Max file size\s+0\s+0/);
      expect(held).toMatch(/Max cpu time\s+15\s+15/);
      expect(readFileSync(`/proc/${pid}/oom_score_adj`, "latin1").trim()).toBe("1000");
      expect(getPriority(pid)).toBeGreaterThan(getPriority());
      process.kill(pid, "SIGSEGV");
      expect(await waiting).toEqual({ kind: "refused", why: "broken" });
    },
  );

  it("is one of two at most; the others wait, and those behind too many are told so", async () => {
    const clean = createCleanPicture({ child, limits });
    const results = await Promise.all(Array.from({ length: 20 }, () => clean(Buffer.from("silent"), "image/jpeg")));
    const count = (why: string) => results.filter((each) => each.kind === "refused" && each.why === why).length;
    expect([count("broken"), count("busy")]).toEqual([18, 2]);
    expect(await clean(Buffer.from("abort"), "image/jpeg")).toEqual({ kind: "refused", why: "broken" });
  });

  it("that cannot be begun at all is told, and nothing is thrown", async () => {
    const clean = createCleanPicture({ child: `${child}\0` });
    expect(await clean(Buffer.from("silent"), "image/jpeg")).toEqual({ kind: "refused", why: "unavailable" });
  });

  it("is fed pictures with wrong bytes, and the service draws the next one all the same", async () => {
    const clean = createCleanPicture();
    const random = numbersFrom(20_261_129);
    const marked = await Promise.all([markedJpeg(), markedPng(), markedWebp()]);
    const mimes = ["image/jpeg", "image/png", "image/webp"];
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, at) => {
        const bytes = Buffer.from(marked[at % 3]?.bytes ?? []);
        for (let count = 0; count <= at; count += 1)
          bytes[12 + Math.floor(random() * (bytes.length - 12))] = random() * 256;
        return clean(bytes, mimes[at % 3] ?? "");
      }),
    );
    for (const result of results) {
      if (result.kind === "refused") expect(result.why).toBe("broken");
      else expect(Buffer.from(result.bytes).includes("Rahasia-")).toBe(false);
    }
    expect(results.some(({ kind }) => kind === "refused")).toBe(true);
    expect(await clean(await plainPicture().jpeg().toBuffer(), "image/jpeg")).toMatchObject({ kind: "clean" });
  });
});

/** The process that runs the rogue for us, once it is there. */
async function childOf(parent: number): Promise<number> {
  for (;;) {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const isOurs = readFileSync(`/proc/${pid}/status`, "latin1").includes(`PPid:\t${parent}\n`);
        if (isOurs && readFileSync(`/proc/${pid}/cmdline`, "latin1").startsWith(process.execPath)) return Number(pid);
      } catch {
        // It ended between the two looks.
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The same numbers between 0 and 1 in each run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
