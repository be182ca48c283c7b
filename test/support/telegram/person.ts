import { mediaContent } from "./media.ts";
import { memberUpdate, press, rewrite, speak, textContent } from "./speak.ts";
import type { State } from "./state.ts";
import type { Fields, Person, PersonOptions } from "./types.ts";

/**
 * Ids beyond 32 bits, as Telegram has given them out for years. Digits that a file of page numbers doesn't hold by itself:
 * 50 00 00 00 01, two digits in a byte, is "page 80, then page 1" to an index of SQLite's, and no leak.
 */
const firstId = 5_318_264_971;

export function createPerson(state: State, options: PersonOptions = {}): Person {
  const id = options.id ?? firstId + state.people.size;
  const named = {
    first_name: options.firstName ?? "Budi",
    ...(options.username === undefined ? {} : { username: options.username }),
  };
  const user: Fields = { id, is_bot: false, ...named, language_code: options.languageCode ?? "id" };
  const chat = state.addChat({ id, kind: "private", about: named });
  state.people.set(id, user);
  if (options.started === false) chat.access = "never started";

  /** Writing to a bot is what starts it. */
  function write(content: Fields, extra: Fields) {
    if (chat.access === "never started") chat.access = "open";
    if (chat.access !== "open") throw new Error(`person ${id} is ${chat.access} and can't write`);
    return speak(state, chat, { from: user }, content, extra);
  }

  return {
    id,
    says: (text, extra = {}) => write(textContent(text), extra),
    sends: (kind, extra) => {
      const { content, rest } = mediaContent(state, kind, user, extra);
      return write(content, rest);
    },
    edits: (messageId, text, extra) => rewrite(state, chat, messageId, text, extra),
    exchanges: (messageId, kind, extra) => {
      const { content } = mediaContent(state, kind, user, extra);
      rewrite(state, chat, messageId, "", { text: undefined, ...content });
    },
    presses: (label, message) => press(state, chat, user, label, message),
    blocks: () => {
      chat.access = "blocked";
      memberUpdate(state, chat, user, "member", "kicked");
    },
    unblocks: () => {
      chat.access = "open";
      memberUpdate(state, chat, user, "kicked", "member");
    },
    deactivates: () => {
      chat.access = "deactivated";
    },
    messages: chat.inbox.messages,
    next: chat.inbox.next,
  };
}
