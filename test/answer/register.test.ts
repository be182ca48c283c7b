import { describe, expect, it } from "vitest";
import { createRegisterReader } from "../../src/answer/register.ts";
import { readVocabulary } from "../../src/knowledge/vocabulary.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";

const registerOf = createRegisterReader(await readVocabulary(`${knowledgeFolder}/aliases.yaml`));

describe("how a message is written", () => {
  it.each([
    ["formal", "Apakah pegawai negeri sipil diperkenankan mengikuti akun resmi Bawaslu?"],
    ["formal", "Mohon penjelasan, kapan PPPK wajib mengundurkan diri sebagai calon anggota DPRD?"],
    ["santai", "Min, kalo repost jadwal debat boleh gak ya?"],
    ["santai", "Bolehhh dong ikut jalan sehat partai hari minggu"],
    ["santai", "ajak teman2 kantor ke kampanye gimana hukumnya"],
    ["santai", "apakah honorer boleh ikut kampanye calon bupati"],
    ["singkat", "Sanksi like?"],
    ["singkat", "batas lapor pilkada"],
    ["daerah", "Kulo PNS, pareng mboten dados saksi?"],
    ["daerah", "Abdi guru, naha teu meunang foto sareng caleg?"],
    ["daerah", "Katong di kantor seng boleh pi kampanye ka?"],
    ["daerah", "ulun handak umpat kampanye, kawa lah?"],
    ["inggris", "May an officer of the district attend a rally after work?"],
    [
      "suara",
      "eh ini saya mau tanya ya jadi kemarin itu saya diajak tetangga nonton kampanye di lapangan terus saya kan pegawai kecamatan nah itu sebenarnya boleh apa enggak ya soalnya saya takut",
    ],
  ])("%s: %s", (register, text) => {
    expect(registerOf(text)).toBe(register);
  });

  it("is not English for an English word or two, nor dictated when it has marks", () => {
    expect(registerOf("Bolehkah saya like dan share unggahan caleg di story?")).toBe("formal");
    const story = `${"Saya diajak tetangga menonton kampanye di lapangan. ".repeat(5)}Bolehkah?`;
    expect(registerOf(story)).toBe("formal");
    expect(registerOf("")).toBe("singkat");
  });
});
