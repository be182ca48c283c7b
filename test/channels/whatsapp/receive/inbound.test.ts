import { proto } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { withoutOthers } from "../../../../src/channels/whatsapp/receive/addressed.ts";
import { readContent } from "../../../../src/channels/whatsapp/receive/content.ts";
import { readInbound } from "../../../../src/channels/whatsapp/receive/inbound.ts";
import { readStanza, type Stanza, sourceOf } from "../../../../src/channels/whatsapp/receive/source.ts";
import { computedMs } from "../../../support/computing.ts";

const self = { pn: "62811000", lid: "9900" };
const startedAt = 1_795_000_000_500;
const now = Math.floor(startedAt / 1000);
const fetchFile = async (): Promise<Uint8Array> => {
  throw new Error("nothing is fetched that nobody asked for");
};
const context = { self, commands: new Set(["/topik", "/lapor"]), startedAt, fetchFile };
const { MESSAGE_EDIT, REVOKE } = proto.Message.ProtocolMessage.Type;

const fromPerson = { id: "A1", from: "17@lid", t: String(now) };
const fromGroup = { id: "G1", from: "120363@g.us", participant: "17:3@lid", t: String(now) };

/** What is read of an envelope and its contents. */
function read(message: proto.IMessage, attrs: Record<string, string> = fromPerson, known?: string) {
  const stanza = readStanza({ tag: "message", attrs });
  const source = stanza && sourceOf(stanza, self, known);
  // As it comes over the wire: with defaults for what is absent.
  const content = readContent(proto.Message.decode(proto.Message.encode(message).finish()));
  if (source === undefined || content.kind !== "said") return undefined;
  return readInbound(source, content, context);
}

const messageOf = (message: proto.IMessage, attrs?: Record<string, string>) => read(message, attrs)?.message;
const inGroup = (message: proto.IMessage) => messageOf(message, fromGroup)?.text;
const text = (words: string, contextInfo?: proto.IContextInfo): proto.IMessage =>
  contextInfo === undefined ? { conversation: words } : { extendedTextMessage: { text: words, contextInfo } };

