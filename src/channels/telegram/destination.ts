/** Where a reply goes: the chat, its topic, and the message it answers where that is not plain to see. */
export type Destination = { chat: number; group: boolean; topic?: number; replyTo?: number };

/** The same as the Bot API names it. */
export function addressOf({ chat, topic, replyTo }: Destination): Record<string, unknown> {
  return {
    chat_id: chat,
    ...(topic === undefined ? {} : { message_thread_id: topic }),
    ...(replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  };
}
