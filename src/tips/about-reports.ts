import type { Message, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import { sayReaders } from "./exclusion.ts";
import type { ReaderList } from "./reader.ts";
import { eligible } from "./reader-list.ts";
import type { Session } from "./session.ts";
import { elsewhere } from "./talk.ts";
import { tipTexts } from "./tip-texts.ts";

export type AboutParts = { list: () => Promise<ReaderList | undefined>; safer: (message: Message) => Reply };

export type About = {
  /** Who reads reports, what is kept of whom, and how one begins, comes back and deletes; where none are taken, the other ways. */
  alone(message: Message): Promise<Reply>;
  /** The same in the midst of a report's questions: the one that was open stays so. */
  within(session: Session, message: Message): Promise<Reply>;
};

/** What whoever asks is told before they tell anything. */
export function createAbout({ list, safer }: AboutParts): About {
  async function alone(message: Message): Promise<Reply> {
    const now = await list();
    if (now === undefined) return elsewhere(safer, message, tipTexts.closed);
    const readers = eligible(now, { names: [], units: [] });
    return reply(tipTexts.about(message.channel, sayReaders(readers)));
  }

  return {
    alone,
    async within({ step, choices }, message) {
      const { blocks } = await alone(message);
      const again = { held: [tipTexts.held], consent: [tipTexts.goOn], exclude: tipTexts.exclude, open: [] };
      return { blocks: [...blocks, ...reply(again[step]).blocks], choices };
    },
  };
}
