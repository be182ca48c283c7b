import { type Formatted, parseHtml } from "./html.ts";
import { badRequest } from "./refusal.ts";
import type { Entity, Fields } from "./types.ts";

/** Parameters that are objects or lists, whichever way they travelled. */
const structured = new Set([
  "reply_markup",
  "entities",
  "caption_entities",
  "link_preview_options",
  "reply_parameters",
  "allowed_updates",
  "commands",
  "scope",
  "message_ids",
  "reaction",
]);

/** Reads the JSON text of structured parameters; what is not JSON stays text, to be refused by its reader. */
export function decodeStructures(params: Fields): Fields {
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== "string" || !structured.has(name)) continue;
    try {
      params[name] = JSON.parse(value);
    } catch {}
  }
  return params;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, empty when it was not given. */
export function textOf(params: Fields, name: string): string {
  const value = params[name];
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** An integer, nothing when it was not given; 0 when it is none, as Telegram reads it. */
export function integerOf(params: Fields, name: string): number | undefined {
  const value = textOf(params, name);
  if (value === "") return undefined;
  return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
}

export function flagOf(params: Fields, name: string): boolean {
  return /^(true|yes|1)$/i.test(textOf(params, name));
}

/** An object, nothing when it was not given. */
export function objectOf(params: Fields, name: string, what: string): Fields | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (!isFields(value)) throw badRequest(`can't parse ${what} JSON object`);
  return value;
}

/** A list, nothing when it was not given. */
export function listOf(params: Fields, name: string, what: string): unknown[] | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") throw badRequest(`can't parse ${what} JSON object`);
  if (!Array.isArray(value)) throw badRequest(`expected an Array of ${what}`);
  return value;
}

export type Written = Formatted & { raw: string; parseMode?: string };

/** A text with its formatting read. Only HTML and given entities are known here. */
export function writtenIn(params: Fields, name: string, entitiesName: string): Written {
  const raw = textOf(params, name);
  const parseMode = textOf(params, "parse_mode");
  if (parseMode === "" || /^none$/i.test(parseMode))
    return { raw, text: raw, entities: givenEntities(params, entitiesName) };
  if (!/^html$/i.test(parseMode)) throw badRequest("unsupported parse_mode");
  return { raw, parseMode, ...parseHtml(raw) };
}

function givenEntities(params: Fields, name: string): Entity[] {
  const given = params[name];
  if (!Array.isArray(given)) return [];
  return given.map((entity) => {
    const { type, offset, length, url } = isFields(entity) ? entity : {};
    if (typeof type !== "string" || !Number.isInteger(offset) || !Number.isInteger(length)) {
      throw badRequest("can't parse MessageEntity: expected an Object");
    }
    return {
      type,
      offset: Number(offset),
      length: Number(length),
      ...(typeof url === "string" ? { url } : {}),
    };
  });
}
