import { encodeWAMessage, proto, unpadRandomMax16 } from "@whiskeysockets/baileys";
import {
  GroupCipher,
  GroupSessionBuilder,
  SenderKeyDistributionMessage,
  SenderKeyName,
  SenderKeyRecord,
} from "@whiskeysockets/baileys/lib/Signal/Group/index.js";
import { ProtocolAddress } from "libsignal";

/** One phone's keys in groups: its own, and those of the bot. */
export type SenderKeys = {
  /** What others need to read this phone in a group. */
  announce(group: string): Promise<proto.Message.ISenderKeyDistributionMessage>;
  seal(group: string, message: proto.IMessage): Promise<Buffer>;
  /** Takes the bot's announcement. */
  learn(announced: proto.Message.ISenderKeyDistributionMessage): Promise<void>;
  open(group: string, body: Uint8Array): Promise<proto.Message>;
  /** Whether the bot can read this phone there already. */
  announced: Set<string>;
  forget(): void;
};

export function createSenderKeys(): SenderKeys {
  const records = new Map<string, SenderKeyRecord>();
  const announced = new Set<string>();
  const store = {
    loadSenderKey: async (name: SenderKeyName) => records.get(name.toString()) ?? new SenderKeyRecord(),
    storeSenderKey: async (name: SenderKeyName, record: SenderKeyRecord) => {
      records.set(name.toString(), record);
    },
  };
  const builder = new GroupSessionBuilder(store);
  const nameOf = (group: string, who: "own" | "bot") => new SenderKeyName(group, new ProtocolAddress(who, 1));
  return {
    announced,
    announce: async (group) => {
      const announcement = await builder.create(nameOf(group, "own"));
      return { groupId: group, axolotlSenderKeyDistributionMessage: announcement.serialize() };
    },
    seal: async (group, message) => {
      const cipher = new GroupCipher(store, nameOf(group, "own"));
      return Buffer.from(await cipher.encrypt(Buffer.from(encodeWAMessage(message))));
    },
    learn: async ({ groupId, axolotlSenderKeyDistributionMessage: serialized }) => {
      const announcement = new SenderKeyDistributionMessage(null, null, null, null, Buffer.from(serialized ?? []));
      await builder.process(nameOf(groupId ?? "", "bot"), announcement);
    },
    open: async (group, body) => {
      const padded = await new GroupCipher(store, nameOf(group, "bot")).decrypt(Buffer.from(body));
      return proto.Message.decode(unpadRandomMax16(Buffer.from(padded)));
    },
    forget: () => {
      records.clear();
      announced.clear();
    },
  };
}
