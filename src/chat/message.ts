import { fileLine, type ReplyFile } from "../reply-file.ts";
import type { IncomingFile } from "./incoming-file.ts";

export type ChannelName = "terminal" | "telegram" | "whatsapp";

/** What a person wrote or pressed; every other personal field was dropped at the channel's edge. */
export type Message = {
  channel: ChannelName;
  /** `terminal:local`, `telegram:1001`: where replies go. In a group it is the group, never the member. */
  address: string;
  /** Unique within the address; the same id is answered once. */
  id: string;
  kind: "text" | "button" | "file";
  /** The text, the action of the pressed button, or the caption of a file. */
  text: string;
  /** The file; a handler gets it only in a dialogue that takes files, and nobody else fetches it. */
  file?: IncomingFile;
  place: "private" | "group";
  /** Sent before this process started: answered at once, and neither remembered nor given to anything outside. */
  late: boolean;
  /** Deletes it for both sides, where the platform lets a bot; resolves to whether it is gone. */
  takeBack?: () => Promise<boolean>;
  /** It looked like a report and its writer said that it is none: answered, and neither counted nor given to anybody. */
  guarded?: boolean;
};

/** A reply that went out; `takeBack` deletes all of it for both sides, where the platform can, and resolves to whether it did. */
export type Sent = { takeBack?: () => Promise<boolean> };

/** A run of a paragraph that looks the same all through; its line breaks are kept. */
export type Span = { text: string; bold?: boolean; italic?: boolean };

/** A piece of a reply; each channel renders it in its own way. `rich` is one paragraph. */
export type Block =
  | { kind: "title"; text: string }
  | { kind: "text"; text: string }
  | { kind: "rich"; spans: readonly Span[] }
  | { kind: "list"; title: string; items: readonly string[]; ordered: boolean }
  | { kind: "quote"; title: string; text: string }
  | { kind: "note"; text: string };

/** Something the person may choose next; `action` is at most 64 bytes and is routed like a message. */
export type Choice = { label: string; action: string };

/** Plain data the bot answers with. Files go out at once and are kept nowhere, so replies that wait carry none. */
export type Reply = {
  blocks: readonly Block[];
  choices: readonly Choice[];
  files?: readonly ReplyFile[];
  /** Told when it was handed over, by whoever sent it as the answer to a message. */
  onSent?: (sent: Sent) => void;
};

/** A reply as bare text, for places without any formatting. */
export function plainText({ blocks, files = [] }: Reply): string {
  return [...blocks.map(blockText), ...files.map(fileLine)].join("\n\n");
}

function blockText(block: Block): string {
  if (block.kind === "list") {
    const items = block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : "•"} ${item}`);
    return [`${block.title}:`, ...items].join("\n");
  }
  if (block.kind === "rich") return spansText(block.spans);
  return block.kind === "quote" ? `${block.title}\n${block.text}` : block.text;
}

/** The words of a paragraph without their looks. */
export function spansText(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}
