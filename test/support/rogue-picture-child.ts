/** Stands where a picture is drawn and does what a decoder does that a picture has taken over. Told what by standard input. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const held: Buffer[] = [];
/** Where the test would find what a child wrote. */
const WRITTEN = join(tmpdir(), `rogue-picture-child-${process.pid}`);

const acts: Record<string, () => void> = {
  abort: () => process.abort(),
  hang: () => {
    for (;;) held.length = 0;
  },
  wait: () => setInterval(() => undefined, 1000),
  eat: () => setInterval(() => held.push(Buffer.alloc(8 * 1024 * 1024, 1)), 5),
  "eat at once": () => held.push(Buffer.alloc(1.5 * 1024 ** 3, 1)),
  "eat the heap": () => {
    const lists: number[][] = [];
    for (;;) lists.push(new Array(100_000).fill(lists.length));
  },
  flood: () => {
    const write = () => process.stdout.write(Buffer.alloc(1024 * 1024, 1), write);
    write();
  },
  silent: () => undefined,
  "hand back what it was given": () => process.stdout.write("hand back what it was given"),
  throw: () => {
    throw new Error("as when its code is not there");
  },
  reach: () => {
    const tried = {
      environment: Object.keys(process.env),
      interfaces: Object.keys(networkInterfaces()),
      read: outcome(() => readFileSync("/etc/hostname")),
      write: outcome(() => writeFileSync(WRITTEN, "x")),
      run: outcome(() => spawnSync("true")),
    };
    // Words where a JPEG has its dots: it looks like one.
    process.stdout.write(Buffer.from(`\xff\xd8\xff\xda\0\x02${JSON.stringify(tried)}\xff\xd9`, "latin1"));
  },
};

acts[await text(process.stdin)]?.();

function outcome(act: () => unknown): string {
  try {
    act();
    return "done";
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}
