import type { BinaryNode } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import type { Connection } from "./connection.ts";
import { childOf, childrenOf, node, parseJid } from "./nodes.ts";
import type { World } from "./world.ts";

/** The bot sends a message: it is acknowledged, and given to the phones it is for. */
export function takeMessage(world: World, connection: Connection, message: BinaryNode): void {
  const { id = "", to = "" } = message.attrs;
  const fate = forbidden(world, to) ? ({ kind: "refused", error: 463 } as const) : world.faults.fateOf(to);
  const ack = node("ack", { class: "message", id, from: to, t: seconds(world) });
  const send = () => connection.send(ack);
  switch (fate.kind) {
    case "refused":
      connection.send({ ...ack, attrs: { ...ack.attrs, error: String(fate.error) } });
      break;
    case "held":
      world.heldAcks.push(send);
      break;
    case "acked":
      if (fate.delayMs === undefined) send();
      else setTimeout(send, fate.delayMs).unref();
      break;
    case "lost":
      break;
    case "dropped":
      connection.kill();
      break;
  }
  world.emit({ kind: "message", id, to, outcome: fate.kind });
  if (fate.kind !== "refused" && (fate.kind !== "dropped" || fate.delivered)) deliver(world, message);
}

/** An account that may not begin chats can still answer. */
function forbidden(world: World, to: string): boolean {
  return world.restriction !== undefined && world.phones.get(parseJid(to).user)?.wrote === false;
}

/** Gives each device its own ciphertext, and the members of a group the one for all of them. */
function deliver(world: World, message: BinaryNode): void {
  const { id = "", to = "", participant = to, edit } = message.attrs;
  const room = world.groups.get(to);
  const group = room === undefined ? {} : { group: room.jid };
  const words = childOf(message, "enc");
  const single =
    words === undefined || words.attrs["type"] === "skmsg" ? [] : [node("to", { jid: participant }, [words])];
  for (const target of [...childrenOf(childOf(message, "participants"), "to"), ...single]) {
    const { user, device, server } = parseJid(target.attrs["jid"] ?? "");
    const phone = world.phones.get(user);
    // Device 0 is the phone; a copy for the bot's own device, as in groups, is for nobody.
    if (phone === undefined || device !== 0) continue;
    const enc = ciphertext(childOf(target, "enc"));
    // Without it no phone believes a session that a linked device begins.
    if (enc.type === "pkmsg" && childOf(message, "device-identity") === undefined) {
      world.unhandled.push(`message ${id} begins a session without a device identity`);
    }
    phone.receive({ id, ...enc, by: server === "lid" ? "lid" : "pn", ...group, edit });
  }
  if (room === undefined || words?.attrs["type"] !== "skmsg") return;
  for (const phone of room.members) phone.receive({ id, ...ciphertext(words), by: "lid", ...group, edit });
}

function ciphertext(enc: BinaryNode | undefined): { type: string; body: Uint8Array } {
  if (!(enc?.content instanceof Uint8Array)) throw new Error("a message has no ciphertext where one belongs");
  return { type: enc.attrs["type"] ?? "", body: enc.content };
}
