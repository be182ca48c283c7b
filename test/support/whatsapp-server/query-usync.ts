import type { BinaryNode } from "@whiskeysockets/baileys";
import { childOf, childrenOf, node, parseJid } from "./nodes.ts";
import type { Phone } from "./phone.ts";
import type { Query } from "./queries.ts";
import type { World } from "./world.ts";

/** Who is on WhatsApp, with which devices, and under which LID. */
export const lookUp: Query = (world, iq) => {
  const usync = childOf(iq, "usync");
  const wanted = childrenOf(childOf(usync, "query")).map(({ tag }) => tag);
  const users = childrenOf(childOf(usync, "list"), "user").flatMap((user) => answerFor(world, user, wanted));
  const { sid = "", mode = "query", context = "message" } = usync?.attrs ?? {};
  return [node("usync", { sid, mode, context, last: "true", index: "0" }, [node("list", {}, users)])];
};

function answerFor(world: World, asked: BinaryNode, wanted: string[]): BinaryNode[] {
  const number = String(childOf(asked, "contact")?.content ?? "").replace(/\D/g, "");
  const jid = asked.attrs["jid"] ?? `${number}@s.whatsapp.net`;
  const { user, server } = parseJid(jid);
  const phone = world.phones.get(user);
  if (phone === undefined) {
    // Only a question for the contact itself is answered with no; otherwise the unknown are left out.
    return wanted.includes("contact") ? [node("user", { jid }, [node("contact", { type: "out" })])] : [];
  }
  const parts = wanted.flatMap((part) => {
    if (part === "contact") return [node("contact", { type: "in" })];
    if (part === "devices") return [devicesOf(world, phone)];
    // Asked by LID, WhatsApp does not tell the number, nor the LID once more.
    if (part === "lid" && server !== "lid") return [node("lid", { val: phone.jid("lid") })];
    return [];
  });
  return [node("user", { jid }, parts)];
}

function devicesOf(world: World, phone: Phone): BinaryNode {
  const linked = phone === world.owner() ? world.device : undefined;
  const devices = [node("device", { id: "0" })];
  if (linked !== undefined) devices.push(node("device", { id: String(linked.id), "key-index": String(linked.id) }));
  return node("devices", {}, [node("device-list", {}, devices)]);
}
