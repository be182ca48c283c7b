import { PassThrough, Readable } from "node:stream";
import { expect } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import type { WhatsAppServer } from "./whatsapp-server/server.ts";

/** `desk whatsapp pair` under way in this process: its lines as they come, and what stops it. */
export type DeskPairing = {
  stop(): void;
  /** The next line as JSON. */
  next(): Promise<{ qr?: string; code?: string; paired?: boolean }>;
  /** The exit code. */
  ended: Promise<number>;
  /** What stands on stderr. */
  said(): string;
};

export function pairInside(args: readonly string[], environment: Record<string, string>): DeskPairing {
  const stdout = new PassThrough({ encoding: "utf8" });
  const stderr = new PassThrough({ encoding: "utf8" });
  const stopping = new AbortController();
  const shell = { environment, stdin: Readable.from([]), stdout, stderr, colour: false };
  const ended = runDesk(["whatsapp", "pair", ...args], { ...shell, stopped: () => stopping.signal }).finally(() =>
    stdout.end(),
  );
  let said = "";
  stderr.on("data", (text) => {
    said += text;
  });
  const lines = linesOf(stdout);
  return {
    stop: () => stopping.abort(),
    async next() {
      const { value } = await lines.next();
      if (value === undefined) throw new Error(`ended without another line: ${said}`);
      return JSON.parse(value);
    },
    ended,
    said: () => said,
  };
}

/** Links the server's account and returns the text of the QR it was linked by. */
export async function linkInside(server: WhatsAppServer, environment: Record<string, string>): Promise<string> {
  const pairing = pairInside(["--json"], environment);
  const { qr = "" } = await pairing.next();
  await server.account.scan(qr);
  expect(await pairing.next()).toEqual({ paired: true });
  expect(await pairing.ended).toBe(0);
  expect(pairing.said()).toBe("");
  return qr;
}

async function* linesOf(stream: PassThrough): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
