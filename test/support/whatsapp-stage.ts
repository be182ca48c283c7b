import { proto } from "@whiskeysockets/baileys";
import { whatsappLimits } from "../../src/channels/whatsapp/send/send-timing.ts";
import { follow, type GroupVoice, type Heard, type HeardFile, type OpenStage, type Voice } from "./stage.ts";
import { type LinkedServer, linkedServer, openWhatsAppBot } from "./whatsapp-bot.ts";
import { shownOnPhone } from "./whatsapp-phone.ts";
import type { Group, Person, Received, WhatsAppServer } from "./whatsapp-server/server.ts";

/** Linked devices that no stage of this process is open on, with which they end: linking takes longer than most tests. */
const unused: LinkedServer[] = [];

export const whatsappStage: OpenStage = {
  name: "whatsapp",
  can: { crowds: true, files: true, sendsFiles: true, edits: true, groups: true },
  async open(converse, { paced = false, closed, takesAll } = {}) {
    const on = unused.pop() ?? (await linkedServer());
    const { server } = on;
    const followed = follow(converse);
    const bot = await openWhatsAppBot(on, {
      converse: followed.converse,
      ...(closed === undefined ? {} : { closed }),
      ...(takesAll === undefined ? {} : { takesAll }),
      ...(paced ? pacedAsUsual : {}),
    });
    return {
      channel: bot.channel,
      readyCount: () => bot.logged.filter(({ event }) => event === "siap").length,
      person: () => personOn(server, followed.done),
      group: () => groupOn(server, followed.done),
      async close() {
        server.faults.clear();
        await bot.stop();
        unused.push(on);
      },
    };
  },
};

/** WhatsApp tells no limits: the bot keeps its own, but with shorter waits, which a story has hundreds of. */
const pacedAsUsual = {
  limits: { ...whatsappLimits, perSecond: 200, chatMs: 30 },
  timing: { pushGapMs: [5, 15], replyMs: 60_000 },
} as const;

type Done = (address: string) => Promise<void>;

/** Does something, waits until the bot is done with it and the phone has everything, and reads what came of it. */
function listener(server: WhatsAppServer, chat: Pick<Person | Group, "messages"> & { jid: string }, done: Done) {
  const sent = () =>
    server.events.flatMap((event) => (event.kind === "message" && event.to === chat.jid ? [event.id] : []));
  return async (act: () => Promise<unknown>, times = 1): Promise<Heard> => {
    const before = chat.messages.length;
    const answered = Promise.all(Array.from({ length: times }, () => done(`whatsapp:${chat.jid}`)));
    await act();
    await answered;
    await server.waitFor(
      () => sent().every((id) => chat.messages.some((message) => message.id === id) || isDeletion(server, id)),
      "the phone reading what was sent",
    );
    return heardFrom(chat.messages.slice(before));
  };
}

/** What deletes another message is none that anybody reads. */
function isDeletion({ events }: WhatsAppServer, id: string): boolean {
  return events.some((event) => event.kind === "deleted" && event.by === id);
}

function hearing(server: WhatsAppServer, messages: readonly Received[], words: string) {
  return server.waitFor(() => messages.some(({ text }) => shownOnPhone(text).text.includes(words)), `"${words}"`);
}

