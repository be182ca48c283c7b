import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { createTerminalChannel } from "../../src/channels/terminal/channel.ts";
import { renderReply, wrap } from "../../src/channels/terminal/render.ts";
import type { Message, Reply } from "../../src/chat/message.ts";

const reply: Reply = {
  blocks: [
    { kind: "title", text: "JUDUL" },
    { kind: "list", title: "Daftar", items: ["satu", "dua"], ordered: true },
    { kind: "quote", title: "Pasal 1", text: "isi" },
    { kind: "note", text: "catatan" },
  ],
  choices: [{ label: "Lanjut", action: "/x" }],
};

function open(options: { colour?: boolean; interactive?: boolean } = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  const channel = createTerminalChannel({ input, output, colour: false, interactive: false, ...options });
  return { input, output, channel };
}

describe("the terminal", () => {
  it("numbers choices, and colours only where somebody looks", () => {
    expect(renderReply(reply, false)).toContain("  1. Lanjut");
    expect(renderReply(reply, false)).not.toContain("\u001b[");
    expect(renderReply(reply, true)).toContain("\u001b[1m");
  });

  it("breaks lines at words and leaves longer words whole", () => {
    for (const line of wrap("kata ".repeat(60), "").split("\n")) expect(line.length).toBeLessThanOrEqual(92);
    expect(wrap("x".repeat(200), "")).toBe("x".repeat(200));
  });

  it("puts characters together that arrive in pieces", async () => {
    const { input, output, channel } = open();
    const heard: string[] = [];
    await channel.start(async ({ text: said }: Message) => void heard.push(said));
    const bytes = Buffer.from("halo 👍\nlagi\n");
    for (const byte of bytes) input.write(Buffer.from([byte]));
    input.end();
    await channel.ended;
    output.end();
    expect(heard).toEqual(["halo 👍", "lagi"]);
    expect(await text(output)).toBe("siap: terminal\n");
  });

  it("answers a pasted block line by line, in order, before it ends", async () => {
    const { input, output, channel } = open();
    await channel.start(async ({ text: said }, send) => {
      await new Promise((resolve) => setImmediate(resolve));
      await send({ blocks: [{ kind: "text", text: `jawab ${said}` }], choices: [] });
    });
    input.end("a\nb\n\nc");
    await channel.ended;
    output.end();
    expect((await text(output)).match(/jawab \w/g)).toEqual(["jawab a", "jawab b", "jawab c"]);
  });

  it("gives every line its own id", async () => {
    const { input, channel } = open();
    const ids: string[] = [];
    await channel.start(async ({ id }) => void ids.push(id));
    input.end("sama\nsama\n");
    await channel.ended;
    expect(new Set(ids).size).toBe(2);
  });

  it("shows a prompt only to a person", async () => {
    const { output, channel, input } = open({ interactive: true });
    await channel.start(async () => {});
    input.end();
    await channel.ended;
    output.end();
    expect(await text(output)).toBe("siap: terminal\n> ");
  });
});
