import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { createTerminalChannel } from "../../src/channels/terminal/channel.ts";
import { renderReply, wrap } from "../../src/channels/terminal/render.ts";
import type { Converse } from "../../src/chat/channel.ts";
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
  const start = (converse: Converse) => channel.start(converse, () => void output.write("siap: terminal\n"));
  return { input, output, channel, start };
}

describe("the terminal", () => {
  it("numbers choices, and colours only where somebody looks", () => {
    expect(renderReply(reply, false)).toContain("  1. Lanjut");
    expect(renderReply(reply, false)).not.toContain("\u001b[");
    expect(renderReply(reply, true)).toContain("\u001b[1m");
  });

  it("paints what is bold and italic in a paragraph, which has no width", () => {
    const spans = [
      { text: "Rapat " },
      { text: "besok", bold: true },
      { text: "\njam " },
      { text: "8", italic: true, bold: true },
    ];
    const rich: Reply = { blocks: [{ kind: "rich", spans }], choices: [] };
    expect(renderReply(rich, false)).toBe("Rapat besok\njam 8\n");
    expect(renderReply(rich, true)).toBe(
      "Rapat \u001b[1mbesok\n\u001b[22mjam \u001b[1m\u001b[3m8\u001b[23m\u001b[22m\n",
    );
    const long: Reply = {
      blocks: [{ kind: "rich", spans: [{ text: "kata tebal ".repeat(40), bold: true }] }],
      choices: [],
    };
    const bare = renderReply(long, true).replaceAll("\u001b[1m", "").replaceAll("\u001b[22m", "");
    expect(bare).toBe(renderReply(long, false));
  });

  it("breaks lines at words and leaves longer words whole", () => {
    for (const line of wrap("kata ".repeat(60), "").split("\n")) expect(line.length).toBeLessThanOrEqual(92);
    expect(wrap("x".repeat(200), "")).toBe("x".repeat(200));
  });

  it("puts characters together that arrive in pieces", async () => {
    const { input, output, channel, start } = open();
    const heard: string[] = [];
    await start(async ({ text: said }: Message) => void heard.push(said));
    const bytes = Buffer.from("halo 👍\nlagi\n");
    for (const byte of bytes) input.write(Buffer.from([byte]));
    input.end();
    await channel.ended;
    output.end();
    expect(heard).toEqual(["halo 👍", "lagi"]);
    expect(await text(output)).toBe("siap: terminal\n");
  });

  it("answers a pasted block line by line, in order, before it ends", async () => {
    const { input, output, channel, start } = open();
    await start(async ({ text: said }, send) => {
      await new Promise((resolve) => setImmediate(resolve));
      await send({ blocks: [{ kind: "text", text: `jawab ${said}` }], choices: [] });
    });
    input.end("a\nb\n\nc");
    await channel.ended;
    output.end();
    expect((await text(output)).match(/jawab \w/g)).toEqual(["jawab a", "jawab b", "jawab c"]);
  });

  it("gives every line its own id", async () => {
    const { input, channel, start } = open();
    const ids: string[] = [];
    await start(async ({ id }) => void ids.push(id));
    input.end("sama\nsama\n");
    await channel.ended;
    expect(new Set(ids).size).toBe(2);
  });

  it("shows a prompt only to a person", async () => {
    const { output, channel, input, start } = open({ interactive: true });
    await start(async () => {});
    input.end();
    await channel.ended;
    output.end();
    expect(await text(output)).toBe("siap: terminal\n> ");
  });
});
