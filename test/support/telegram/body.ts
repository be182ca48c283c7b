import type { IncomingMessage } from "node:http";
import { parseMultipart, type Upload } from "./multipart.ts";
import { decodeStructures, isFields } from "./params.ts";
import { badRequest, Refusal } from "./refusal.ts";
import type { Fields } from "./types.ts";

export type Request = { params: Fields; uploads: ReadonlyMap<string, Upload> };

/** A document of 50 MB and the rest of its form. */
const largestBody = 51 * 1024 * 1024;

const noUploads: ReadonlyMap<string, Upload> = new Map();

/** The body of a request, nothing when the client went away before its end. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on("end", () => {
      if (size > largestBody) reject(new Refusal(413, "Request Entity Too Large"));
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on("error", () => resolve(undefined));
    request.on("close", () => resolve(undefined));
  });
}

/** The parameters of a call, from its query and its body in any of the four forms. */
export function parseRequest(query: string, contentType: string, body: Buffer): Request {
  const queried = query === "" ? {} : Object.fromEntries(new URLSearchParams(query));
  if (body.length === 0) return { params: decodeStructures(queried), uploads: noUploads };
  if (/^multipart\/form-data/i.test(contentType)) {
    const { params, uploads } = parseMultipart(body, contentType);
    return { params: decodeStructures({ ...queried, ...params }), uploads };
  }
  const text = body.toString("utf8");
  const params = /^application\/json/i.test(contentType)
    ? parseJson(text)
    : Object.fromEntries(new URLSearchParams(text));
  return { params: decodeStructures({ ...queried, ...params }), uploads: noUploads };
}

function parseJson(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("can't parse request JSON object");
  }
  if (!isFields(value)) throw badRequest("request body must be a JSON object");
  return value;
}
