import type { proto } from "@whiskeysockets/baileys";
import type { Connection } from "./connection.ts";
import { node, server } from "./nodes.ts";
import { beginPairing } from "./pairing.ts";
import type { World } from "./world.ts";

/** Lets a client in that has shown its key: to pair, or logged in as the linked device. */
export function admit(world: World, connection: Connection, payload: proto.ClientPayload): void {
  const refused =
    world.faults.take("login")?.reason ?? (payload.devicePairingData ? undefined : mistake(world, connection, payload));
  if (refused !== undefined) {
    world.emit({ kind: "login", accepted: false });
    connection.part(node("failure", { reason: String(refused), location: "test" }));
  } else if (payload.devicePairingData) {
    beginPairing(world, connection, payload.devicePairingData);
  } else {
    logIn(world, connection);
  }
}

/** Why a login is refused, as WhatsApp counts reasons. */
function mistake(world: World, connection: Connection, payload: proto.ClientPayload): number | undefined {
  const { device } = world;
  if (device === undefined) return 401;
  const known =
    String(payload.username) === world.owner().number &&
    payload.device === device.id &&
    connection.clientKey.equals(device.noiseKey);
  return known ? undefined : 401;
}

function logIn(world: World, connection: Connection): void {
  const owner = world.owner();
  for (const other of world.connections) {
    if (other.stage === "open") other.part(replaced);
  }
  connection.stage = "open";
  world.emit({ kind: "login", accepted: true });
  const lid = owner.jid("lid", world.device?.id);
  connection.send(node("success", { t: seconds(world), lid, props: "1", location: "test" }));
  const count = world.notices.backlog(connection) + world.mailbox.backlog(connection);
  connection.send(node("ib", { from: server }, [node("offline", { count: String(count) })]));
}

/** Another connection has taken the place of this one. */
export const replaced = node("stream:error", {}, [node("conflict", { type: "replaced" })]);

export const removed = node("stream:error", { code: "401" }, [node("conflict", { type: "device_removed" })]);

export function seconds({ now }: Pick<World, "now">, at = now()): string {
  return String(Math.floor(at / 1_000));
}
