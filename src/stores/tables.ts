/** The tables as the newest migration leaves them. */
export type Tables = {
  updates: UpdatesTable;
};

export type UpdatesTable = {
  /** A fingerprint of the bot, so that another bot's numbers are not mistaken for this one's. */
  source: string;
  number: number;
  starts: number;
  sends: number;
  handled: number;
};
