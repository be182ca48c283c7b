import { describe, expect, it } from "vitest";
import { renderReply } from "../../../../src/channels/whatsapp/send/render.ts";
import { plainText, type Reply, spansText } from "../../../../src/chat/message.ts";
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

  it("shows what is bold and italic in a paragraph by marks of its own, line by line", () => {
    const spans = [
      { text: "Rapat " },
      { text: " besok \n dan lusa ", bold: true },
      { text: "(", italic: true },
      { text: "jam 08.00", italic: true },
      { text: ") di " },
      { text: "aula", bold: true, italic: true },
      { text: "." },
    ];
    const [text = ""] = renderReply(reply([{ kind: "rich", spans }]));
    expect(text).toBe("Rapat  *besok* \n *dan lusa* _(jam 08.00_) di *_aula_*.");
    const { bold, italic } = shownOnPhone(text);
    expect([bold, italic]).toEqual([
      ["besok", "dan lusa", "_aula_"],
      ["(jam 08.00", "aula"],
    ]);
  });

  it.each([
    ["a plain mark before it", [{ text: "*awas " }, { text: "penting", bold: true }, { text: " ya*" }], ["penting"]],
    ["a mark right before it", [{ text: "a*" }, { text: "b", bold: true }], []],
    ["the end of a word", [{ text: "ke" }, { text: "bijakan", bold: true }], []],
    ["the beginning of a word", [{ text: "ke", bold: true }, { text: "bijakan" }], []],
    ["the middle of a word", [{ text: "ke" }, { text: "bija", bold: true }, { text: "kan" }], []],
    ["marks inside", [{ text: "*bintang* _dan_ **", bold: true }], ["*bintang* _dan_ **"]],
    ["a pair around it", [{ text: "~a " }, { text: "b", bold: true }, { text: " c~" }], ["b"]],
    ["a pair of other marks across it", [{ text: "_a " }, { text: "b_", bold: true }], ["b_"]],
    ["code around it", [{ text: "`a " }, { text: "b", bold: true }, { text: " c`" }], ["b"]],
    ["the beginning of a quote", [{ text: "> a\n" }, { text: "> b", bold: true }], ["> b"]],
    ["the beginning of a bullet", [{ text: "* a " }, { text: "b", bold: true }], ["b"]],
    [
      "neighbours of one look",
      [
        { text: "satu ", bold: true },
        { text: "dua", bold: true },
      ],
      ["satu dua"],
    ],
    ["nothing in it", [{ text: "a " }, { text: "  ", bold: true }, { text: "b" }], []],
  ])("keeps a paragraph's own marks as they are: %s", (_, spans, expected) => {
    const [text = ""] = renderReply(reply([{ kind: "rich", spans }]));
    const shown = shownOnPhone(text);
    expect(shown.text).toBe(spansText(spans));
    expect(shown.bold).toEqual(expected);
    expect([shown.italic, shown.struck, shown.code, shown.quotes]).toEqual([[], [], [], []]);
  });

  it("leaves an address of the web whole beside what is italic", () => {
    const address = "https://jdihn.go.id/a_b_c?d=e_f";
    const spans = [{ text: "Lihat " }, { text: "segera", italic: true }, { text: `: ${address}` }];
    expect(renderReply(reply([{ kind: "rich", spans }]))).toEqual([`Lihat _segera_: ${address}`]);
  });

  it("splits a paragraph of many looks at the limit, loses nothing and keeps the looks", () => {
    const spans = Array.from({ length: 2_000 }, (_, at) => ({ text: `kata${at}*`, bold: at % 2 === 0 })).flatMap(
      (span) => [span, { text: " " }],
    );
    const messages = renderReply(reply([{ kind: "rich", spans }]));
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) expect(message.length).toBeLessThanOrEqual(3_500);
    const shown = messages.map(shownOnPhone);
    expect(shown.map(({ text }) => text).join(" ")).toBe(spansText(spans).trim());
    expect(shown.flatMap(({ bold }) => bold)).toEqual(
      spans.filter((span) => "bold" in span && span.bold).map(({ text }) => text),
    );
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
