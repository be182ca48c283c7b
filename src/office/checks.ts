/** When officers last read a regulation against its source and found it unchanged. */
export type Checks = {
  note(regulation: string, on: string, by: string): Promise<void>;
  /** The latest day by regulation id. */
  latest(): Promise<Map<string, string>>;
  /** Changes whenever a check is noted. */
  revision(): Promise<number>;
};
