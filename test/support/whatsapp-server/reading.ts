import { proto } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import { seen } from "./content.ts";
import { fileOf } from "./files.ts";
import { bigEndian, node } from "./nodes.ts";
import type { Phone } from "./phone.ts";
import type { By } from "./types.ts";
import type { World } from "./world.ts";

/** A message of the bot for one phone. */
export type Arrival = { id: string; type: string; body: Uint8Array; by: By; group?: string; edit?: string | undefined };

/** How a phone reads the bot. */
export type Reading = {
  read(arrival: Arrival): Promise<void>;
  cannotRead(times: number, options?: { by?: By; keys?: boolean }): void;
};

export function createReading(world: World, phone: () => Phone): Reading {
  const retries = new Map<string, number>();
  let unreadable: { times: number; by?: By; keys: boolean } = { times: 0, keys: false };

  /** Whether this phone pretends that it cannot read a message; then it has asked for it again. */
  function pretends(arrival: Arrival): boolean {
    if (unreadable.times > 0) {
      // In groups the announcement comes as a message of its own before the words.
      if (arrival.group === undefined || arrival.type === "skmsg") unreadable.times -= 1;
      askAgain(arrival, unreadable.by ?? arrival.by, unreadable.keys);
      return true;
    }
    if (phone() === world.owner() || !world.faults.blinds()) return false;
    world.emit({ kind: "unreadable", id: arrival.id, why: "the weather" });
    askAgain(arrival, arrival.by, false);
    return true;
  }

  async function read(arrival: Arrival): Promise<void> {
    if (pretends(arrival)) return;
    try {
      const content = await opened(arrival);
      // A device asks its own phone for things of its own, such as a message that never came readable.
      if (content.protocolMessage?.peerDataOperationRequestMessage) world.emit({ kind: "peer", id: arrival.id });
      else if (hasContent(content)) take(arrival, content);
    } catch (error) {
      world.emit({ kind: "unreadable", id: arrival.id, why: error instanceof Error ? error.message : String(error) });
      askAgain(arrival, arrival.by, false);
    }
  }

  async function opened({ type, body, group = "" }: Arrival): Promise<proto.Message> {
    const { signal, senderKeys } = phone();
    const content = type === "skmsg" ? await senderKeys().open(group, body) : await signal.open(type, body);
    if (content.senderKeyDistributionMessage) await senderKeys().learn(content.senderKeyDistributionMessage);
    return content;
  }

  function take({ id, by, group, edit }: Arrival, content: proto.Message): void {
    const self = phone();
    const copy = content.deviceSentMessage;
    const told = copy?.message ?? content;
    if (told.protocolMessage?.type === proto.Message.ProtocolMessage.Type.REVOKE) {
      const { id: gone = "", fromMe } = told.protocolMessage.key ?? {};
      // Phones heed only what says so on its envelope too.
      if (edit !== "7" || fromMe !== true) world.unhandled.push(`message ${id} deletes another in the wrong way`);
      self.inbox.deleted(gone ?? "");
      world.emit({ kind: "deleted", id: gone ?? "", by: id });
      retries.delete(id);
      confirm(id, by, group);
      return;
    }
    const to = copy?.destinationJid;
    const file = fileOf(world.media, told);
    const received = {
      id,
      ...seen(told),
      by,
      ...(to ? { to } : {}),
      ...(group === undefined ? {} : { group }),
      ...(file && { file }),
      t: world.now(),
      copies: 1,
      deleted: false,
      content: told,
    };
    retries.delete(id);
    self.inbox.add(received);
    if (group !== undefined) world.groups.get(group)?.seen(received);
    confirm(id, by, group);
  }

  function confirm(id: string, by: By, group: string | undefined): void {
    const self = phone();
    // The account's own phone does not confirm what its own device sent.
    if (self !== world.owner()) {
      world.notices.tell(node("receipt", { id, ...sender(self, by, group), t: seconds(world) }));
    }
    world.waiting.changed();
  }

  function askAgain({ id, group, type }: Arrival, by: By, withKeys: boolean): void {
    if (group !== undefined && type !== "skmsg") return;
    const self = phone();
    const count = (retries.get(id) ?? 0) + 1;
    retries.set(id, count);
    const t = seconds(world);
    const parts = [
      node("retry", { count: String(count), id, t, v: "1" }),
      node("registration", {}, bigEndian(self.signal.registrationId(), 4)),
    ];
    if (withKeys || count > 1) parts.push(node("keys", {}, self.signal.bundle().slice(1)));
    world.notices.tell(node("receipt", { id, ...sender(self, by, group), type: "retry", t }, parts));
  }

  return {
    read,
    cannotRead: (times, { by, keys = false } = {}) => {
      unreadable = { times, keys, ...(by === undefined ? {} : { by }) };
    },
  };
}

function sender(phone: Phone, by: By, group: string | undefined): Record<string, string> {
  return group === undefined ? { from: phone.jid(by) } : { from: group, participant: phone.jid("lid") };
}

/** A message may bring nothing but the keys of a group. */
function hasContent(content: proto.Message): boolean {
  const about = ["senderKeyDistributionMessage", "messageContextInfo"];
  return Object.keys(proto.Message.toObject(content)).some((key) => !about.includes(key));
}