describe("what a person writes", () => {
  it("is read as a message, with nothing of its sender but the address", () => {
    const inbound = read(text("boleh like?"), {
      ...fromPerson,
      notify: "Sari Rahasia",
      sender_pn: "62812@s.whatsapp.net",
    });
    expect(inbound).toEqual({
      message: {
        channel: "whatsapp",
        address: "whatsapp:17@lid",
        id: "A1",
        kind: "text",
        text: "boleh like?",
        place: "private",
        late: false,
      },
      replyTo: { jid: "17@lid", group: false },
      thread: "whatsapp:17@lid A1",
      album: undefined,
    });
  });

  it.each<[string, proto.IMessage, string]>([
    ["a text with a link", { extendedTextMessage: { text: "lihat https://contoh.id" } }, "lihat https://contoh.id"],
    ["a disappearing message", { ephemeralMessage: { message: text("boleh?") } }, "boleh?"],
    [
      "a text in several wrappers",
      { ephemeralMessage: { message: { viewOnceMessage: { message: text("boleh?") } } } },
      "boleh?",
    ],
    [
      "the button that was pressed",
      { buttonsResponseMessage: { selectedButtonId: "x", selectedDisplayText: "Ya" } },
      "Ya",
    ],
    [
      "the row that was chosen",
      { listResponseMessage: { title: "Kampanye", singleSelectReply: { selectedRowId: "x" } } },
      "Kampanye",
    ],
    [
      "a template's button",
      { templateButtonReplyMessage: { selectedId: "x", selectedDisplayText: "Lanjut" } },
      "Lanjut",
    ],
    ["an answer to a form", { interactiveResponseMessage: { body: { text: "Lanjut" } } }, "Lanjut"],
    [
      "a text with device data",
      { messageContextInfo: { messageSecret: new Uint8Array(32) }, conversation: "hai" },
      "hai",
    ],
  ])("is words: %s", (_, message, words) => {
    expect(messageOf(message)).toMatchObject({ kind: "text", text: words });
  });

  it.each<[string, proto.IMessage, string]>([
    ["a picture", { imageMessage: { caption: "boleh?" } }, "boleh?"],
    ["a film", { videoMessage: { caption: "boleh?" } }, "boleh?"],
    ["a document", { documentMessage: { fileName: "rahasia.pdf" } }, ""],
    [
      "a document with words",
      { documentWithCaptionMessage: { message: { documentMessage: { caption: "ini" } } } },
      "ini",
    ],
    ["a picture to be seen once", { viewOnceMessageV2: { message: { imageMessage: { caption: "ini" } } } }, "ini"],
    ["a voice", { audioMessage: { ptt: true } }, ""],
    ["a round film", { ptvMessage: {} }, ""],
    ["a sticker", { stickerMessage: {} }, ""],
    ["a moving sticker", { lottieStickerMessage: { message: { stickerMessage: {} } } }, ""],
    ["a place", { locationMessage: { degreesLatitude: 1, name: "kantor" } }, ""],
    ["a contact", { contactMessage: { displayName: "Rahasia", vcard: "BEGIN" } }, ""],
    ["contacts", { contactsArrayMessage: { displayName: "Rahasia" } }, ""],
    ["a poll", { pollCreationMessageV3: { name: "Pilih siapa?" } }, ""],
  ])("is a file, of which only the caption is read: %s", (_, message, words) => {
    expect(messageOf(message)).toMatchObject({ kind: "file", text: words });
  });

  it.each<[string, proto.IMessage]>([
    ["a reaction", { reactionMessage: { key: { id: "B" }, text: "👍" } }],
    ["a vote", { pollUpdateMessage: { pollCreationMessageKey: { id: "B" } } }],
    ["a deletion", { protocolMessage: { type: REVOKE, key: { id: "B" } } }],
    ["settings of the chat", { protocolMessage: { type: proto.Message.ProtocolMessage.Type.EPHEMERAL_SETTING } }],
    ["the head of an album", { albumMessage: { expectedImageCount: 3 } }],
    ["a pin", { pinInChatMessage: { key: { id: "B" } } }],
    ["a second copy of a film", { associatedChildMessage: { message: { videoMessage: {} } } }],
    ["an edit without words", { editedMessage: { message: { conversation: "x" } } }],
  ])("is not answered: %s", (_, message) => {
    expect(readContent(message)).toEqual({ kind: "ignored" });
  });

  it("is nothing while only keys are handed over", () => {
    expect(readContent({ senderKeyDistributionMessage: { groupId: "g" }, messageContextInfo: {} })).toEqual({
      kind: "nothing",
    });
    expect(readContent({})).toEqual({ kind: "nothing" });
  });

  it.each<[string, proto.IMessage]>([
    ["plain", { protocolMessage: { type: MESSAGE_EDIT, key: { id: "OLD" }, editedMessage: text("yang benar?") } }],
    [
      "wrapped",
      {
        editedMessage: {
          message: { protocolMessage: { type: MESSAGE_EDIT, key: { id: "OLD" }, editedMessage: text("yang benar?") } },
        },
      },
    ],
  ])("is a changed question when it is edited, and points at it: %s", (_, message) => {
    const inbound = read(message);
    expect(inbound).toMatchObject({
      message: { id: "A1", text: "yang benar?" },
      replyTo: { quoted: { id: "OLD" } },
      thread: "whatsapp:17@lid OLD",
    });
  });

  it("is late when it was sent before this process started, or nobody knows when", () => {
    const late = (t: string) => messageOf(text("x"), { ...fromPerson, t })?.late;
    expect(late(String(now))).toBe(false);
    expect(late(String(now - 1))).toBe(true);
    expect(late("0")).toBe(true);
    expect(late("")).toBe(true);
    expect(read(text("x"), { ...fromPerson, t: "1" })?.replyTo.quoted).toMatchObject({ id: "A1" });
  });

  it("belongs to an album when the platform says so", () => {
    const association = { associationType: 1, parentMessageKey: { id: "ALBUM" } };
    const message = { imageMessage: {}, messageContextInfo: { messageAssociation: association } };
    expect(read(message)?.album).toBe("ALBUM");
  });

  it("names nobody else by their number", () => {
    const said = text("@62899 ikut kampanye, boleh?", { mentionedJid: ["62899@s.whatsapp.net"] });
    expect(messageOf(said)?.text).toBe("seseorang ikut kampanye, boleh?");
    const both = text("@62899 dan @628991 boleh?", { mentionedJid: ["62899@s.whatsapp.net"] });
    expect(messageOf(both)?.text).toBe("seseorang dan @628991 boleh?");
  });

  it("is cut where it is too long to be answered, and names no more people than a group has", () => {
    const mentionedJid = Array.from({ length: 20_000 }, (_, at) => `1${at}@lid`);
    const long = text("@11 ".repeat(100_000), { mentionedJid });
    const content = readContent(long);
    if (content.kind !== "said") throw new Error("it is said");
    expect([content.text.length, content.mentioned.length]).toEqual([65_536, 1_024]);
    const before = computedMs();
    withoutOthers("@11 ".repeat(20_000), mentionedJid, self);
    expect(computedMs() - before).toBeLessThan(500);
  });
});

