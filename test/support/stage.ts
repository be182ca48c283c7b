import type { Service } from "../../src/build.ts";
import type { Channel, Converse } from "../../src/chat/channel.ts";
import type { ChannelName } from "../../src/chat/message.ts";

/** A file that came with a reply, as the person's phone shows it. */
export type HeardFile = { name: string; shownAs: "picture" | "file"; caption: string; bytes: Uint8Array };

/** A document on a person's phone. */
export type SentDocument = { name: string; mime: string; bytes: Uint8Array };

/** A voice note; 3 s unless said otherwise. */
export type SentVoice = { bytes: Uint8Array; seconds?: number; forwarded?: boolean };

/** What a person got back for one message: all of the reply, as read, the labels on offer, and the files. */
export type Heard = { text: string; choices: readonly string[]; files: readonly HeardFile[] };

/** Somebody who talks with the bot through a channel, as people do there. */
export type Voice = {
  address: string;
  says(text: string): Promise<Heard>;
  chooses(label: string): Promise<Heard>;
  /** Waits until a message came, asked for or not, that contains some words. */
  hears(words: string): Promise<void>;
  /** Blocks the bot or deletes the number, whichever people do there. */
  leaves?(): void;
  /** All that came so far, message by message; where the channel keeps that. */
  inbox?(): Heard[];
  /** Sends a picture, or the document given, where the channel has that. */
  sendsFile?(caption: string, document?: SentDocument): Promise<Heard>;
  /** Says something; where the channel has that. */
  sendsVoice?(voice: SentVoice): Promise<Heard>;
  /** Sends documents together; what came back for all of them. */
  sendsAlbum?(documents: readonly SentDocument[]): Promise<Heard>;
  /** Changes what was said last; where the channel has that. */
  edits?(text: string): Promise<Heard>;
};

/** A group of people with the bot in it. */
export type GroupVoice = Voice & {
  /** Says something to the others, not to the bot; resolves when the bot has let it pass. */
  saysToOthers(text: string): Promise<Heard>;
};

/** A channel set up for a test, over real sockets or streams. */
export type Stage = {
  channel: Channel;
  /** How often the channel said that it is usable. */
  readyCount(): number;
  person(): Voice;
  group?(): GroupVoice;
  close(): Promise<void>;
};

/** How a channel is set up; adding a channel to the contract and the stories is one of these. */
export type OpenStage = {
  name: ChannelName;
  /**
   * What the platform has; the contract asks for exactly that. `crowds`: many persons at once. `files`: persons send them.
   * `sendsFiles`: the bot's replies bring them; a channel without names them.
   */
  can: { crowds: boolean; files: boolean; sendsFiles: boolean; edits: boolean; groups: boolean };
  open(converse: Converse, options?: StageOptions): Promise<Stage>;
};

/** `paced`: by itself on its platform, which enforces its limits, and with a bot that keeps them; as fast as it goes unless said. */
export type StageOptions = { paced?: boolean } & Partial<Pick<Service, "closed" | "takesAll">>;

/** Follows a conversation, so that a voice knows when its message is done with. */
export function follow(converse: Converse): { converse: Converse; done(address: string): Promise<void> } {
  const waiting = new Map<string, Array<() => void>>();
  return {
    async converse(message, send, wanted) {
      try {
        await converse(message, send, wanted);
      } finally {
        waiting.get(message.address)?.shift()?.();
      }
    },
    done(address) {
      return new Promise((resolve) => {
        const others = waiting.get(address) ?? [];
        waiting.set(address, [...others, resolve]);
      });
    },
  };
}
