import { Stemmer } from "sastrawijs";

export type Stemming = {
  /** The root of one lower-case word; an unknown word comes back as it was. */
  stem(word: string): string;
  /** Whether the dictionary has the word, or could trace it to a root. */
  knows(word: string): boolean;
};

const MOST_REMEMBERED = 50_000;
const SHORTEST_ROOT = 4;

/** Clitics of written Indonesian and of the regional speech that its writers mix in. */
const PARTICLES = /(?:kah|lah|pun|nya|nyo|ku|mu|ji|mi|ki|ka|na|ne|deh|sih|kan)$/;

/** Spoken prefixes and the letters that the root may begin with instead ("nyumbang" -> "sumbang"). */
const SPOKEN: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
  [/^(?:nge|di|ke|se|ter|me|ber|pe)/, [""]],
  [/^ny/, ["s", "c"]],
  [/^ng/, ["", "k", "g"]],
  [/^m/, ["p", "b", ""]],
  [/^n/, ["t", "d", "c", "j", ""]],
];

/**
 * A stemmer for Indonesian as it is written (Sastrawi, https://github.com/sastrawi/sastrawi) and spoken in chats.
 * `extraRoots` are words of the field that no dictionary has ("share", "paslon").
 */
export function createStemmer(extraRoots: Iterable<string>): Stemming {
  const dictionary = new Stemmer();
  // Its own addToDict loses `this` (sastrawijs 1.1.0), hence the field.
  for (const root of extraRoots) if (root.length >= SHORTEST_ROOT) dictionary.internalDictionary[root] = "";
  const remembered = new Map<string, string>();
  const stem = (word: string) => {
    const before = remembered.get(word);
    if (before !== undefined) return before;
    const root = findRoot(word, dictionary);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(word, root);
    return root;
  };
  return { stem, knows: (word) => dictionary.find(word) || stem(word) !== word };
}

function findRoot(word: string, dictionary: Stemmer): string {
  if (word.length < SHORTEST_ROOT || word.length > 30 || /[^a-z]/.test(word) || dictionary.find(word)) return word;
  const written = dictionary.stem(word);
  if (written !== word) return written;
  for (const candidate of spokenRoots(word)) if (dictionary.find(candidate)) return candidate;
  return word;
}

function* spokenRoots(word: string): Generator<string> {
  const bare = word.replace(PARTICLES, "");
  const forms = new Set([word, bare, word.replace(/(?:in|an|i)$/, ""), bare.replace(/(?:in|an|i)$/, "")]);
  for (const form of forms) {
    if (form !== word) yield form;
    for (const [prefix, starts] of SPOKEN) {
      if (!prefix.test(form)) continue;
      const rest = form.replace(prefix, "");
      for (const start of starts) if (start.length + rest.length >= SHORTEST_ROOT) yield start + rest;
    }
  }
}