describe("an address", () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ["LID, number told", { from: "17@lid", sender_pn: "62812@s.whatsapp.net" }, undefined],
    ["number, LID told", { from: "62812@s.whatsapp.net", sender_lid: "17@lid" }, undefined],
    ["number, LID known", { from: "62812@s.whatsapp.net" }, "17:4@lid"],
    ["another device", { from: "17:4@lid" }, "17:4@lid"],
  ])("of one person is one: %s", (_, attrs, known) => {
    expect(read(text("x"), { id: "1", t: "1", ...attrs }, known)?.message.address).toBe("whatsapp:17@lid");
  });

  it("is the number where no LID is known", () => {
    expect(read(text("x"), { id: "1", t: "1", from: "62812:2@s.whatsapp.net" })?.replyTo.jid).toBe(
      "62812@s.whatsapp.net",
    );
  });

  it.each<[string, Partial<Stanza>]>([
    ["the account's own phone", { from: "62811000@s.whatsapp.net", recipient: "17@lid" }],
    ["a note to oneself", { from: "9900:2@lid" }],
    ["another device of ours", { from: "62811000@s.whatsapp.net", category: "peer" }],
    ["our own words in a group", { from: "120363@g.us", participant: "9900:1@lid" }],
    ["a group's own notice", { from: "120363@g.us" }],
    ["somebody's status", { from: "status@broadcast", participant: "17@lid" }],
    ["a broadcast list", { from: "1234@broadcast", participant: "17@lid" }],
    ["a newsletter", { from: "1203@newsletter" }],
    ["a bot", { from: "13135550002@bot" }],
    ["the platform", { from: "0@s.whatsapp.net" }],
    ["nothing that is an address", { from: "17" }],
  ])("is nobody's: %s", (_, stanza) => {
    expect(sourceOf({ id: "1", from: "", seconds: now, ...stanza }, self)).toBeUndefined();
  });
});

describe("in a group", () => {
  const mentions = (jid: string) => ({ mentionedJid: [jid] });

  it("only what is said to the bot is answered, to the group, pointing at what was said", () => {
    expect(inGroup(text("boleh like?"))).toBeUndefined();
    expect(read(text("@9900 boleh like?", mentions("9900@lid")), fromGroup)).toEqual({
      message: {
        channel: "whatsapp",
        address: "whatsapp:120363@g.us",
        id: "G1",
        kind: "text",
        text: "boleh like?",
        place: "group",
        late: false,
      },
      replyTo: {
        jid: "120363@g.us",
        group: true,
        quoted: { id: "G1", participant: "17@lid", text: "boleh like?" },
      },
      thread: "whatsapp:120363@g.us G1 17@lid",
      album: undefined,
    });
  });

  it.each([
    ["by LID", text("halo @9900, boleh?", mentions("9900@lid")), "halo , boleh?"],
    ["by number", text("@62811000: boleh?", mentions("62811000@s.whatsapp.net")), "boleh?"],
    ["in a caption", { imageMessage: { caption: "@9900 ini?", contextInfo: mentions("9900:1@lid") } }, "ini?"],
    ["and nothing else", text(" @9900 ", mentions("9900@lid")), "/bantuan"],
    ["under a picture", { imageMessage: { caption: "@9900", contextInfo: mentions("9900@lid") } }, ""],
  ])("it is named: %s", (_, message, words) => {
    expect(inGroup(message)).toBe(words);
  });

  it.each([
    ["somebody else is named", text("@17 boleh?", mentions("17@lid"))],
    ["everybody is named unseen", text("pengumuman", { mentionedJid: ["9900@lid", "17@lid"] })],
    ["a longer number begins the same", text("@99001 boleh?", mentions("9900@lid"))],
    ["somebody else is replied to", text("boleh?", { stanzaId: "B", participant: "18@lid" })],
    ["another bot is commanded", text("/mulai")],
    ["a command stands inside", text("ketik /topik ya")],
  ])("nothing is answered when %s", (_, message) => {
    expect(inGroup(message)).toBeUndefined();
  });

  it("replies to the bot and its own commands need no name", () => {
    expect(inGroup(text("kalau guru?", { stanzaId: "B", participant: "9900:1@lid" }))).toBe("kalau guru?");
    expect(inGroup(text("kalau guru?", { stanzaId: "B", participant: "62811000@s.whatsapp.net" }))).toBe("kalau guru?");
    expect(inGroup(text("/topik 3"))).toBe("/topik 3");
    expect(inGroup(text("/Topik"))).toBe("/Topik");
  });

  it("is edited by whoever wrote it and by nobody else", () => {
    const edit = { protocolMessage: { type: MESSAGE_EDIT, key: { id: "G1" }, editedMessage: text("/topik") } };
    const thread = read(text("/topik 3"), fromGroup)?.thread;
    expect(read(edit, { ...fromGroup, id: "G2", participant: "17:9@lid" })?.thread).toBe(thread);
    expect(read(edit, { ...fromGroup, id: "G2", participant: "18@lid" })?.thread).not.toBe(thread);
  });

  it("is the group's address, whoever writes", () => {
    const other = { ...fromGroup, participant: "62812@s.whatsapp.net" };
    expect(messageOf(text("/topik"), other)?.address).toBe(messageOf(text("/topik"), fromGroup)?.address);
  });
});
