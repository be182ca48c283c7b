import { describe, expect, it } from "vitest";
import { isWireFailure } from "../../../../src/channels/whatsapp/connect/stray-failures.ts";

function failure(code: string | undefined, stack: string, message = "write EPIPE"): Error {
  return Object.assign(new Error(message), { stack: `Error: ${message}\n${stack}`, ...(code && { code }) });
}

const NODE = "    at WriteWrap.onWriteComplete [as oncomplete] (node:internal/stream_base_commons:87:19)";
const WS = "    at Sender.sendFrame (/app/node_modules/ws/lib/sender.js:573:20)";
const OURS = "    at write (file:///app/src/web/control.ts:20:5)";

describe("a failure that nobody waited for", () => {
  it.each([
    ["a broken pipe", failure("EPIPE", `${NODE}\n${WS}`)],
    ["a reset", failure("ECONNRESET", NODE)],
    ["a stream that was destroyed", failure("ERR_STREAM_DESTROYED", NODE)],
    ["no stack at all", failure("EPIPE", "")],
    ["a socket that is closing", failure(undefined, WS, "WebSocket is not open: readyState 2 (CLOSING)")],
    ["the bare code of a closing", 1006],
  ])("is the connection's: %s", (_, error) => {
    expect(isWireFailure(error)).toBe(true);
  });

  it.each([
    ["we wrote into it ourselves", failure("EPIPE", `${NODE}\n${OURS}`)],
    ["it is no failure of a socket", failure("ENOENT", NODE)],
    ["it has no code", failure(undefined, NODE, "x is not a function")],
    ["it was raised here", Object.assign(new Error("write EPIPE"), { code: "EPIPE" })],
    ["it is some number", 42],
    ["it is nothing", undefined],
  ])("is a bug when %s", (_, error) => {
    expect(isWireFailure(error)).toBe(false);
  });
});
