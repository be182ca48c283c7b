import type { BinaryNode } from "@whiskeysockets/baileys";

/** Where the server itself is addressed. */
export const server = "@s.whatsapp.net";

export function node(tag: string, attrs: Record<string, string> = {}, content?: BinaryNode["content"]): BinaryNode {
  return content === undefined ? { tag, attrs } : { tag, attrs, content };
}

export function childrenOf(parent: BinaryNode | undefined, tag?: string): BinaryNode[] {
  if (!Array.isArray(parent?.content)) return [];
  return tag === undefined ? parent.content : parent.content.filter((child) => child.tag === tag);
}

export function childOf(parent: BinaryNode | undefined, tag: string): BinaryNode | undefined {
  return childrenOf(parent, tag)[0];
}

/** The binary content of a child; a missing one is an error in what the client sent. */
export function bytesOf(parent: BinaryNode | undefined, tag: string): Buffer {
  const content = childOf(parent, tag)?.content;
  if (content === undefined || Array.isArray(content)) throw new Error(`<${parent?.tag}> has no bytes in <${tag}>`);
  return Buffer.from(content);
}

export function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}

export type Jid = { user: string; server: string; device: number };

export function parseJid(jid: string): Jid {
  const [, user = "", device = "0", host = ""] = /^([^@:]*)(?::(\d+))?@(.+)$/.exec(jid) ?? [];
  return { user, server: host, device: Number(device) };
}