function personOn(server: WhatsAppServer, done: Done): Voice {
  const person = server.person();
  const hears = listener(server, { messages: person.messages, jid: person.lid }, done);
  const answerFor = chooser(person.messages);
  let last = "";
  const says = (text: string) =>
    hears(async () => {
      last = await person.says(text);
    });
  return {
    address: `whatsapp:${person.lid}`,
    says,
    hears: async (words) => void (await hearing(server, person.messages, words)),
    leaves: () => void server.faults.refuseMessages(404, { to: person.lid, times: Number.POSITIVE_INFINITY }),
    inbox: () => person.messages.filter(({ deleted }) => !deleted).map((message) => heardFrom([message])),
    chooses: (label) => says(answerFor(label)),
    sendsFile: (caption, sent) =>
      hears(() => {
        const words = caption === "" ? {} : { caption };
        if (sent === undefined) return person.sendsImage(Buffer.from("a picture"), words);
        return person.sendsDocument(sent.bytes, { ...words, name: sent.name, mimetype: sent.mime });
      }),
    sendsVoice: ({ bytes, seconds = 3, forwarded = false }) =>
      hears(() => {
        const { audioMessage } = server.file("audio", bytes);
        const more = { seconds, ...(forwarded ? { contextInfo: { isForwarded: true } } : {}) };
        return person.sends({ audioMessage: { ...audioMessage, ...more } });
      }),
    sendsAlbum: (documents) =>
      hears(async () => {
        const associationType = proto.MessageAssociation.AssociationType.MEDIA_ALBUM;
        const messageContextInfo = { messageAssociation: { associationType, parentMessageKey: { id: "ALBUM" } } };
        for (const { name, mime, bytes } of documents)
          await person.sends({ ...server.file("document", bytes, { name, mimetype: mime }), messageContextInfo });
      }, documents.length),
    edits: (text) => hears(() => person.edits(last, text)),
  };
}

function groupOn(server: WhatsAppServer, done: Done): GroupVoice {
  const person = server.person();
  const group = server.group({ members: [person] });
  const hears = listener(server, group, done);
  const answerFor = chooser(group.messages);
  const bot = server.account.lid;
  const says = (text: string) =>
    hears(() => group.says(person, `@${bot.replace(/@.*/, "")} ${text}`, { mentions: [bot] }));
  return {
    address: `whatsapp:${group.jid}`,
    says,
    hears: async (words) => void (await hearing(server, group.messages, words)),
    chooses: (label) => says(answerFor(label)),
    async saysToOthers(text) {
      const before = group.messages.length;
      await group.says(person, text);
      await server.waitFor(() => server.pending().length === 0, "the bot letting it pass");
      return heardFrom(group.messages.slice(before));
    },
  };
}

/** People answer what was offered last with a choice's number, or with its words: one time this, one time that. */
function chooser(messages: readonly Received[]): (label: string) => string {
  let byNumber = false;
  return (label) => {
    const offers = messages.map((message) => heardFrom([message]).choices);
    const offered = offers.findLast((choices) => choices.length > 0) ?? [];
    const at = offered.indexOf(label);
    if (at < 0) throw new Error(`"${label}" is not on offer: ${offered.join(", ")}`);
    byNumber = !byNumber;
    return byNumber ? String(at + 1) : label;
  };
}

function heardFrom(messages: readonly Received[]): Heard {
  const files = messages.flatMap(({ file, kind, text }): HeardFile[] =>
    file === undefined
      ? []
      : [
          {
            name: file.name ?? "",
            shownAs: kind === "image" ? "picture" : "file",
            caption: shownOnPhone(text).text,
            bytes: file.bytes,
          },
        ],
  );
  const words = messages.filter(({ file }) => file === undefined).map(({ text }) => shownOnPhone(text).text);
  const said = choicesIn(words.join("\n\n"));
  // Under a file that brings the words with it they stand in its caption.
  const underFile = choicesIn(files.at(-1)?.caption ?? "").choices;
  return { ...said, choices: said.choices.length > 0 ? said.choices : underFile, files };
}

/** The numbered lines above "Balas 1–3." are choices. */
function choicesIn(text: string): { text: string; choices: string[] } {
  const lines = text.trimEnd().split("\n");
  if (!/^Balas (pesan ini dengan angka(nya,)? )?1(–\d+)?\.$/.test(lines.at(-1) ?? "")) return { text, choices: [] };
  lines.pop();
  const choices: string[] = [];
  while (/^\d+\. /.test(lines.at(-1) ?? "")) choices.unshift((lines.pop() ?? "").replace(/^\d+\. /, ""));
  return { text: lines.join("\n").trim(), choices };
}
