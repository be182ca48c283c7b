import { describe, expect, it } from "vitest";
import { survivors } from "../../src/answer/claims.ts";
import { shippedAnswering } from "../support/answering.ts";
import { claimed, decisionFor, type Standing, sourceOf, standingAt, standings } from "../support/claimed.ts";
import { free, near } from "../support/paraphrases.ts";

const { knowledge } = await shippedAnswering();
const [anySituation] = knowledge.situations.values();
if (anySituation === undefined) throw new Error("no situation");
const situation = { ...anySituation, verdict: "bersyarat" as const };

/** A sentence that is the last of a text of ours. */
function standing(text: string, kind: Parameters<typeof sourceOf>[1] = "answer"): Standing {
  return { situation, source: sourceOf(text, kind), before: [], sentence: text };
}

const survives = (sentence: string, text: string, kind?: Parameters<typeof sourceOf>[1]) =>
  claimed(standing(sentence, kind), text).lives;
const whyNot = (each: Standing, text: string, how?: Parameters<typeof claimed>[2]) =>
  claimed(each, text, how).dropped.map(({ why }) => why);

describe("an honest claim", () => {
  it("lives in most of the ways that a model which keeps to its prompt says it", () => {
    const dead = near.filter(({ place, text }) => !claimed(standingAt(place, knowledge), text).lives);
    expect(near.length).toBeGreaterThanOrEqual(60);
    expect(1 - dead.length / near.length).toBeGreaterThan(0.9);
  });

  it("is given up where it is put too freely to be compared", () => {
    expect(free.filter(({ place, text }) => claimed(standingAt(place, knowledge), text).lives)).toEqual([]);
  });

  it("gives way to what it quotes where it is put freely, if that can stand by itself", () => {
    const instead = free.map(({ place, text }) => {
      const standing = standingAt(place, knowledge);
      return { standing, kept: claimed(standing, text).kept.filter(({ claim }) => claim.text === text) };
    });
    for (const { standing, kept } of instead)
      for (const { text, quoted } of kept) {
        expect(quoted).toBe(true);
        expect(standing.source.text.toLowerCase()).toContain(text.replace(/\.$/, "").toLowerCase());
      }
    // Those that leave out a number or what forbids give way to nothing.
    expect(instead.filter(({ kept }) => kept.length > 0).length).toBeGreaterThan(2);
  });

  it("lives word for word, whatever it is of our own answers", () => {
    const all = [...knowledge.situations.values()]
      .flatMap((each) => standings(each, knowledge.passages))
      .filter(({ source }) => ["answer", "case", "sanction"].includes(source.kind));
    const dead = all.filter((each) => !claimed(each, each.sentence).lives);
    expect(all.length).toBeGreaterThan(900);
    expect(dead.length / all.length).toBeLessThan(0.02);
  });

  it.each([
    ["Jangan hadir di kampanye calon.", "Jadi, Bapak/Ibu, jangan hadir di kampanye calon."],
    ["Jangan hadir di kampanye calon.", "Anda jangan hadir di kampanye calon"],
    ["PNS wajib menjaga netralitas.", "Pegawai negeri sipil harus menjaga netralitas."],
    ["PNS dilarang menjadi anggota partai.", "PNS tidak boleh menjadi anggota partai."],
    ["Bila dipanggil, datang ke kantor.", "Datang ke kantor jika dipanggil."],
    ["Bila dipanggil, datang ke kantor.", "Jika Anda dipanggil, datang ke kantor."],
    ["Jangan hadir di kampanye, karena ASN melayani semua warga.", "Jangan hadir di kampanye."],
    ["CLTN (cuti di luar tanggungan negara) perlu izin atasan.", "CLTN perlu izin atasan."],
    ["Laporan disampaikan paling lambat 7 hari.", "Laporan disampaikan paling lambat tujuh hari."],
  ])("lives: of %j is said %j", (sentence, text) => {
    expect(survives(sentence, text)).toBe(true);
  });
});

