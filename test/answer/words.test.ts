import { describe, expect, it } from "vitest";
import { shippedAnswering } from "../support/answering.ts";

const { normaliser } = await shippedAnswering();
const stems = (text: string) => normaliser.normalise(text).stems.join(" ");

describe("normalising what people type", () => {
  it.each([
    ["klo sy ngelike postingan cabup gmn", "kalau saya like unggah cabup bagaimana"],
    ["KALAU SAYA MENYUKAI UNGGAHAN CABUP BAGAIMANA", "kalau saya like unggah cabup bagaimana"],
    ["pake plat merah", "pakai mobdin"],
    ["temen2 nyumbangin duit", "teman sumbang uang"],
    ["bolehhhhh", "boleh"],
    ["kalau saya PPPK", "kalau saya pppk"],
    ["p3k", "pppk"],
    ["salah tidak", "salah tidak"],
    ["tukin dipotong", "tukin potong"],
    ["ulun kada milih, etam endik umpat", "saya tidak coblos saya tidak umpat"],
    ["sa tra ikut", "saya tidak ikut"],
    ["punten abdi teu tiasa sumping", "punten saya tidak bisa hadir"],
    ["difollow, ngefollow, followernya", "ikuti ikuti ikuti"],
    ["kampayne", "kampanye"],
    ["kampnye", "kampanye"],
    ["skrg jd kpps dpt honor trs lgsg plg", "sekarang jadi kpps dapat honor terus langsung plg"],
    ["salam sama paslon no 2", "salam sama paslon nomor"],
    ["pose jempol dan ngelike", "pose dan like"],
    ["ngasih, ngisi, ngajuin", "kasih isi aju"],
  ])("reads %j as %j", (text, expected) => {
    expect(stems(text)).toBe(expected);
  });

  it("corrects a word one slip away from one it knows, and no word that is one already", () => {
    expect(stems("bawalsu")).toBe("bawaslu");
    expect(stems("kantor")).toBe("kantor");
    expect(stems("mundur")).toBe("mundur");
    expect(stems("wifi di batam, tips pgri ambon")).toBe("wifi di batam tips pgri ambon");
  });

  it("accepts marks, emoji, invisible and broken characters without a word", () => {
    expect(stems("👍🏽\u0000\u202e\ud800 \u200b")).toBe("");
    expect(stems("b̷o̸l̵e̶h̷ ga")).toBe("boleh tidak");
    expect(stems("ｂｏｌｅｈ")).toBe("boleh");
  });
});
