import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Connection } from "./connection.ts";
import { childrenOf } from "./nodes.ts";
import { takeMessage } from "./outgoing.ts";
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
  if (of !== "message") world.notices.acked(attrs);
  else if (error === undefined) world.mailbox.confirm(id);
  else world.mailbox.refused(id);
  world.emit({ kind: "ack", id, class: of, ...(error === undefined ? {} : { error }) });
}