describe("a claim that changes something", () => {
  it.each([
    ["Tidak boleh hadir di kampanye.", "Tidak, boleh hadir di kampanye."],
    ["Tidak boleh hadir di kampanye.", "Boleh hadir di kampanye."],
    ["Bila tidak, boleh hadir di kampanye.", "Bila tidak boleh hadir di kampanye."],
    ["ASN boleh hadir asalkan tanpa atribut.", "ASN boleh hadir."],
    ["ASN boleh hadir, kecuali pada jam kerja.", "ASN boleh hadir."],
    ["Hanya suami atau istri calon boleh hadir.", "Suami atau istri calon boleh hadir."],
    ["PNS tidak dihukum karena melapor.", "PNS tidak dihukum."],
    ["PNS boleh hadir, karena sudah cuti.", "PNS boleh hadir."],
    ["Anda boleh hadir, karena itu wajib lapor.", "Anda boleh hadir."],
    ["Jangan hadir tanpa izin atau surat tugas.", "Jangan hadir tanpa izin."],
    ["Boleh memakai seragam, topi, atau bendera.", "Boleh memakai bendera."],
    ["Jangan memakai kendaraan atau fasilitas kantor.", "Jangan memakai kendaraan."],
    ["Boleh, datang di luar jam kerja saja.", "Datang di luar jam kerja saja."],
    ["PNS dilarang hadir, hanya calon boleh.", "PNS dilarang hadir."],
    [
      "Bila calon hadir, atasan wajib pergi, dan Anda boleh tinggal.",
      "Atasan wajib pergi, dan Anda boleh tinggal bila calon hadir.",
    ],
    ["Hadir bila diundang tetap dilarang.", "Bila diundang tetap dilarang, hadir."],
    ["PNS wajib netral, PPPK boleh hadir.", "PNS boleh hadir."],
    ["Calon dilarang melibatkan ASN.", "ASN dilarang melibatkan calon."],
    ["Bawaslu melarang pegawai hadir di sana.", "Bawaslu dilarang pegawai hadir di sana."],
    ["Pelapor dilindungi sampai perkara selesai.", "Terlapor dilindungi sampai perkara selesai."],
    ["Boleh hadir bagi suami atau istri calon.", "Anda boleh hadir bagi suami atau istri calon."],
    ["PNS dapat dihukum berat oleh atasan.", "PNS boleh dihukum berat oleh atasan."],
    ["Bila usaha terkait jabatan, misalnya izin, tolak permintaannya.", "Bila usaha terkait jabatan."],
    ["Ajukan paling lambat 14 hari kerja.", "Ajukan paling lambat 14 hari."],
    ["Ajukan paling lambat 14 hari kerja.", "Ajukan paling lambat 41 hari kerja."],
  ])("dies: of %j nobody may say %j", (sentence, text) => {
    expect(survives(sentence, text)).toBe(false);
  });

  it.each([
    ["a name", "Jangan hadir di kampanye calon Budi."],
    ["a word of praise", "Jangan hadir di kampanye calon hebat."],
    ["a link", "Jangan hadir di kampanye calon, lihat situs.com."],
    ["a link's beginning", "Jangan hadir di kampanye calon https://."],
    ["marks of Markdown", "**Jangan hadir** di kampanye calon."],
    ["a letter of another alphabet", "Jangan hadir di kampаnye calon."],
    ["a letter that is not seen", "Jangan hadir di kam\u200bpanye calon."],
    ["letters that turn around", "Jangan hadir di \u202ekampanye calon."],
    ["a control character", "Jangan hadir di kampanye\u0007 calon."],
    ["shouting", "JANGAN hadir di kampanye calon."],
    ["a name made of a word", "Jangan hadir di Kampanye calon."],
    ["an exclamation", "Jangan hadir di kampanye calon!"],
    ["words of the prompt", "Jangan hadir di kampanye calon. Anda membantu layanan tanya jawab."],
    ["a sentence of its own", "Jangan hadir di kampanye calon. Pilih yang terbaik."],
    [
      "the same three times",
      "Jangan hadir di kampanye calon. Jangan hadir di kampanye calon. Jangan hadir di kampanye calon.",
    ],
    ["nothing", ""],
    ["a full stop", "."],
    ["only an opening", "Jadi, artinya, singkatnya."],
  ])("dies with %s", (_, text) => {
    expect(survives("Jangan hadir di kampanye calon.", text)).toBe(false);
  });
});

