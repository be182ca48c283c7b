import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Connection } from "./connection.ts";
import { askGroup, askGroups } from "./group.ts";
import { childrenOf, node, server } from "./nodes.ts";
import { takeCodeStep } from "./pairing-code.ts";
import { giveKeys, storeKeys } from "./query-keys.ts";
import { askMex } from "./query-mex.ts";
import { lookUp } from "./query-usync.ts";
import type { World } from "./world.ts";

/** Answers a query with what stands in its `<iq>`, or with an error code. */
export type Query = (world: World, iq: BinaryNode, connection: Connection) => BinaryNode[] | { error: number };

const nothing: Query = () => [];

const queries: Record<string, Query> = {
  "abt/get/props": () => [node("props", { hash: "none" })],
  "blocklist/get": () => [node("list")],
  "encrypt/get/count": ({ device, oneTimeKeys }) => {
    const count = device?.once.length ?? 0;
    return [node("count", { value: String({ all: count, few: Math.max(count, 1), none: 1_000 }[oneTimeKeys]) })];
  },
  "encrypt/get/digest": () => [node("digest")],
  "encrypt/get/key": giveKeys,
  "encrypt/set/registration": storeKeys,
  "encrypt/set/rotate": nothing,
  "md/set/link_code_companion_reg": takeCodeStep,
  "md/set/remove-companion-device": (world) => {
    world.device = undefined;
    world.emit({ kind: "logout" });
    return [];
  },
  "passive/set/active": (world) => {
    world.emit({ kind: "open" });
    return [];
  },
  "passive/set/passive": nothing,
  "privacy/get/privacy": () => [node("privacy", {}, [node("category", { name: "readreceipts", value: "all" })])],
  "privacy/set/tokens": nothing,
  "urn:xmpp:whatsapp:dirty/set/clean": nothing,
  "usync/get/usync": lookUp,
  "w:g2/get/query": askGroup,
  "w:g2/get/participating": askGroups,
  "w:m/set/media_conn": ({ port }) => [
    node("media_conn", { auth: "test", ttl: "3600" }, [node("host", { hostname: `127.0.0.1:${port}` })]),
  ],
  "w:mex/get/query": askMex,
  "w:p/get/ping": nothing,
  "w:stats/set/add": nothing,
  "w:sync:app:state/set/sync": (_, iq) => [
    node(
      "sync",
      {},
      childrenOf(childrenOf(iq)[0]).map(({ attrs }) => node("collection", { name: attrs["name"] ?? "", version: "0" })),
    ),
  ],
};

export function answerQuery(world: World, connection: Connection, iq: BinaryNode): void {
  const { id = "", type = "", xmlns = "", to = server } = iq.attrs;
  if (type !== "get" && type !== "set") return;
  const key = [
    xmlns,
    type,
    ...childrenOf(iq)
      .slice(0, 1)
      .map(({ tag }) => tag),
  ].join("/");
  const told = world.faults.answerOf(key);
  const known = queries[key];
  const answer = told === undefined ? (known?.(world, iq, connection) ?? { error: 501 }) : told(iq);
  if (told === undefined && known === undefined) world.unhandled.push(key);
  if (answer !== undefined) {
    const answered = { from: to, id, type: "error" in answer ? "error" : "result" };
    const content = "error" in answer ? [node("error", { code: String(answer.error) })] : answer;
    connection.send(content.length === 0 ? node("iq", answered) : node("iq", answered, content));
  }
  world.emit({ kind: "query", key, answered: answer !== undefined });
}
