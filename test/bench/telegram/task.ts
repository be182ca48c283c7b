/** The bots that are compared: ours with its answers, ours saying the text back, and a bare Telegraf that does. */
export const botKinds = ["telegraf", "echo", "answers"] as const;
export type BotKind = (typeof botKinds)[number];

/** What a bot's process is asked to be. */
export type BotTask = {
  kind: BotKind;
  token: string;
  apiRoot: string;
  /** Where ours keeps its journal and its search index. */
  dataFolder: string;
  /** Held to the limits it has in production, or to none. */
  paced: boolean;
};