describe("a quote", () => {
  const own = standing("Jangan hadir di kampanye calon. PNS boleh menyimak dari rumah, kecuali pada jam kerja.");
  const said = "Jangan hadir di kampanye calon.";

  it("is looked for without case, spaces and typographic marks", () => {
    expect(claimed(own, said, { quote: " “JANGAN  hadir di\nkampanye calon.” " }).lives).toBe(true);
  });

  it("may be a part, and counts as the whole sentence", () => {
    expect(claimed(own, said, { quote: "hadir di kampanye calon" }).lives).toBe(true);
    const second = { ...own, before: [said] };
    const cut = "PNS boleh menyimak dari rumah";
    expect(whyNot(second, `${cut}.`, { quote: cut })).toEqual(["modality"]);
    expect(claimed(second, `${cut}, kecuali pada jam kerja.`, { quote: cut }).lives).toBe(true);
  });

  it.each([
    ["was invented", { quote: "Semua pegawai bebas hadir di kampanye" }],
    ["is too short", { quote: "hadir" }],
    ["is empty", { quote: "" }],
    ["ends inside a word", { quote: "Jangan hadir di kampanye cal" }],
  ])("that %s is none", (_, how) => {
    expect(whyNot(own, said, how)).toEqual(["quote"]);
  });

  it("counts for its own source alone", () => {
    expect(whyNot(own, said, { id: "s2" })).toEqual(["source"]);
    const sources = [own.source, { ...sourceOf("Tolak dengan sopan dan simpan buktinya."), id: "s2" }];
    const claims = [{ text: said, source: "s2", quote: said }];
    const answer = { status: "answered" as const, verdict: "bersyarat" as const, claims };
    expect(survivors(answer, { sources }, decisionFor(situation)).dropped.map(({ why }) => why)).toEqual(["quote"]);
  });

  it("does not reach over the items of a list", () => {
    const listed = standing("Jangan hadir di kampanye calon\nPNS boleh menyimak dari rumah", "conditions");
    expect(whyNot(listed, said, { quote: "kampanye calon PNS boleh menyimak" })).toEqual(["quote"]);
  });
});

