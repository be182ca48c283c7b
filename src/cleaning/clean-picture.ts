import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { MOST_INCOMING_BYTES } from "../chat/incoming-file.ts";
import type { CleanedPicture, CleanPicture, PictureTrouble } from "../tips/clean-picture.ts";
import { type ChildLimits, childCommand } from "./child-command.ts";
import { CHILD_VERDICT } from "./child-verdict.ts";
import { isPlainPicture } from "./is-plain-picture.ts";
import { createQueue } from "./queue.ts";
import { watchMemory } from "./watch-memory.ts";

const LIMITS: ChildLimits = {
  /** A little more than a phone's 108 million; beyond that a picture is made to burst. */
  pixels: 110_000_000,
  bytes: MOST_INCOMING_BYTES,
  milliseconds: 15_000,
  residentBytes: 512 * 1024 * 1024,
};

/** All the environment there is. Without it libvips may unpack a large picture into a file in the folder for temporary ones. */
const ENVIRONMENT = { VIPS_DISC_THRESHOLD: "64g" };

const FORMATS = new Map([
  ["image/jpeg", "jpeg"],
  ["image/png", "png"],
  ["image/webp", "webp"],
]);

/**
 * Draws each picture in a process of its own, which has no environment, no rights on files but to read its code, little memory and
 * little time, and lives for that picture alone: whatever a picture does to its decoder ends there. Nothing is written to a disk.
 * At most two at once. `child`: the program that draws, for tests.
 */
export function createCleanPicture({
  limits = {},
  child = join(import.meta.dirname, "clean-picture-child.ts"),
}: {
  limits?: Partial<ChildLimits>;
  child?: string;
} = {}): CleanPicture {
  const all = { ...LIMITS, ...limits };
  const queue = createQueue({ atOnce: 2, mostWaiting: 16, mostWaitingBytes: 4 * MOST_INCOMING_BYTES });
  return async (bytes, mime) => {
    const format = FORMATS.get(mime);
    if (format === undefined) return refused("broken");
    const result = await queue
      .run(bytes.length, () => drawApart(bytes, format, all, child))
      // The system has no process or no memory to give; told to the sender, who has the picture still.
      .catch((): PictureTrouble => "unavailable");
    if (typeof result === "string") return refused(result);
    return { kind: "clean", bytes: result, mime };
  };
}

export const cleanPicture: CleanPicture = createCleanPicture();

function refused(why: PictureTrouble): CleanedPicture {
  return { kind: "refused", why };
}

function drawApart(
  bytes: Uint8Array,
  format: string,
  limits: ChildLimits,
  program: string,
): Promise<Uint8Array | PictureTrouble> {
  const { command, args } = childCommand(program, [format, String(limits.pixels), String(limits.bytes)], limits);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: ENVIRONMENT,
      cwd: "/",
      stdio: ["pipe", "pipe", "ignore"],
      windowsHide: true,
    });
    const pieces: Buffer[] = [];
    let size = 0;
    let verdict: PictureTrouble | undefined;
    const stop = (why: PictureTrouble) => {
      verdict ??= why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop("too-slow"), limits.milliseconds);
    const unwatch = watchMemory(child, limits.residentBytes, () => stop("too-large"));
    const settle = (result: Uint8Array | PictureTrouble) => {
      clearTimeout(timer);
      unwatch();
      resolve(result);
    };
    child.stdout?.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size > limits.bytes) stop("too-large");
      else pieces.push(piece);
    });
    child.on("error", () => settle("unavailable"));
    child.on("close", (code) =>
      settle(verdict ?? (code === 0 ? checked(Buffer.concat(pieces), format) : verdictOf(code))),
    );
    feed(child, bytes);
  });
}

function checked(drawn: Buffer, format: string): Uint8Array | PictureTrouble {
  return isPlainPicture(drawn, format) ? drawn : "broken";
}

function feed(child: ChildProcess, bytes: Uint8Array): void {
  // A child that dies before it has read all breaks the pipe; how it ended says the rest.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(bytes);
}

/** A child that a picture breaks is killed by a signal; one that ends without a verdict could not even begin. */
function verdictOf(code: number | null): PictureTrouble {
  if (code === CHILD_VERDICT.tooLarge) return "too-large";
  return code === null || code === CHILD_VERDICT.broken ? "broken" : "unavailable";
}
