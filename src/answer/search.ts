/** A hit of the full-text search, best first. */
export type Hit = { kind: "passage" | "situation"; id: string; score: number };

/** Full-text search over passages and situations. Any text is accepted; no hit is an empty list. */
export type Search = (text: string, most: number) => Promise<Hit[]>;

/** What is put into the index: roots of words, by column. */
export type Document = { kind: Hit["kind"]; id: string; heading: string; body: string; questions: string };
