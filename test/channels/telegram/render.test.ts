import { describe, expect, it } from "vitest";
import { renderReply } from "../../../src/channels/telegram/render.ts";
import { plainText, type Reply } from "../../../src/chat/message.ts";
import { shippedAnswering } from "../../support/answering.ts";

const reply = (blocks: Reply["blocks"], choices: Reply["choices"] = []): Reply => ({ blocks, choices });

/** Every tag of a message is closed in it, in order. */
function isWhole(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, name] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (slash === "") open.push(name ?? "");
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();

describe("a reply on Telegram", () => {
  it("is bold, a list, a folded quote and an italic note", () => {
    const [part] = renderReply(
      reply([
        { kind: "title", text: "JUDUL" },
        { kind: "text", text: "isi" },
        { kind: "list", title: "Daftar", items: ["satu", "dua"], ordered: true },
        { kind: "quote", title: "Pasal 1", text: "bunyi" },
        { kind: "note", text: "catatan" },
      ]),
    );
    expect(part?.html).toBe(
      "<b>JUDUL</b>\n\nisi\n\n<b>Daftar:</b>\n1. satu\n2. dua\n\n<b>Pasal 1</b>\n<blockquote expandable>bunyi</blockquote>\n\n<i>catatan</i>",
    );
    expect(part?.plain).toContain("Pasal 1\nbunyi");
  });

  it("shows what is bold and italic in a paragraph, escaped", () => {
    const spans = [
      { text: " Rapat <" },
      { text: "besok & lusa", bold: true },
      { text: ">\n" },
      { text: "jam", italic: true },
      { text: " 08.00 ", bold: true, italic: true },
    ];
    const [part] = renderReply(
      reply([
        { kind: "rich", spans },
        { kind: "text", text: "salam" },
      ]),
    );
    expect(part?.html).toBe("Rapat &lt;<b>besok &amp; lusa</b>&gt;\n<i>jam</i><b><i> 08.00</i></b>\n\nsalam");
    expect(part?.plain).toBe("Rapat <besok & lusa>\njam 08.00\n\nsalam");
  });

  it("splits a paragraph of a thousand looks at the limit, loses nothing and breaks no tag", () => {
    const spans = Array.from({ length: 2_000 }, (_, at) => ({
      text: `kata${at}& `,
      bold: at % 2 === 0,
      italic: at % 3 === 0,
    }));
    const parts = renderReply(
      reply([
        { kind: "text", text: "awal ".repeat(500) },
        { kind: "rich", spans },
      ]),
    );
    for (const { html } of parts) {
      expect(html.length).toBeLessThanOrEqual(4_096);
      expect(isWhole(html)).toBe(true);
    }
    const whole = parts.map(({ html }) => words(html)).join(" ");
    expect(whole.replace(/^(awal )+/, "")).toBe(
      spans
        .map(({ text }) => text)
        .join("")
        .trim(),
    );
  });

  it("escapes what Telegram would read as a tag", () => {
    const [part] = renderReply(reply([{ kind: "text", text: "<b>a & b</i> &amp; \ud800" }]));
    expect(part?.html).toBe("&lt;b&gt;a &amp; b&lt;/i&gt; &amp;amp; \ufffd");
  });

  it.each([
    ["words", "kata ".repeat(3_000)],
    ["sentences of markup", "Satu <b> & dua </b>. ".repeat(800)],
    ["one word of 9,000 letters", "x".repeat(9_000)],
    ["emoji", "👩‍👩‍👧‍👦🇮🇩".repeat(1_500)],
    ["ampersands", "&".repeat(5_000)],
  ])("splits %s at the limit, loses nothing and breaks no tag", (_, text) => {
    for (const kind of ["title", "note", "text"] as const) {
      const parts = renderReply(reply([{ kind, text }]));
      expect(parts.length).toBeGreaterThan(1);
      for (const { html } of parts) {
        expect(html.length).toBeLessThanOrEqual(4_096);
        expect(isWhole(html)).toBe(true);
        expect(html.isWellFormed()).toBe(true);
      }
      expect(
        parts
          .map(({ html }) => words(html))
          .join("")
          .replaceAll(" ", ""),
      ).toBe(text.replaceAll(" ", ""));
    }
  });

  it("puts its buttons under its last message", () => {
    const parts = renderReply(
      reply([{ kind: "quote", title: "a", text: "b ".repeat(4_000) }], [{ label: "Lanjut", action: "/x" }]),
    );
    expect(parts.map(({ keyboard }) => keyboard !== undefined)).toEqual([...parts.slice(1).map(() => false), true]);
  });

  it("gives every short choice a button, and short ones share a row", () => {
    const [part] = renderReply(
      reply(
        [{ kind: "text", text: "?" }],
        ["Lihat bunyi ringkas pasalnya", "Tanya petugas", "👍", "👎"].map((label) => ({
          label,
          action: `/${label.length}`,
        })),
      ),
    );
    const rows = part?.keyboard?.inline_keyboard.map((row) => row.map(({ text }) => text));
    expect(rows).toEqual([["Lihat bunyi ringkas pasalnya"], ["Tanya petugas", "👍", "👎"]]);
    expect(part?.html).toBe("?");
  });

  it("writes out labels that a phone would cut, numbered like the buttons", () => {
    const long = "Menghadiri kampanye pasangan calon di luar jam kerja tanpa atribut";
    const [part] = renderReply(
      reply(
        [{ kind: "text", text: "?" }],
        [
          { label: long, action: "/a" },
          { label: "Daftar topik", action: "/topik" },
        ],
      ),
    );
    expect(part?.html).toBe(`?\n\n1. ${long}\n2. Daftar topik`);
    const labels = part?.keyboard?.inline_keyboard.flat().map(({ text }) => text);
    expect(labels?.[0]).toMatch(/^1\. Menghadiri .*…$/);
    expect(labels?.[0]?.length).toBeLessThanOrEqual(34);
    expect(labels?.[1]).toBe("2. Daftar topik");
  });

  it("leaves out a button whose action is too long, and keeps its number", () => {
    const [part] = renderReply(reply([{ kind: "text", text: "?" }], [{ label: "Panjang", action: "é".repeat(33) }]));
    expect(part?.keyboard).toBeUndefined();
    expect(part?.html).toContain("1. Panjang");
  });
});

describe("everything the bot knows", () => {
  it("fits Telegram: every situation, every passage, whole tags, buttons of at most 64 bytes", async () => {
    const { knowledge, answer } = await shippedAnswering();
    const asked = [...knowledge.situations.values()].map(({ title }) => title);
    for (const text of [...asked, ...knowledge.passages.keys()]) {
      const { reply: answered } = await answer(text);
      for (const { action } of answered.choices) expect(Buffer.byteLength(action), action).toBeLessThanOrEqual(64);
      const parts = renderReply(answered);
      for (const { html } of parts) {
        expect(html.length).toBeLessThanOrEqual(4_096);
        expect(isWhole(html)).toBe(true);
      }
      expect(plainText(answered).length).toBeGreaterThan(0);
    }
  });
});
