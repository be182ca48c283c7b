import { type PaceLimits, telegramLimits } from "../../src/delivery/pace.ts";
import { follow, type GroupVoice, type Heard, type HeardFile, type OpenStage, type Voice } from "./stage.ts";
import type { Bot, BotMessage } from "./telegram/types.ts";
import { openTestBot } from "./telegram-bot.ts";

export const telegramStage: OpenStage = {
  name: "telegram",
  can: { crowds: true, files: true, sendsFiles: true, edits: true, groups: true },
  async open(converse, { paced = false, takesAll } = {}) {
    const followed = follow(converse);
    const opened = await openTestBot({
      converse: followed.converse,
      ...(takesAll === undefined ? {} : { takesAll }),
      ...(paced ? { limits: pacedFast, timing: { replyMs: 60_000 } } : {}),
    });
    opened.bot.limits(paced, TIMES_AS_FAST);
    return {
      channel: opened.channel(),
      readyCount: () => opened.logged.filter(({ event }) => event === "siap").length,
      person: () => personIn(opened.bot, followed.done),
      group: () => groupIn(opened.bot, followed.done),
      close: opened.close,
    };
  },
};

/** Somebody on Telegram, with all that the bot sent them as it was sent; `taps` takes what is written on the button. */
export type TelegramVoice = Voice & { messages: readonly BotMessage[]; taps(button: string): Promise<Heard> };

/** A story waits for its pace hundreds of times, so here seconds are shorter on both sides; `isolation.test.ts` keeps whole ones. */
const TIMES_AS_FAST = 5;

const pacedFast: PaceLimits = {
  perSecond: telegramLimits.perSecond * TIMES_AS_FAST,
  chatMs: telegramLimits.chatMs / TIMES_AS_FAST,
  groupPerMinute: telegramLimits.groupPerMinute * TIMES_AS_FAST,
};

type Done = (address: string) => Promise<void>;

/** Does something, waits until the bot is done with it, and reads what came of it. */
function listener(bot: Bot, address: string, messages: readonly BotMessage[], done: Done) {
  return async (act: () => void, times = 1): Promise<Heard> => {
    const before = messages.length;
    const answered = Promise.all(Array.from({ length: times }, () => done(address)));
    act();
    await answered;
    return heardFrom(messages.slice(before), bot);
  };
}

async function hearing(bot: Bot, messages: readonly BotMessage[], words: string): Promise<void> {
  await bot.waitFor(() => messages.some(({ text }) => text.includes(words)), `"${words}"`);
}

function personIn(bot: Bot, done: Done): TelegramVoice {
  const person = bot.person();
  const address = `telegram:${person.id}`;
  const hears = listener(bot, address, person.messages, done);
  let last = 0;
  return {
    address,
    messages: person.messages,
    taps: (button) => hears(() => void person.presses(button)),
    says: (text) =>
      hears(() => {
        last = person.says(text).messageId;
      }),
    hears: (words) => hearing(bot, person.messages, words),
    leaves: () => person.blocks(),
    inbox: () => person.messages.filter(({ deleted }) => !deleted).map((message) => heardFrom([message], bot)),
    chooses: (label) => hears(() => void person.presses(buttonFor(label, person.messages))),
    sendsFile: (caption, sent) =>
      hears(() => {
        const words = caption === "" ? {} : { caption };
        if (sent === undefined) person.sends("photo", words);
        else {
          const document = { file_name: sent.name, mime_type: sent.mime };
          person.sends("document", { ...words, document, content: sent.bytes });
        }
      }),
    sendsVoice: ({ bytes, seconds = 3, forwarded = false }) =>
      hears(() => {
        const origin = { type: "hidden_user", sender_user_name: "Orang Lain", date: 1 };
        const more = { voice: { duration: seconds }, content: bytes, ...(forwarded ? { forward_origin: origin } : {}) };
        person.sends("voice", more);
      }),
    sendsAlbum: (documents) =>
      hears(() => {
        for (const { name, mime, bytes } of documents) {
          const document = { file_name: name, mime_type: mime };
          person.sends("document", { document, content: bytes, mediaGroupId: `album of ${documents.length}` });
        }
      }, documents.length),
    edits: (text) => hears(() => person.edits(last, text)),
  };
}

function groupIn(bot: Bot, done: Done): GroupVoice {
  const group = bot.group({ kind: "supergroup" });
  const person = bot.person();
  const address = `telegram:${group.id}`;
  const hears = listener(bot, address, group.messages, done);
  return {
    address,
    says: (text) => hears(() => void group.says(person, `@${bot.username} ${text}`)),
    hears: (words) => hearing(bot, group.messages, words),
    chooses: (label) => hears(() => void group.presses(person, buttonFor(label, group.messages))),
    async saysToOthers(text) {
      const before = group.messages.length;
      group.says(person, text);
      await bot.waitFor(({ pending }) => pending() === 0, "the bot letting it pass");
      return heardFrom(group.messages.slice(before), bot);
    },
  };
}

function heardFrom(messages: readonly BotMessage[], bot: Bot): Heard {
  const words = messages.filter(({ file }) => file === undefined);
  const text = words.map((message) => message.text).join("\n\n");
  const buttons = messages.flatMap((message) => message.buttons.flat().map((button) => button.text));
  const files = messages.flatMap(({ file, text: caption }): HeardFile[] => {
    if (file === undefined) return [];
    const bytes = bot.file(file.fileId) ?? new Uint8Array();
    return [{ name: file.name, shownAs: file.kind === "photo" ? "picture" : "file", caption, bytes }];
  });
  return { text, choices: buttons.map((label) => fullLabel(label, text)), files };
}

/** A label too long for a button stands in the text, behind the same number. */
function fullLabel(label: string, text: string): string {
  const number = /^(\d+)\. /.exec(label)?.[1];
  const line = text.split("\n").find((each) => number !== undefined && each.startsWith(`${number}. `));
  return line === undefined ? label : line.replace(/^\d+\. /, "");
}

/** What is written on the newest button that stands for a label. */
function buttonFor(label: string, messages: readonly BotMessage[]): string {
  for (const { buttons, text } of [...messages].reverse()) {
    const button = buttons.flat().find((each) => fullLabel(each.text, text) === label);
    if (button !== undefined) return button.text;
  }
  throw new Error(`no button stands for "${label}"`);
}
