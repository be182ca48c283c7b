import type { BinaryNode } from "@whiskeysockets/baileys";
import { bigEndian, bytesOf, childOf, childrenOf, node, parseJid } from "./nodes.ts";
import type { Query } from "./queries.ts";
import { keyNode, readBundle, readKey } from "./signal.ts";
import type { Device, World } from "./world.ts";

/** The bot uploads keys with which others can begin sessions with it. */
export const storeKeys: Query = (world, iq) => {
  const { device } = world;
  if (device === undefined) return { error: 401 };
  const { once: _, ...bundle } = readBundle(iq, bytesOf(iq, "registration"));
  const keys = childrenOf(childOf(iq, "list"), "key").map(readKey);
  device.bundle = bundle;
  device.once.push(...keys);
  world.emit({ kind: "prekeys", count: keys.length });
  return [];
};

/** The bot asks for the keys of others; in groups also for its own, as every member's device is asked for. */
export const giveKeys: Query = (world, iq) => [
  node(
    "list",
    {},
    childrenOf(childOf(iq, "key"), "user").map(({ attrs }) => {
      const jid = attrs["jid"] ?? "";
      const keys = keysOf(world, jid);
      return node("user", { jid }, keys ?? [node("error", { code: "404", text: "item-not-found" })]);
    }),
  ),
];

function keysOf(world: World, jid: string): BinaryNode[] | undefined {
  const { user, device } = parseJid(jid);
  const phone = world.phones.get(user);
  if (phone === world.owner() && device !== 0) return world.device?.id === device ? ownKeys(world.device) : undefined;
  return device === 0 ? phone?.signal.bundle() : undefined;
}

function ownKeys({ bundle }: Device): BinaryNode[] {
  return [
    node("registration", {}, bigEndian(bundle.registrationId, 4)),
    node("type", {}, Buffer.of(5)),
    node("identity", {}, bundle.identity),
    keyNode("skey", bundle.signed.id, bundle.signed.public, bundle.signed.signature),
  ];
}
