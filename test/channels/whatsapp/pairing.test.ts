import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loopbackOnly } from "../../support/loopback-only.ts";
import { openConnection, type TestConnection } from "../../support/whatsapp-connection.ts";
import { startWhatsApp, type WhatsAppServer } from "../../support/whatsapp-server/server.ts";

loopbackOnly();

let server: WhatsAppServer;
let connection: TestConnection;

beforeEach(async () => {
  server = await startWhatsApp();
  connection = await openConnection(server);
  await connection.start(
    () => {},
    () => {},
  );
});

afterEach(async () => {
  await connection.close();
  await server.stop();
  expect(server.unhandled).toEqual([]);
});

describe("linking by QR", () => {
  it("goes from QR to an open connection by itself", async () => {
    await connection.linkUp();
    expect(connection.steps.map(({ kind }) => kind)).toEqual(["said", "said", "qr", "said", "paired"]);
    expect(connection.self()).toEqual({ pn: server.account.number, lid: "180000000000000" });
    expect(server.connections()).toHaveLength(1);
  });
});
