/** The bots that are compared: bare Baileys saying the text back, ours doing that, and ours with its answers. */
export const botKinds = ["bare-memory", "bare-files", "echo-memory", "echo-sealed", "answers"] as const;
export type BotKind = (typeof botKinds)[number];

export const isPeer = (kind: BotKind): boolean => kind === "bare-memory" || kind === "bare-files";

/** What a bot's process is asked to be. */
export type BotTask = {
  kind: BotKind;
  url: string;
  rootKey: string;
  /** Where it keeps what it keeps. */
  dataFolder: string;
};

/** What a bot's process says besides "ready": the text of a QR code to scan, and that it has sent what it was asked to. */
export type Told = { qr: string } | { sent: number };

/** Has a bot write to people who wrote before. */
export type Order = { write: readonly string[] };
