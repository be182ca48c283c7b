import sharp from "sharp";
import { generator } from "../../src/answer/classifier.ts";
import type { Secret } from "./leaks.ts";
import type { BotMessage, Bot as TelegramBot } from "./telegram/types.ts";
import type { Received, WhatsAppServer } from "./whatsapp-server/types.ts";

/** A picture with its name, as a phone sends it. */
export type SentPicture = { bytes: Uint8Array; name: string; caption: string };

/** Somebody who reports on one of the platforms. */
export type Reporter = {
  channel: "telegram" | "whatsapp";
  /** Everything by which the platform knows them, in the forms that the bot sees. */
  ids: string[];
  secrets: Secret[];
  /** Says something and resolves to the first answer that holds these words; rejects when none comes in time. */
  says(text: string, expected: RegExp, timeoutMs?: number): Promise<string>;
  sends(picture: SentPicture, expected: RegExp, timeoutMs?: number): Promise<string>;
};

/** Chance that begins anew with each seed: digits and words that stand nowhere else. */
export type Canaries = { digits(count: number): string; word(): string };

const CONSONANTS = "bcdfghjklmnpqrstvwxz";
const VOWELS = "aeiou";

export function createCanaries(seed: number): Canaries {
  const random = generator(seed);
  const of = (letters: string) => letters[Math.floor(random() * letters.length)] ?? "";
  return {
    digits: (count) => of("23456789") + Array.from({ length: count - 1 }, () => of("0123456789")).join(""),
    word: () => Array.from({ length: 6 }, () => of(CONSONANTS) + of(VOWELS)).join(""),
  };
}

const ANSWERED_MS = 60_000;

export function telegramReporter(bot: TelegramBot, canaries: Canaries): Reporter {
  const id = Number(`7${canaries.digits(9)}`);
  const [firstName, username] = [canaries.word(), canaries.word()];
  const person = bot.person({ id, firstName, username });
  const hears = listener<BotMessage>(person.messages, (probe, ms) => bot.waitFor(probe, "an answer", ms));
  return {
    channel: "telegram",
    ids: [String(id), `telegram:${id}`],
    secrets: [
      { name: "a user id", value: String(id) },
      { name: "a first name", value: firstName },
      { name: "a user name", value: username },
    ],
    says: (text, expected, ms) => hears(() => void person.says(text), expected, ms),
    sends: ({ bytes, name, caption }, expected, ms) =>
      hears(
        () => {
          const document = { file_name: name, mime_type: "image/jpeg" };
          person.sends("document", { ...(caption === "" ? {} : { caption }), document, content: bytes });
        },
        expected,
        ms,
      ),
  };
}

export function whatsappReporter(server: WhatsAppServer, canaries: Canaries): Reporter {
  const [number, lid, name] = [`628${canaries.digits(9)}`, `17${canaries.digits(13)}`, canaries.word()];
  const person = server.person({ number, lid, name });
  const hears = listener<Received>(person.messages, (probe, ms) => server.waitFor(probe, "an answer", ms));
  return {
    channel: "whatsapp",
    ids: [number, lid, person.lid, person.pn, `whatsapp:${person.lid}`, `whatsapp:${person.pn}`],
    secrets: [
      { name: "a number", value: number },
      { name: "a LID", value: lid },
      { name: "a name", value: name },
    ],
    says: (text, expected, ms) => hears(() => person.says(text), expected, ms),
    sends: ({ bytes, name: file, caption }, expected, ms) =>
      hears(
        () =>
          person.sendsDocument(bytes, { ...(caption === "" ? {} : { caption }), name: file, mimetype: "image/jpeg" }),
        expected,
        ms,
      ),
  };
}

/** A picture whose camera names its owner. */
export async function pictureOf(owner: string): Promise<Uint8Array> {
  const noise = { type: "gaussian", mean: 120, sigma: 40 } as const;
  return sharp({ create: { width: 64, height: 48, channels: 3, background: "grey", noise } })
    .withExif({ IFD0: { Artist: owner, Copyright: owner } })
    .jpeg()
    .toBuffer();
}

type Wait = <T>(probe: () => T | undefined | false, timeoutMs: number) => Promise<T>;

function listener<M extends { text: string }>(messages: readonly M[], wait: Wait) {
  return async (act: () => unknown, expected: RegExp, timeoutMs = ANSWERED_MS): Promise<string> => {
    // The list of a chat is cut now and then, so the messages themselves tell which are new.
    const before = new Set(messages);
    await act();
    return wait(() => messages.find((message) => !before.has(message) && expected.test(message.text))?.text, timeoutMs);
  };
}
