import type { IncomingMessage } from "node:http";
import { readBody } from "../telegram/body.ts";
import { parseMultipart } from "../telegram/multipart.ts";
import type { Asked, Recorded } from "./types.ts";

/** A call and its body; undefined when the other side went away before its end. */
export async function receive(request: IncomingMessage): Promise<Recorded | undefined> {
  const raw = await readBody(request);
  if (raw === undefined) return undefined;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const call = { method: request.method ?? "", path: pathname, headers, raw };
  const type = headers["content-type"] ?? "";
  if (raw.length === 0) return { ...call, body: {} };
  if (/^multipart\/form-data/i.test(type)) {
    const { params, uploads } = parseMultipart(raw, type);
    const file = uploads.get("file");
    return {
      ...call,
      body: params,
      ...(file === undefined ? {} : { file: { name: file.name, type: file.mimeType, bytes: file.data } }),
    };
  }
  return { ...call, body: objectOf(raw.toString("utf8")) };
}

function objectOf(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("The body is no object.");
  return value as Record<string, unknown>;
}

/** What a chat or a response asks for, in one shape. */
export function askedOf(recorded: Recorded): Asked {
  const { body } = recorded;
  const messages = (body["messages"] ?? body["input"] ?? []) as string | Message[];
  const list = typeof messages === "string" ? [{ role: "user", content: messages }] : messages;
  const told = (roles: readonly string[]) =>
    list
      .filter(({ role }) => roles.includes(role))
      .map(({ content }) => wordsOf(content))
      .join("\n");
  const instructions = typeof body["instructions"] === "string" ? body["instructions"] : "";
  return {
    ...recorded,
    model: String(body["model"] ?? ""),
    system: [instructions, told(["system", "developer"])].filter((part) => part !== "").join("\n"),
    user: told(["user"]),
    schema: schemaOf(body),
  };
}

type Message = { role: string; content: unknown };

function wordsOf(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part: { text?: unknown }) => String(part.text ?? "")).join("\n") : "";
}

function schemaOf(body: Readonly<Record<string, unknown>>): unknown {
  const chat = body["response_format"] as { json_schema?: { schema?: unknown } } | undefined;
  const response = body["text"] as { format?: { schema?: unknown } } | undefined;
  return chat?.json_schema?.schema ?? response?.format?.schema;
}
