import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWebServer, PortUnusableError, type WebServer } from "../../src/web/server.ts";

let server: WebServer;
let usable = false;
const received: string[] = [];
const webhook = {
  path: "/hook",
  trusts: (header: (name: string) => string | undefined) => header("x-secret") === "s",
  receive: async (body: string) => {
    received.push(body);
    if (body === "rusak") throw new Error("bug");
    return 200;
  },
};

beforeEach(async () => {
  usable = false;
  received.length = 0;
  server = await openWebServer({ port: 0, webhooks: [webhook], ready: () => usable });
});
afterEach(() => server.close());

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const post = (body: string, headers: Record<string, string> = { "x-secret": "s" }) =>
  fetch(url("/hook"), { method: "POST", body, headers });

describe("the web server", () => {
  it("says that the process lives, and whether every channel is usable", async () => {
    expect((await fetch(url("/health"))).status).toBe(200);
    expect((await fetch(url("/ready"))).status).toBe(503);
    usable = true;
    expect((await fetch(url("/ready"))).status).toBe(200);
  });

  it("hands a webhook what a trusted caller posts, and nobody else's", async () => {
    expect((await post("isi")).status).toBe(200);
    expect((await post("isi", {})).status).toBe(403);
    expect((await fetch(url("/hook"))).status).toBe(405);
    expect((await fetch(url("/lain"))).status).toBe(404);
    expect(received).toEqual(["isi"]);
  });

  it("refuses what is too large, and survives a bug and a caller that goes away", async () => {
    expect((await post("x".repeat(1_000_001))).status).toBe(413);
    expect((await post("rusak")).status).toBe(500);
    const rude = connect(server.port, "127.0.0.1");
    rude.write("POST /hook HTTP/1.1\r\nhost: a\r\nx-secret: s\r\ncontent-length: 100\r\n\r\nsetengah");
    rude.destroy();
    expect((await post("isi")).status).toBe(200);
  });

  it("names the setting when its port is taken", async () => {
    await expect(openWebServer({ port: server.port, webhooks: [], ready: () => true })).rejects.toThrow(
      PortUnusableError,
    );
    await expect(openWebServer({ port: server.port, webhooks: [], ready: () => true })).rejects.toThrow(/HTTP_PORT/);
  });
});
