/** One part of an imported regulation with its own words, without those of the parts below it. */
export type Provision = {
  /** `pp-94-2021/pasal-5/huruf-n`; unique within a document. */
  id: string;
  /** The sign it carries in the text: "Pasal 5", "(2)", "a."; empty for what carries none. */
  sign: string;
  /** The heading of the chapter or section it stands under, or empty. */
  heading: string;
  text: string;
  page: number;
  line: number;
  /** The part of another regulation that it changes, puts in or deletes. */
  amends?: { id: string; how: "diubah" | "disisipkan" | "dihapus" };
};

/** What was found in a document. */
export type Found = {
  provisions: Provision[];
  /** Parts that should be there by their number and are not: "Pasal 39", "Pasal 5 huruf c". */
  gaps: string[];
};
