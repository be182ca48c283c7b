import { badRequest, type Refusal } from "./refusal.ts";
import type { Entity } from "./types.ts";

export type Formatted = { text: string; entities: Entity[] };

type OpenTag = { name: string; attributes: Map<string, string>; offset: number };

type Reading = { source: string; text: string; open: OpenTag[]; entities: Entity[] };

const entityTypes: Record<string, string> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
  a: "text_link",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  "tg-emoji": "custom_emoji",
};

const namedCharacters: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** Reads the Bot API's HTML, or refuses it in Telegram's words. */
export function parseHtml(source: string): Formatted {
  const reading: Reading = { source, text: "", open: [], entities: [] };
  const mark = /[<&]/g;
  for (let at = 0; at < source.length; ) {
    mark.lastIndex = at;
    const end = mark.exec(source)?.index ?? source.length;
    reading.text += source.slice(at, end);
    at = end === source.length ? end : readMark(reading, end);
  }
  const unclosed = reading.open.at(-1);
  if (unclosed !== undefined) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  const entities = reading.entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text: reading.text, entities };
}

function readMark(reading: Reading, at: number): number {
  const { source } = reading;
  if (source[at] === "<") return source[at + 1] === "/" ? readEndTag(reading, at) : readStartTag(reading, at);
  const [written, character] = readCharacter(source, at);
  reading.text += character;
  return at + written.length;
}

function readCharacter(source: string, at: number): [written: string, character: string] {
  const rest = source.slice(at, at + 40);
  const numeric = /^&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/i.exec(rest);
  if (numeric !== null) {
    const code = numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16);
    if (code > 0 && code <= 0x10ffff) return [numeric[0], String.fromCodePoint(code)];
  }
  const named = /^&([a-z]+);?/i.exec(rest);
  const character = namedCharacters[named?.[1] ?? ""];
  if (named !== null && character !== undefined) return [named[0], character];
  // Telegram would show an unknown name as it stands; that is never what a bot meant to write.
  if (named?.[0].endsWith(";")) throw unparsable(`Unsupported entity "${named[0]}"`, source, at);
  return ["&", "&"];
}

function readStartTag(reading: Reading, at: number): number {
  const { source } = reading;
  const name = (/^[^\s>]*/.exec(source.slice(at + 1))?.[0] ?? "").toLowerCase();
  let end = at + 1 + name.length;
  if (end >= source.length) throw unparsable("Unclosed start tag", source, at);
  if (!Object.hasOwn(entityTypes, name)) throw unparsable(`Unsupported start tag "${name}"`, source, at);
  const attributes = new Map<string, string>();
  const attribute = /\s+([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)(?=[\s>])))?/y;
  attribute.lastIndex = end;
  for (let found = attribute.exec(source); found !== null; found = attribute.exec(source)) {
    attributes.set((found[1] ?? "").toLowerCase(), unescaped(found[2] ?? found[3] ?? found[4] ?? ""));
    end = attribute.lastIndex;
  }
  const closing = /\s*>/y;
  closing.lastIndex = end;
  if (closing.exec(source) === null) throw unparsable(`Unclosed start tag "${name}"`, source, at);
  checkStart(reading, name, attributes, at);
  reading.open.push({ name, attributes, offset: reading.text.length });
  return closing.lastIndex;
}

function checkStart(reading: Reading, name: string, attributes: Map<string, string>, at: number): void {
  if (name === "span" && attributes.get("class") !== "tg-spoiler") {
    throw unparsable('Tag "span" must have class "tg-spoiler"', reading.source, at);
  }
  if (name === "blockquote" && reading.open.some((tag) => tag.name === "blockquote")) {
    throw unparsable("Block quotes can't be nested", reading.source, at);
  }
}

function readEndTag(reading: Reading, at: number): number {
  const { source, open } = reading;
  const tag = open.at(-1);
  if (tag === undefined) throw unparsable("Unexpected end tag", source, at);
  const written = /^<\/([^\s>]*)\s*>/.exec(source.slice(at));
  if (written === null) throw unparsable("Unclosed end tag", source, at);
  const name = (written[1] ?? "").toLowerCase();
  if (name !== "" && name !== tag.name) {
    const found = `expected "</${tag.name}>", found "</${name}>"`;
    throw badRequest(`can't parse entities: Unmatched end tag at byte offset ${bytesBefore(source, at)}, ${found}`);
  }
  open.pop();
  if (reading.text.length > tag.offset) close(reading, tag);
  return at + written[0].length;
}

function close(reading: Reading, tag: OpenTag): void {
  const { entities, text } = reading;
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const type = entityTypes[tag.name] ?? "";
  if (tag.name === "a") {
    const url = checkedLink(tag.attributes.get("href") || text.slice(tag.offset));
    if (url !== undefined) entities.push({ type, ...place, url });
  } else if (tag.name === "pre") {
    const inner = entities.at(-1);
    const whole = inner?.type === "code" && inner.offset === place.offset && inner.length === place.length;
    if (whole) entities.pop();
    entities.push({ type, ...place, ...(whole && inner.language ? { language: inner.language } : {}) });
  } else if (tag.name === "code") {
    const language = /^language-(.+)/.exec(tag.attributes.get("class") ?? "")?.[1];
    entities.push({ type, ...place, ...(language === undefined ? {} : { language }) });
  } else if (tag.name === "blockquote" && tag.attributes.has("expandable")) {
    entities.push({ type: "expandable_blockquote", ...place });
  } else {
    entities.push({ type, ...place });
  }
}

/** A link as Telegram keeps it, nothing when it would drop it and leave the words. */
function checkedLink(written: string): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `http://${written}`;
  if (!/^(https?:\/\/[^\s/?#]+\.|https?:\/\/(localhost|\[)|tg:|ton:|mailto:|tel:)/i.test(url)) return undefined;
  return /^https?:\/\/[^/?#]+$/i.test(url) ? `${url}/` : url;
}

function unescaped(value: string): string {
  return value.replace(/&(lt|gt|amp|quot);?/g, (_, name: string) => namedCharacters[name] ?? "");
}

function unparsable(what: string, source?: string, at = 0): Refusal {
  const place = source === undefined ? "" : ` at byte offset ${bytesBefore(source, at)}`;
  return badRequest(`can't parse entities: ${what}${place}`);
}

function bytesBefore(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}
