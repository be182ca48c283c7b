import { type ConversationParts, createConversation } from "../../src/chat/conversation.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { type Message, plainText, type Reply } from "../../src/chat/message.ts";
import { createQuota } from "../../src/chat/quota.ts";
import type { Handler, Request } from "../../src/chat/routes.ts";
import type { Log } from "../../src/log.ts";

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A conversation over one handler, with a person who collects what is said to them. */
export function conversationOver(handle: Handler, parts: Partial<ConversationParts> = {}) {
  const clock = () => new Date("2026-11-22T03:00:00Z");
  const converse = createConversation({
    route: (text) => ({ handle, rest: text }),
    memory: createMemory(clock),
    quota: createQuota(clock),
    log: silentLog,
    ...parts,
  });
  const heard: string[] = [];
  let count = 0;
  return {
    heard,
    say: (text: string, message: Partial<Message> = {}) => {
      count += 1;
      return converse(
        {
          channel: "terminal",
          address: "terminal:a",
          id: String(count),
          kind: "text",
          text,
          place: "private",
          late: false,
          ...message,
        },
        async (reply) => {
          heard.push(plainText(reply));
        },
      );
    },
  };
}

export function says(text: string, choices: Reply["choices"] = []): Reply {
  return { blocks: [{ kind: "text", text }], choices };
}

/** A handler that says every text back, and holds back those that `held` picks until they are released. */
export function holding(
  held: (request: Request) => boolean,
  choices: Reply["choices"] = [],
): { handle: Handler; release(): void } {
  const gate = Promise.withResolvers<void>();
  return {
    async handle(request) {
      if (held(request)) await gate.promise;
      return says(request.rest, choices);
    },
    release: gate.resolve,
  };
}
