import type { BinaryNode } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import type { Connection } from "./connection.ts";
import { childOf, childrenOf, node, parseJid } from "./nodes.ts";
import { answerQuery } from "./queries.ts";
import { takeReceipt } from "./receipts.ts";
import type { World } from "./world.ts";

/** Carries out what a client sent. */
export function receive(world: World, connection: Connection, received: BinaryNode): void {
  const { attrs, tag } = received;
  switch (tag) {
    case "iq":
      answerQuery(world, connection, received);
      break;
    case "message":
      takeMessage(world, connection, received);
      break;
    case "receipt":
      takeReceipt(world, connection, received);
      break;
    case "ack":
      takeAck(world, attrs);
      break;
    case "presence":
      world.emit({ kind: "presence", to: attrs["to"] ?? "", state: attrs["type"] ?? "" });
      break;
    case "chatstate":
      world.emit({ kind: "presence", to: attrs["to"] ?? "", state: childrenOf(received)[0]?.tag ?? "" });
      break;
    // What a client tells of itself, and nobody answers.
    case "ib":
      break;
    default:
      world.unhandled.push(`<${tag}>`);
  }
}

function takeAck(world: World, attrs: BinaryNode["attrs"]): void {
  const { id = "", class: of = "", error } = attrs;
  if (of === "message" && error === undefined) world.mailbox.confirm(id);
  if (of === "message" && error !== undefined) world.mailbox.refused(id);
  world.emit({ kind: "ack", id, class: of, ...(error === undefined ? {} : { error }) });
}

function takeMessage(world: World, connection: Connection, message: BinaryNode): void {
  const { id = "", to = "" } = message.attrs;
  const fate = world.faults.fateOf(to);
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

/** Gives each device its own ciphertext. */
function deliver(world: World, message: BinaryNode): void {
  const { id = "", to = "" } = message.attrs;
  const direct = childOf(message, "participants") === undefined ? [node("to", { jid: to }, childrenOf(message))] : [];
  for (const { attrs, content } of [...childrenOf(childOf(message, "participants"), "to"), ...direct]) {
    const { user, device, server } = parseJid(attrs["jid"] ?? "");
    const enc = childOf(node("to", {}, content), "enc");
    const phone = world.phones.get(user);
    // Device 0 is the phone; a copy for the bot's own device, as in groups, is for nobody.
    if (phone === undefined || device !== 0 || !(enc?.content instanceof Uint8Array)) continue;
    phone.receive({ id, type: enc.attrs["type"] ?? "", body: enc.content, by: server === "lid" ? "lid" : "pn" });
  }
}