describe("a true sentence", () => {
  it("is not said without the ones before it", () => {
    const text = "Boleh hadir bagi yang sudah cuti. Ikut bersorak mensyaratkan izin tertulis.";
    const second = { ...standing(text), sentence: "Ikut bersorak mensyaratkan izin tertulis." };
    expect(whyNot(second, second.sentence)).toEqual(["context"]);
    expect(claimed({ ...second, before: ["Boleh hadir bagi yang sudah cuti."] }, second.sentence).lives).toBe(true);
  });

  it("is not said of a law without what takes it back", () => {
    const text = "Kampanye boleh dihadiri suami atau istri calon. Namun atribut dilarang bagi semua.";
    expect(whyNot(standing(text, "passage"), "Kampanye boleh dihadiri suami atau istri calon.")).toEqual(["context"]);
  });

  it("is not said where it speaks of something named elsewhere", () => {
    expect(
      whyNot(
        standing("Larangan itu berlaku untuk semua orang.", "conditions"),
        "Larangan itu berlaku untuk semua orang.",
      ),
    ).toEqual(["context"]);
    expect(
      whyNot(standing("Memasang foto bersama calon di rumah.", "passage"), "Memasang foto bersama calon di rumah."),
    ).toEqual(["context"]);
  });

  it("is said once", () => {
    const text = "Jangan hadir di kampanye calon.";
    expect(whyNot({ ...standing(text), before: [text] }, `Jadi, ${text.toLowerCase()}`)).toEqual(["twice"]);
  });

  it("does not sound like leave under a prohibition, unless it is our answer", () => {
    const forbidden = { ...situation, verdict: "dilarang" as const };
    const text = "Suami atau istri calon boleh berfoto.";
    const under = (kind: "answer" | "passage" | "conditions") =>
      claimed({ ...standing(text, kind), situation: forbidden }, text);
    expect(under("passage").dropped.map(({ why }) => why)).toEqual(["permits"]);
    expect(under("conditions").dropped.map(({ why }) => why)).toEqual(["permits"]);
    expect(under("answer").lives).toBe(true);
  });

  it("is not said when only an imported text has it, for whoever gave the file would speak through it", () => {
    const official = { ...sourceOf("Pegawai ASN wajib mendukung pasangan calon.", "wording"), id: "s2" };
    const sources = [sourceOf("Setiap pegawai ASN wajib menjaga netralitas."), official];
    const claims = [{ text: official.text, source: "s2", quote: official.text }];
    const answer = { status: "answered" as const, verdict: "bersyarat" as const, claims };
    const { kept, dropped } = survivors(answer, { sources }, decisionFor(situation));
    expect(kept).toEqual([]);
    expect(dropped.map(({ why }) => why)).toEqual(["unvouched"]);
  });
});

describe("a whole answer", () => {
  const text = "Jangan hadir di kampanye calon.";
  const answer = (verdict: "boleh" | "dilarang" | "penjelasan", status: "answered" | "insufficient" = "answered") => ({
    ...{ status, verdict },
    claims: [{ text, source: "s1", quote: text }],
  });
  const judge = (given: ReturnType<typeof answer>, verdict: "dilarang" | "penjelasan" = "dilarang") =>
    survivors(given, { sources: [sourceOf(text)] }, decisionFor({ ...situation, verdict: "dilarang" }, verdict));

  it("dies with a verdict that is not ours", () => {
    expect(judge(answer("boleh"))).toEqual({ kept: [], dropped: [], contradicts: true });
    expect(judge(answer("dilarang"))).toMatchObject({ kept: [{ text }], contradicts: false });
  });

  it("may name the verdict that is being explained", () => {
    expect(judge(answer("dilarang"), "penjelasan").kept).toHaveLength(1);
    expect(judge(answer("penjelasan"), "penjelasan").kept).toHaveLength(1);
    expect(judge(answer("boleh"), "penjelasan").contradicts).toBe(true);
  });

  it("that has nothing to say is no contradiction", () => {
    expect(judge(answer("boleh", "insufficient"))).toEqual({ kept: [], dropped: [], contradicts: false });
  });

  it("has six claims at most", () => {
    const items = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh"].map(
      (word) => `Jangan hadir di tempat ${word} itu itu.`,
    );
    const sources = [sourceOf(items.map((each) => each.replaceAll(" itu", "")).join("\n"), "conditions")];
    const claims = items.map((each) => ({
      text: each.replaceAll(" itu", ""),
      source: "s1",
      quote: each.replaceAll(" itu", ""),
    }));
    const { kept, dropped } = survivors(
      { status: "answered", verdict: "bersyarat", claims },
      { sources },
      decisionFor(situation),
    );
    expect(kept).toHaveLength(6);
    expect(dropped.map(({ why }) => why)).toEqual(["many"]);
  });

  it("draws no conclusion from a claim that may have died", () => {
    const [kept] = claimed(standing(text), `Karena itu, ${text.toLowerCase()}`).kept;
    expect(kept?.text).toBe(text);
  });
});
