import type { Provision } from "./import/provision.ts";

/** An official text as an office imported it. */
export type WordingSource = {
  regulation: string;
  title: string;
  /** Of the file, 64 hex digits. */
  sha256: string;
  format: string;
  pages: number;
  /** The day it was imported, `YYYY-MM-DD`. */
  importedOn: string;
  /** The regulation it changes, if it does. */
  amends: string | undefined;
};

/** What is known of a part without its words: enough to cite it. */
export type WordingEntry = Pick<Provision, "id" | "heading" | "amends"> & { regulation: string };

/** The words of a part with those of everything below it, each with its sign, and where they come from. */
export type Wording = {
  id: string;
  text: string;
  /** What the elucidation says to it beyond "cukup jelas", or empty. */
  elucidation: string;
  page: number;
  source: Pick<WordingSource, "regulation" | "sha256" | "importedOn">;
};

/** What answers and commands show of the imported texts. */
export type ShownWordings = Pick<Wordings, "read"> & {
  /** Ids of parts with words of a text, best first. */
  find(text: string, most: number): Promise<string[]>;
};

/** For where nothing is imported. */
export const noWordings: ShownWordings = { read: async () => [], find: async () => [] };

/** The imported texts. Everything is read from where it is kept; none of the words stay in memory. */
export type Wordings = {
  sources(): Promise<WordingSource[]>;
  /** Every part of every text in the order of the texts. */
  index(): Promise<WordingEntry[]>;
  /** The words of some parts, in the order asked for; parts that have none are left out. */
  read(ids: readonly string[]): Promise<Wording[]>;
  /** Parts whose words have some of these roots, best first. */
  search(stems: readonly string[], most: number): Promise<Array<{ id: string; score: number }>>;
  /**
   * Puts a text in the place of the one before it, whole or not at all; false when that very file is there already under
   * that title, read to the same parts. `stems` gives the roots of a part's words.
   */
  replace(source: WordingSource, provisions: readonly Provision[], stems: (text: string) => string[]): Promise<boolean>;
  /** Grows with every text that is put in; cheap enough to ask every few seconds. */
  revision(): Promise<number>;
};
