import type { Voice } from "../support/stage.ts";
import type { BotMessage } from "../support/telegram/types.ts";
import type { TelegramVoice } from "../support/telegram-stage.ts";

/** What stands on a screen, from top to bottom; `html` is the subset of HTML that Telegram takes. */
export type Bubble =
  | { from: "person"; text: string; at: string }
  | {
      from: "bot";
      html: string;
      text: string;
      at: string;
      buttons: ReadonlyArray<readonly string[]>;
      pressed?: string;
    };

/** What one person saw on their phone. */
export type Screen = { name: string; whose: string; bubbles: readonly Bubble[] };

/** Somebody's phone, of which pictures are taken. `clock` says what time it shows. */
export function createPhone(whose: string, voice: Voice, clock: () => string) {
  const { messages, taps } = asTelegram(voice);
  const bubbles: Bubble[] = [];
  let seen = 0;
  let pictured = 0;

  function look(): void {
    for (const message of messages.slice(seen)) if (!message.deleted) bubbles.push(bubbleOf(message, clock()));
    seen = messages.length;
  }

  return {
    voice,
    look,
    async says(...texts: string[]): Promise<void> {
      for (const text of texts) {
        look();
        bubbles.push({ from: "person", text, at: clock() });
        await voice.says(text);
        look();
      }
    },
    /** Presses the newest button with some words. */
    async presses(words: string): Promise<void> {
      look();
      const offering = bubbles.findLast(({ from }) => from === "bot");
      const label = offering?.from === "bot" ? offering.buttons.flat().find((each) => each.includes(words)) : undefined;
      if (offering?.from !== "bot" || label === undefined)
        throw new Error(`${whose} sees no button "${words}": ${JSON.stringify(bubbles.at(-1))}`);
      offering.pressed = label;
      await taps(label);
      look();
    },
    /** Waits for something that comes unasked. */
    async gets(words: string): Promise<void> {
      await voice.hears(words);
      look();
    },
    /** What has come since the last picture. */
    picture(name: string): Screen {
      look();
      const screen = { name, whose, bubbles: bubbles.slice(pictured) };
      pictured = bubbles.length;
      return screen;
    },
    /** Clears the screen without a picture. */
    wipe(): void {
      look();
      pictured = bubbles.length;
    },
  };
}

export type Phone = ReturnType<typeof createPhone>;

function bubbleOf({ html, text, buttons }: BotMessage, at: string): Bubble {
  return { from: "bot", html, text, at, buttons: buttons.map((row) => row.map((button) => button.text)) };
}

function asTelegram(voice: Voice): TelegramVoice {
  if (!("messages" in voice)) throw new Error("pictures are taken of Telegram alone");
  return voice as TelegramVoice;
}
