import { seconds } from "./admission.ts";
import { contextOf, editContent, textContent } from "./content.ts";
import { fileContent } from "./files.ts";
import type { FileKind } from "./media.ts";
import { node } from "./nodes.ts";
import { createPhone, type Phone } from "./phone.ts";
import type { By, FileOptions, Person, PersonOptions, SayOptions } from "./types.ts";
import type { World } from "./world.ts";

export function createPerson(world: World, options: PersonOptions = {}): Person {
  const nth = world.phones.size / 2;
  const phone = createPhone(world, {
    number: options.number ?? String(628_000_000_000 + nth),
    lid: options.lid ?? String(170_000_000_000_000 + nth),
    name: options.name ?? "Budi",
    online: options.online ?? true,
  });
  addPhone(world, phone);

  /** A message goes by one name of its sender and tells the other. */
  const direct = {
    attrs: (by: By): Record<string, string> =>
      by === "lid"
        ? { from: phone.jid("lid"), sender_pn: phone.jid("pn"), addressing_mode: "lid" }
        : { from: phone.jid("pn"), sender_lid: phone.jid("lid") },
  };
  const bot = ({ by = "lid" }: SayOptions) => world.owner().jid(by);
  const sendFile = (kind: FileKind, bytes: Uint8Array, options: FileOptions & SayOptions = {}) => {
    const { by, quotes, mentions, id, at, attrs, ...file } = options;
    const content = fileContent(world.media, kind, bytes, file, contextOf(options, bot(options)));
    return phone.send(content, direct, options);
  };

  return {
    number: phone.number,
    name: phone.name,
    pn: phone.jid("pn"),
    lid: phone.jid("lid"),
    says: (text, said = {}) => phone.send(textContent(text, said, bot(said)), direct, said),
    sendsImage: (bytes, options) => sendFile("image", bytes, options),
    sendsDocument: (bytes, options) => sendFile("document", bytes, options),
    sendsVoice: (bytes, options) => sendFile("audio", bytes, options),
    edits: (id, text, said = {}) =>
      phone.send(editContent(id, bot(said), text, world.now()), direct, { ...said, attrs: { edit: "1" } }),
    sends: (content, said) => phone.send(content, direct, said),
    messages: phone.inbox.messages,
    next: phone.inbox.next,
    receipts: phone.receipts,
    cannotRead: phone.cannotRead,
    reads: ({ id }) => {
      const by = phone.inbox.messages.find((message) => message.id === id)?.by ?? "lid";
      world.notices.tell(node("receipt", { id, from: phone.jid(by), type: "read", t: seconds(world) }));
    },
    goesOffline: () => phone.setOnline(false),
    comesOnline: () => phone.setOnline(true),
  };
}

export function addPhone(world: World, phone: Phone): void {
  for (const user of [phone.number, phone.lid]) {
    if (world.phones.has(user)) throw new Error(`there is a phone ${user} already`);
    world.phones.set(user, phone);
  }
}
