import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Connection } from "./connection.ts";
import { childOf, childrenOf, node } from "./nodes.ts";
import type { Person } from "./types.ts";
import type { World } from "./world.ts";

/** The bot confirms messages, says that it read them, or asks for one again. */
export function takeReceipt(world: World, connection: Connection, receipt: BinaryNode): void {
  const { id = "", to = "", type = "" } = receipt.attrs;
  connection.send(node("ack", { class: "receipt", id, from: to, ...(type === "" ? {} : { type }) }));
  const items = childrenOf(childOf(receipt, "list"), "item").map(({ attrs }) => attrs["id"] ?? "");
  for (const each of [id, ...items]) {
    const letter = world.mailbox.letters.get(each);
    letter?.from.receipts.push({ id: each, type: kindOf(type) });
    if (type !== "retry") world.mailbox.confirm(each);
    else if (letter !== undefined) letter.from.sendAgain(letter, receipt);
    world.emit({ kind: "receipt", id: each, type });
  }
}

function kindOf(type: string): Person["receipts"][number]["type"] {
  if (type === "" || type === "inactive") return "delivered";
  return type === "read" || type === "retry" ? type : "other";
}
