import { describe, expect, it } from "vitest";
import { renderReply } from "../../../../src/channels/whatsapp/send/render.ts";
import { plainText, type Reply } from "../../../../src/chat/message.ts";
import { shippedAnswering } from "../../../support/answering.ts";
import { shownOnPhone } from "../../../support/whatsapp-phone.ts";

const reply = (blocks: Reply["blocks"], choices: Reply["choices"] = []): Reply => ({ blocks, choices });
const choice = (label: string) => ({ label, action: "/x" });
const squeezed = (text: string) => text.replace(/\s+/g, "");

describe("a reply on WhatsApp", () => {
  it("is bold, a list, a quote and an italic note", () => {
    const [text] = renderReply(
      reply([
        { kind: "title", text: "⛔ DILARANG" },
        { kind: "text", text: "isi" },
        { kind: "list", title: "Daftar", items: ["satu", "dua"], ordered: true },
        { kind: "list", title: "Lain", items: ["tiga"], ordered: false },
        { kind: "quote", title: "Pasal 1", text: "bunyi\n\nlanjutan" },
        { kind: "note", text: "catatan\nkedua" },
      ]),
    );
    expect(text).toBe(
      "*⛔ DILARANG*\n\nisi\n\n*Daftar:*\n1. satu\n2. dua\n\n*Lain:*\n• tiga\n\n*Pasal 1*\n> bunyi\n\n> lanjutan\n\n_catatan_\n_kedua_",
    );
    const { bold, italic, quotes } = shownOnPhone(text ?? "");
    expect(bold).toEqual(["⛔ DILARANG", "Daftar:", "Lain:", "Pasal 1"]);
    expect(italic).toEqual(["catatan", "kedua"]);
    expect(quotes).toEqual(["bunyi", "lanjutan"]);
  });

  it.each([
    "ini *penting* dan _miring_ dan ~dicoret~",
    "kode `a` dan ```b\nc```",
    "> bukan kutipan\n>bukan juga",
    "* bukan butir\n- bukan juga\n  - ini pun bukan",
    "kode 0003***63047BB3 dan **dua**",
    "*awal* tengah *akhir*",
    "(_dalam kurung_), *berkoma*, ~berseru~!",
    "_*~semua~*_",
  ])("shows %j as it was written", (text) => {
    for (const kind of ["title", "text", "note"] as const) {
      const [rendered] = renderReply(reply([{ kind, text }]));
      const shown = shownOnPhone(rendered ?? "");
      expect(squeezed(shown.text)).toBe(squeezed(text));
      expect(
        shown.struck.concat(shown.code, shown.quotes, kind === "text" ? shown.bold.concat(shown.italic) : []),
      ).toEqual([]);
    }
    const [quoted] = renderReply(reply([{ kind: "quote", title: text.split("\n")[0] ?? "", text }]));
    expect(squeezed(shownOnPhone(quoted ?? "").text)).toBe(squeezed((text.split("\n")[0] ?? "") + text));
  });

  it.each([
    "surat_tugas_2024.pdf dan https://jdihn.go.id/a_b_c",
    "2 * 3 * 4 = 24",
    "2*3*4",
    "satu * saja, _ini juga, ~30 orang",
    "1. satu\n2) dua",
    "kampanye - misalnya rapat - dilarang",
    "tanggal 1-2 dan a > b",
    "huruf `a saja",
  ])("leaves %j alone, for nothing in it is a mark", (text) => {
    expect(renderReply(reply([{ kind: "text", text }]))).toEqual([text]);
  });

  it("offers choices as numbered lines and says how to choose", () => {
    const text = (labels: string[]) => renderReply(reply([{ kind: "text", text: "?" }], labels.map(choice)));
    expect(text(["Tanya petugas", "👍", "*Bintang*"])).toEqual([
      "?\n\n1. Tanya petugas\n2. 👍\n3. *\u2060Bintang*\u2060\nBalas 1–3.",
    ]);
    expect(text(["Lanjut"])).toEqual(["?\n\n1. Lanjut\nBalas 1."]);
    const inGroup = renderReply(reply([], ["Lanjut", "👍"].map(choice)), { group: true });
    expect(inGroup).toEqual(["1. Lanjut\n2. 👍\nBalas pesan ini dengan angkanya, 1–2."]);
  });

  it.each([
    ["words", "kata ".repeat(3_000)],
    ["sentences", "Satu (dua) tiga. ".repeat(800)],
    ["sentences of marks", "Satu *dua* _tiga_. ".repeat(800)],
    ["one word of 9,000 letters", "x".repeat(9_000)],
    ["nothing but marks", "*".repeat(8_000)],
    ["emoji", "👩‍👩‍👧‍👦🇮🇩".repeat(1_500)],
    ["lines", "satu baris\n".repeat(900)],
  ])("splits %s at about two screens and loses nothing", (_, text) => {
    for (const kind of ["title", "note", "text"] as const) {
      const parts = renderReply(reply([{ kind, text }]));
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.length).toBeLessThan(12);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(3_500);
        expect(part.isWellFormed()).toBe(true);
      }
      const bare = (each: string) => squeezed(each).replace(/[\u200b-\u200d\u2060]/g, "");
      expect(bare(parts.map((part) => shownOnPhone(part).text).join(""))).toBe(bare(text));
    }
  });

  it("splits between sentences where there are any", () => {
    const parts = renderReply(reply([{ kind: "text", text: "Kalimat ini pendek saja. ".repeat(400).trim() }]));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatch(/^Kalimat [\s\S]* saja\.$/);
  });

  it("keeps its choices and how to choose together, at the end", () => {
    const labels = Array.from(
      { length: 9 },
      (_, at) => `Pilihan yang panjang sekali nomor ${at} ${"lagi ".repeat(20)}`,
    );
    const parts = renderReply(reply([{ kind: "quote", title: "a", text: "b ".repeat(1_500) }], labels.map(choice)));
    expect(parts.slice(0, -1).join("")).not.toMatch(/Balas|Pilihan/);
    expect(
      parts
        .at(-1)
        ?.split("\n")
        .filter((line) => /^\d\. Pilihan/.test(line)),
    ).toHaveLength(9);
    expect(parts.at(-1)).toMatch(/\nBalas 1–9\.$/);
  });
});

describe("everything the bot knows", () => {
  it("is shown on WhatsApp word for word: every situation, every passage", async () => {
    const { knowledge, answer } = await shippedAnswering();
    const asked = [...knowledge.situations.values()].map(({ title }) => title);
    for (const text of [...asked, ...knowledge.passages.keys()]) {
      const { reply: answered } = await answer(text);
      const shown = renderReply({ ...answered, choices: [] }).map((part) => shownOnPhone(part));
      expect(squeezed(shown.map((each) => each.text).join(""))).toBe(squeezed(plainText(answered)));
      expect(shown.flatMap(({ struck, code }) => struck.concat(code))).toEqual([]);
    }
  });
});
