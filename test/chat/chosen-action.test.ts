import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chosenAction } from "../../src/chat/chosen-action.ts";
import type { Message } from "../../src/chat/message.ts";
import { conversationOver, says } from "../support/conversation.ts";

const choices = [
  { label: "Lihat bunyi ringkas pasalnya", action: "/dasar x" },
  { label: "Kalau sudah terlanjur", action: "/langkah x" },
  { label: "Tanya petugas", action: "/tanya_petugas" },
  { label: "Kalau sudah lewat", action: "/situasi y" },
  { label: "👍", action: "/nilai ya" },
];

function chosen(text: string): string {
  const message: Message = {
    channel: "whatsapp",
    address: "whatsapp:6@lid",
    id: "1",
    kind: "text",
    text,
    place: "private",
    late: false,
  };
  return chosenAction(message, { choices });
}

describe("a choice out of a numbered list", () => {
  it.each(
    [
      "2|2.|2)|(2)|*2*|_2_|#2|2️⃣|２|nomor 2|Nomor2|no 2|no. 2|No.2|no2|pilih 2|pilih no. 2|saya pilih nomor 2|yang 2|yg nomor 2",
      "yang no.2|opsi 2|ke-2|yang ke 2|dua|Dua.|kedua|yang kedua|ke dua|nomor dua|2 aja|2aja|2 saja kak|2 ya|ya, 2|2 dong min|mau yang 2",
    ].flatMap((line) => line.split("|")),
  )("is made by its number: %j", (text) => {
    expect(chosen(text)).toBe("/langkah x");
  });

  it.each([
    ["pertama", "/dasar x"],
    ["yang ketiga", "/tanya_petugas"],
    ["tanya petugas!", "/tanya_petugas"],
    ["TANYA  PETUGAS", "/tanya_petugas"],
    ["3. Tanya petugas", "/tanya_petugas"],
    ["lihat bunyi", "/dasar x"],
    ["kalau sudah terlanjur?", "/langkah x"],
    ["👍", "/nilai ya"],
  ])("is made by its words: %j", (text, action) => {
    expect(chosen(text)).toBe(action);
  });

  it.each([
    "pasal 2?",
    "2 orang boleh?",
    "nomor 2 uu asn apa isinya?",
    "pilih nomor 2 di pilkada boleh?",
    "2-3",
    "1.5",
    "2 jam",
    "kedua calon boleh?",
    "yang 2 juta itu",
    "pp 94",
    "202",
    "kalau sudah",
    "tanya",
    "lihat",
    "lihat bun",
    "no",
    "ya",
  ])("is not %j", (text) => {
    expect(chosen(text)).toBe(text);
  });

  it.each(["ya", "Iya.", "ok", "setuju"])("is, for %j, the one that begins with yes, where there is one", (text) => {
    const message: Message = {
      channel: "whatsapp",
      address: "whatsapp:6@lid",
      id: "1",
      kind: "text",
      text,
      place: "private",
      late: false,
    };
    const yes = { label: "Ya, gabung", action: "/gabung X ya" };
    expect(chosenAction(message, { choices: [yes, { label: "Jangan", action: "/y" }] })).toBe(yes.action);
    expect(chosenAction(message, { choices: [yes, { label: "Ya, kirim juga", action: "/z" }] })).toBe(text);
  });

  it("is none of the questions that people ask", () => {
    const files = ["dev", "faq", "guards-dev"].map((name) => readFileSync(`test/questions/${name}.jsonl`, "utf8"));
    const asked = files.flatMap((file) => file.trim().split("\n")).map((line) => (JSON.parse(line) as { q: string }).q);
    expect(asked.length).toBeGreaterThan(300);
    expect(asked.filter((text) => chosen(text) !== text)).toEqual([]);
  });

  it("is asked for anew when the number stands for nothing, and only where something is on offer", async () => {
    const { say, heard } = conversationOver(({ rest }) => says(rest, rest === "daftar" ? choices : []));
    await say("nomor dua");
    await say("daftar");
    await say("nomor dua");
    await say("no. 9");
    await say("7");
    expect(heard.slice(0, 3)).toEqual(["nomor dua", "daftar", "/langkah x"]);
    expect(heard[3]).toMatch(/^Pilihan itu sudah tidak ada/);
    expect(heard[4]).toBe(heard[3]);
  });
});
