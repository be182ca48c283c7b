import type { Passage, Regulation } from "../knowledge/passage.ts";
import { type AmendedFinder, createAmendedFinder } from "./reference-amended.ts";
import { type Chain, findChains } from "./reference-chains.ts";
import { aliasTable, type Found, type FoundRegulation, findRegulations } from "./reference-regulations.ts";
import { type Shelf, shelvePassages } from "./reference-shelf.ts";

/** A place in the law that somebody named: what it resolves to, or that we do not hold it. */
export type Reference =
  /** `through`: what was asked stands in another regulation, which this passage amended. */
  | { kind: "passage"; passage: Passage; exact: boolean; through?: string }
  | { kind: "unknown-passage"; regulation: Regulation; asked: string }
  | { kind: "unknown-regulation"; asked: string };

/** Finds the references of a text, in order, each once; `rest` is the text without them. */
export type ParseReferences = (text: string) => { references: Reference[]; rest: string };

/** Builds the parser for the regulations and passages at hand. */
export function createReferenceParser(
  regulations: ReadonlyMap<string, Regulation>,
  passages: ReadonlyMap<string, Passage>,
): ParseReferences {
  const aliases = aliasTable(regulations);
  const shelf = shelvePassages(passages);
  const findAmended = createAmendedFinder(regulations);
  return (original) => {
    const text = plain(original);
    const named = findRegulations(text, regulations, aliases);
    const hasArticles = ({ family }: FoundRegulation) =>
      family.some(({ id }) => shelf.all.get(id)?.some((passage) => passage.id.includes("/pasal-")));
    const chains = findChains(text, named)
      .map((chain) => ({ ...chain, owner: ownerOf(chain, named) }))
      // Where a regulation is not cut in articles, a bare number is none ("skb 2").
      .filter(({ bare, owner }) => !bare || owner?.regulation === undefined || hasArticles(owner));
    const fromChains = chains.flatMap((chain) => resolve(chain, chain.owner, shelf, findAmended) ?? []);
    const whole = named
      .filter((found) => !chains.some(({ owner }) => owner === found))
      .flatMap((found) => wholeRegulation(found, passages) ?? []);
    return { references: unique([...fromChains, ...whole]), rest: cutOut(text, [...named, ...chains]) };
  };
}

function wholeRegulation(
  { regulation, asked }: FoundRegulation,
  passages: ReadonlyMap<string, Passage>,
): Reference | undefined {
  if (regulation === undefined) return { kind: "unknown-regulation", asked };
  const passage = passages.get(regulation.id);
  return passage === undefined ? undefined : { kind: "passage", passage, exact: true };
}

function plain(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .toLowerCase()
    .slice(0, 2_000)
    .replace(/[()"“”‘’]/g, " ");
}

/** The regulation a chain belongs to: the one right after it, else the one before, else the nearest. */
function ownerOf(chain: Chain, named: readonly FoundRegulation[]): FoundRegulation | undefined {
  const after = named.find((found) => found.start >= chain.end);
  const before = named.findLast((found) => found.end <= chain.start);
  if (after !== undefined && after.start - chain.end <= 12) return after;
  return before ?? after;
}

function resolve(
  chain: Chain,
  owner: FoundRegulation | undefined,
  shelf: Shelf,
  findAmended: AmendedFinder,
): Reference | undefined {
  if (owner === undefined) return namesArticle(chain) ? theOnly(chain, shelf) : undefined;
  const { regulation, family } = owner;
  if (regulation === undefined) return { kind: "unknown-regulation", asked: `${chain.asked} ${owner.asked}` };
  const inLaw = (id: string) => exactly(chain, id, shelf);
  if (namesArticle(chain)) {
    const exact = family.flatMap(({ id }) => inLaw(id) ?? []);
    // Of laws that go by one name, the one that we summarised; an imported article may long be changed by another.
    const passage = exact.find(({ ringkasan }) => ringkasan !== "") ?? exact[0];
    if (passage !== undefined) return { kind: "passage", passage, exact: true };
    const amended = findAmended(family, inLaw);
    if (amended !== undefined) return { kind: "passage", exact: true, ...amended };
  }
  const passages = family.flatMap(({ id }) => shelf.all.get(id) ?? []);
  if (!namesArticle(chain) && articlesWith(chain, passages).size > 1) return whole(regulation, passages);
  return closest(chain, passages) ?? { kind: "unknown-passage", regulation, asked: `${chain.asked} ${owner.asked}` };
}

/** Where no regulation is named, only a path that exists in a single one is clear enough. */
function theOnly(chain: Chain, { byId, all, own }: Shelf): Reference | undefined {
  const found = [...own.values()].flatMap((passages) => closest(chain, passages) ?? []);
  if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  const [passage, ...others] = [...all.keys()].flatMap((id) => byId.get([id, ...chain.parts].join("/")) ?? []);
  return passage === undefined || others.length > 0 ? undefined : { kind: "passage", passage, exact: true };
}

/** "ayat 3 uu 20/2023" leaves open which article. */
function namesArticle({ parts }: Chain): boolean {
  return parts.some((part) => part.startsWith("pasal") || part.startsWith("lampiran"));
}

/** The articles in which the parts of a chain occur. */
function articlesWith({ parts }: Chain, passages: readonly Passage[]): Set<string> {
  const paths = passages.map(({ id }) => id.split("/").slice(1)).filter((path) => containsInOrder(path, parts));
  return new Set(paths.map(([article = ""]) => article));
}

function whole({ id }: Regulation, passages: readonly Passage[]): Reference | undefined {
  const passage = passages.find((each) => each.id === id);
  return passage === undefined ? undefined : { kind: "passage", passage, exact: false };
}

/** The passage with all the parts in their order; else the one with most of the first parts. */
function closest(chain: Chain, passages: readonly Passage[]): Reference | undefined {
  for (let length = chain.parts.length; length > 0; length -= 1) {
    const wanted = chain.parts.slice(0, length);
    const fitting = passages.filter((passage) => containsInOrder(passage.id.split("/").slice(1), wanted));
    const best = fitting.sort((a, b) => a.id.split("/").length - b.id.split("/").length)[0];
    if (best !== undefined) return { kind: "passage", passage: best, exact: length === chain.parts.length };
  }
  return undefined;
}

/** The passage of a regulation with all the parts in their order. */
function exactly({ parts }: Chain, regulation: string, { byId, all }: Shelf): Passage | undefined {
  const named = byId.get([regulation, ...parts].join("/"));
  if (named !== undefined) return named;
  return (all.get(regulation) ?? [])
    .filter((passage) => containsInOrder(passage.id.split("/").slice(1), parts))
    .sort((a, b) => a.id.split("/").length - b.id.split("/").length)[0];
}

function containsInOrder(path: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const part of path) if (part === wanted[at]) at += 1;
  return at === wanted.length;
}

function cutOut(text: string, found: readonly Found[]): string {
  let rest = text;
  for (const { start, end } of found) rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
  return rest.replace(/\s+/g, " ").trim();
}

function unique(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>();
  return references.filter((reference) => {
    const key = reference.kind === "passage" ? reference.passage.id : reference.asked;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
