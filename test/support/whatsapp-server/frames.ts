import { prologue } from "./noise.ts";

export type Frames = { push(bytes: Buffer): Buffer[] };

/** Cuts the client's bytes into frames, however they were spread over messages, and checks what must stand first. */
export function createFrames(): Frames {
  let waiting = Buffer.alloc(0);
  let greeted = false;
  return {
    push: (bytes) => {
      waiting = waiting.length === 0 ? Buffer.from(bytes) : Buffer.concat([waiting, bytes]);
      if (!greeted) {
        const start = greetingLength(waiting);
        if (start === undefined) return [];
        greeted = true;
        waiting = waiting.subarray(start);
      }
      const frames: Buffer[] = [];
      while (waiting.length >= 3) {
        const end = 3 + waiting.readUIntBE(0, 3);
        if (waiting.length < end) break;
        frames.push(waiting.subarray(3, end));
        waiting = waiting.subarray(end);
      }
      return frames;
    },
  };
}

export function framed(body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(3 + body.length);
  frame.writeUIntBE(body.length, 0, 3);
  frame.set(body, 3);
  return frame;
}

/** Bytes before the first frame: the prologue, and a routing hint if the client has one. */
function greetingLength(bytes: Buffer): number | undefined {
  if (bytes.length < prologue.length) return undefined;
  let at = 0;
  if (bytes.subarray(0, 2).toString() === "ED") {
    if (bytes.length < 7) return undefined;
    at = 7 + bytes.readUIntBE(4, 3);
  }
  if (bytes.length < at + prologue.length) return undefined;
  if (!bytes.subarray(at, at + prologue.length).equals(prologue)) {
    throw new Error(`a client began with ${bytes.subarray(at, at + prologue.length).toString("hex")}, not WA 6 3`);
  }
  return at + prologue.length;
}
