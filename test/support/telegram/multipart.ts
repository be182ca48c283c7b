import { badRequest } from "./refusal.ts";
import type { Fields } from "./types.ts";

export type Upload = { name: string; mimeType: string; data: Buffer };

const lineEnd = "\r\n";

/** Splits a `multipart/form-data` body into texts and files. */
export function parseMultipart(body: Buffer, contentType: string): { params: Fields; uploads: Map<string, Upload> } {
  const params: Fields = {};
  const uploads = new Map<string, Upload>();
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw badRequest("boundary not found");
  for (const part of partsOf(body, `--${boundary}`)) {
    const end = part.indexOf(lineEnd + lineEnd);
    if (end < 0) throw badRequest("can't parse multipart headers");
    const headers = part.toString("utf8", 0, end);
    const data = part.subarray(end + 4);
    const name = parameterOf(headers, "name");
    if (name === undefined) throw badRequest("content-disposition has no name");
    const file = parameterOf(headers, "filename");
    if (file === undefined) {
      params[name] = data.toString("utf8");
    } else {
      const mimeType = /^content-type:\s*(\S+)/im.exec(headers)?.[1] ?? typeOf(file);
      uploads.set(name, { name: file, mimeType, data });
      params[name] = { filename: file, contentType: mimeType, size: data.length };
    }
  }
  return { params, uploads };
}

function partsOf(body: Buffer, delimiter: string): Buffer[] {
  const parts: Buffer[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    if (body.toString("latin1", from, from + 2) === "--") return parts;
    const next = body.indexOf(lineEnd + delimiter, from);
    if (next < 0) break;
    parts.push(body.subarray(from + 2, next));
    start = next + lineEnd.length;
  }
  throw badRequest("unexpected end of the multipart body");
}

function parameterOf(headers: string, name: string): string | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? "";
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, "i").exec(disposition)?.[1];
  return value?.replace(/%(22|0d|0a)/gi, (escaped) => decodeURIComponent(escaped));
}

const types: Record<string, string> = {
  txt: "text/plain",
  html: "text/html",
  csv: "text/csv",
  ics: "text/calendar",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
};

function typeOf(fileName: string): string {
  return types[fileName.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}
