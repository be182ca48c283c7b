import type { BinaryNode } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import { textContent } from "./content.ts";
import { createInbox } from "./inbox.ts";
import { node } from "./nodes.ts";
import type { Envelope, Phone } from "./phone.ts";
import type { Query } from "./queries.ts";
import type { Group, GroupOptions, Person, Received } from "./types.ts";
import type { World } from "./world.ts";

/** A group as the server knows it. */
export type Room = {
  jid: string;
  subject: string;
  members: Set<Phone>;
  /** One of the members could read a message. */
  seen(message: Received): void;
};

export function createGroup(world: World, options: GroupOptions): Group {
  const jid = `${120_363_000_000_000_000n + BigInt(world.groups.size)}@g.us`;
  const members = new Set(options.members.map((person) => phoneOf(world, person)));
  if (options.bot ?? true) members.add(world.owner());
  const inbox = createInbox(world.keep, () => `the group ${options.subject ?? jid}`);
  const room: Room = {
    jid,
    subject: options.subject ?? "Grup ASN",
    members,
    seen: (message) => {
      if (!inbox.has(message.id)) inbox.add({ ...message });
    },
  };
  world.groups.set(jid, room);

  function envelope(person: Person): Envelope {
    const phone = phoneOf(world, person);
    if (!members.has(phone)) throw new Error(`${person.name} is not in the group`);
    if (!members.has(world.owner())) throw new Error("the bot is not in the group and hears nothing of it");
    const attrs = { from: jid, participant: person.lid, participant_pn: person.pn, addressing_mode: "lid" };
    return { attrs: () => attrs, group: jid };
  }

  function change(kind: "add" | "remove", phone: Phone): void {
    const participant = node("participant", { jid: phone.jid("lid"), phone_number: phone.jid("pn") });
    const by = [...members].find((member) => member !== world.owner()) ?? world.owner();
    const about = { from: jid, type: "w:gp2", id: `group-${world.events.length}`, t: seconds(world) };
    const actor = { participant: by.jid("lid"), participant_pn: by.jid("pn") };
    world.notices.tell(node("notification", { ...about, ...actor }, [node(kind, {}, [participant])]));
    if (kind === "add") members.add(phone);
    else members.delete(phone);
    // Who comes back has forgotten how to read the others.
    if (phone === world.owner()) for (const member of members) member.senderKeys().announced.delete(jid);
  }

  return {
    jid,
    subject: room.subject,
    says: async (person, text, said = {}) =>
      phoneOf(world, person).send(textContent(text, said, world.owner().jid("lid")), envelope(person), said),
    sends: async (person, content, said) => phoneOf(world, person).send(content, envelope(person), said),
    messages: inbox.messages,
    next: inbox.next,
    adds: (person) => change("add", person === "bot" ? world.owner() : phoneOf(world, person)),
    removes: (person) => change("remove", person === "bot" ? world.owner() : phoneOf(world, person)),
  };
}

/** Tells a member about its group. */
export const askGroup: Query = (world, iq) => {
  const room = world.groups.get(iq.attrs["to"] ?? "");
  if (room === undefined) return { error: 404 };
  return room.members.has(world.owner()) ? [about(room)] : { error: 403 };
};

export const askGroups: Query = (world) => {
  const rooms = [...world.groups.values()].filter(({ members }) => members.has(world.owner()));
  return [node("groups", {}, rooms.map(about))];
};

function about({ jid, subject, members }: Room): BinaryNode {
  const participants = [...members].map((phone, nth) => {
    const admin: Record<string, string> = nth === 0 ? { type: "superadmin" } : {};
    return node("participant", { jid: phone.jid("lid"), phone_number: phone.jid("pn"), ...admin });
  });
  const creator = participants[0]?.attrs["jid"] ?? "";
  const id = jid.split("@")[0] ?? "";
  const attrs = { id, subject, creation: "1700000000", creator, s_t: "1700000000", addressing_mode: "lid" };
  return node("group", attrs, participants);
}

function phoneOf(world: World, { number, name }: Person): Phone {
  const phone = world.phones.get(number);
  if (phone === undefined) throw new Error(`${name} is not of this server`);
  return phone;
}
