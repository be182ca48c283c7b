import dns from "node:dns";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { afterEach, beforeAll, expect, it } from "vitest";
import { loopbackOnly } from "./loopback-only.ts";

const cleanups: Array<() => unknown> = [];

beforeAll(loopbackOnly);

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

// Addresses and names that are kept for documentation, so that nobody is reached even if the guard fails.
it.each([
  ["a socket by address", () => connect(443, "203.0.113.7")],
  ["a socket by options", () => connect({ port: 443, host: "203.0.113.7" })],
  ["a socket by name", () => connect(443, "sinetral.example")],
  ["TLS", () => connectTls({ port: 443, host: "203.0.113.7" })],
  ["a name", () => dns.lookup("sinetral.example", () => undefined)],
  ["a name asked of a server", () => dns.resolve4("sinetral.example", () => undefined)],
  ["a name by promise", () => dns.promises.lookup("sinetral.example")],
])("%s beyond this machine throws", (_, reach) => {
  expect(reach).toThrow(/a test (tried to reach|asked for the address of) (203\.0\.113\.7|sinetral\.example)/);
});

it("a fetch beyond this machine fails with the same words", async () => {
  await expect(fetch("http://203.0.113.7/")).rejects.toMatchObject({
    cause: { message: "a test tried to reach 203.0.113.7, which is not this machine" },
  });
});

it("this machine is reached as ever, by address, by name and by a file", async () => {
  const server = createServer((_, response) => response.end("ya"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  for (const host of ["127.0.0.1", "localhost"]) {
    const response = await fetch(`http://${host}:${port}/`, { headers: { connection: "close" } });
    expect(await response.text()).toBe("ya");
  }
  const folder = mkdtempSync(join(tmpdir(), "loopback-"));
  const file = join(folder, "here");
  const local = createSocketServer((socket) => socket.end());
  await new Promise<void>((resolve) => local.listen(file, resolve));
  cleanups.push(() => new Promise((resolve) => local.close(resolve)));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const socket = connect(file);
  await once(socket, "connect");
  socket.destroy();
});
