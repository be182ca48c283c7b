import { describe, expect, it } from "vitest";
import type { Before } from "../../src/answer/follow-up.ts";
import { plainText } from "../../src/chat/message.ts";
import { shippedAnswering } from "../support/answering.ts";

const { answer } = await shippedAnswering();

/** The answer to the last question, each read with those before it. */
const ask = async (questions: readonly string[]) => {
  let before: Before | undefined;
  for (const question of questions.slice(0, -1)) before = (await answer(question, { before })).after;
  const answered = await answer(questions.at(-1) ?? "", { before });
  return { ...answered, text: plainText(answered.reply), ids: answered.citations.map(({ id }) => id) };
};

const LIKE = "boleh like postingan caleg?";
const ATTEND = "hadir kampanye boleh kah, sy dengar aja?";
const PHOTO = "boleh foto bareng calon?";

describe("asking for the sanction of what was asked before", () => {
  it.each(["sanksinya apa?", "hukumannya apa?", "sanksi?", "ancamannya apa", "terus sanksinya apa?", "apa sanksinya?"])(
    "%j gives that one",
    async (question) => {
      const like = await ask([LIKE, question]);
      expect(like).toMatchObject({ verdict: "penjelasan", situation: "menyukai-unggahan-calon" });
      expect(like.text).toContain("Sanksi: Sebelum ia ditetapkan");
      const uniform = await ask(["boleh ke kampanye pakai seragam dinas?", question]);
      expect(uniform).toMatchObject({ verdict: "penjelasan", situation: "hadir-kampanye-beratribut" });
    },
  );

  it("says whether one may when the question is whether there is any", async () => {
    expect((await ask([PHOTO, "kena sanksi ga?"])).verdict).toBe("dilarang");
  });

  it.each(["kenapa?", "alasannya apa?", "kenapa tidak boleh?"])("%j gets the reason instead", async (question) => {
    expect(await ask([LIKE, question])).toMatchObject({ verdict: "penjelasan", situation: "menyukai-unggahan-calon" });
  });

  it("goes on when the group changes, and still asks the sanction", async () => {
    for (const questions of [
      [LIKE, "sanksinya apa?", "kalo PPPK?"],
      ["sanksi like postingan caleg apa?", "kalo PPPK?"],
    ]) {
      const { verdict, text } = await ask(questions);
      expect(verdict).toBe("penjelasan");
      expect(text).toContain("Bagi PPPK");
    }
  });

  it("finds none where the thing is allowed, and for people who are not ASN no sanction of ASN", async () => {
    expect((await ask(["boleh nyoblos?", "sanksinya apa?"])).situation).toBe("menggunakan-hak-pilih");
    const { text } = await ask([LIKE, "kalau honorer?", "sanksinya apa?"]);
    expect(text).toContain("perjanjian kerja");
    expect(text).not.toContain("hukuman disiplin berat");
  });

  it("is not guessed when nothing was asked before", async () => {
    expect((await ask(["sanksinya apa?"])).verdict).toBe("tidak_tahu");
    expect((await ask(["apa sanksi untuk PPPK?"])).verdict).toBe("penjelasan");
  });
});

describe("asking for the basis of what was asked before", () => {
  it.each(["dasarnya pasal berapa?", "dasar hukumnya apa?", "pasal berapa itu?"])("%j shows it", async (question) => {
    const { verdict, ids, situation } = await ask([LIKE, question]);
    expect(verdict).toBe("penjelasan");
    expect(situation).toBe("menyukai-unggahan-calon");
    expect(ids[0]).toBe("skb-netralitas-2022/lampiran-ii/huruf-b/angka-6");
  });
});

describe("a circumstance named later", () => {
  it.each([
    [[ATTEND, "kalau di luar jam kerja?", "kalau pakai seragam dinas?"], "dilarang", "Dengan atribut"],
    [[ATTEND, "kalau di luar jam kerja?", "klo pake mobil dinas?"], "dilarang", "Dengan fasilitas"],
    [["sy hadir kampanye di luar jam kerja boleh?", "kalau pakai atribut?"], "dilarang", "Dengan atribut"],
    [["boleh foto dengan bakal calon?", "kalau istri saya nyalon?"], "bersyarat", "Bagi suami/istri calon"],
    [[LIKE, "kalau bakal calon?", "kalau istri saya nyalon?"], "dilarang", "Bagi suami/istri calon"],
    [[PHOTO, "kalau tanpa unggah?", "kalau PPPK?"], "bersyarat", "Bagi PPPK"],
    [[ATTEND, "luar jam kerja?"], "bersyarat", "Di luar jam kerja"],
    [[ATTEND, "mobil dinas?"], "dilarang", "Dengan fasilitas"],
    [[LIKE, "pppk?"], "dilarang", "Bagi PPPK"],
  ] as const)("%j decides", async (questions, verdict, heard) => {
    const answered = await ask(questions);
    expect(answered.verdict).toBe(verdict);
    expect(answered.text).toContain(heard);
  });

  it.each(["kalau PPPK?", "kalau di luar jam kerja?", "kalau suami saya yang nyalon?"])(
    "%j does not make good again what a uniform made worse",
    async (question) => {
      expect((await ask([ATTEND, "kalau pakai seragam dinas?", question])).verdict).toBe("dilarang");
    },
  );

  it("forbids a uniform at a spouse's campaign too", async () => {
    const questions = ["suami sy calon bupati, boleh hadir kampanyenya?", "kalau pakai seragam korpri?"];
    expect((await ask(questions)).verdict).toBe("dilarang");
  });

  it("does not turn the title into its opposite", async () => {
    expect((await ask(["sy hadir kampanye di luar jam kerja boleh?"])).text).not.toContain("pada jam kerja");
  });
});

describe("another group of people", () => {
  it.each([
    [["adek sy tentara, boleh kah dia nyoblos", "kalau saya PNS boleh nyoblos?"], "boleh"],
    [["tentara boleh nyoblos?", "kalau ASN?"], "boleh"],
    [["boleh jadi tim sukses?", "kalau honorer?", "kalau PNS?"], "dilarang"],
    [["boleh jadi tim sukses?", "kalau pensiunan?", "kalau ASN?"], "dilarang"],
    [["honorer boleh jadi timses?", "kalau PNS?"], "dilarang"],
  ] as const)("%j: PNS and ASN take back the one before", async (questions, verdict) => {
    expect((await ask(questions)).verdict).toBe(verdict);
  });

  it("leaves no note of PPPK behind when PNS is asked", async () => {
    expect((await ask([LIKE, "kalau PPPK?", "kalau PNS?"])).text).not.toContain("Bagi PPPK");
  });

  it.each([
    [["polisi boleh dukung calon", "kalau tentara?"], "tni-polri-netral"],
    [["tentara boleh dukung calon", "kalau polisi?"], "tni-polri-netral"],
    [["kepala desa boleh ikut kampanye?", "kalau perangkat desa?"], "perangkat-desa-kampanye"],
    [["perangkat desa boleh ikut kampanye?", "kalau kades?"], "kepala-desa-kampanye"],
    [["polisi boleh dukung calon", "kalau kades?", "kalau polisi?"], "tni-polri-netral"],
  ] as const)("%j stays among those whom the answer is for", async (questions, situation) => {
    const answered = await ask(questions);
    expect(answered).toMatchObject({ verdict: "dilarang", situation });
    expect(answered.text).not.toContain("berlaku bagi pegawai ASN");
  });
});

describe("a candidate in the family", () => {
  it.each([
    "kalau istri saya yang nyalon?",
    "kalau calonnya suami saya?",
    "klo yg nyaleg istri sy?",
    "kalau suami maju?",
  ])("%j is heard as the spouse", async (question) => {
    for (const first of [LIKE, PHOTO, ATTEND])
      expect((await ask([first, question])).text).toContain("Bagi suami/istri calon");
  });

  it.each([
    "ipar sy nyaleg, boleh sy bantu kampanyenya",
    "boleh kah sy bantu kampanye adik ipar yg nyaleg",
    "adik istri saya nyaleg, boleh saya bantu kampanyenya?",
    "mertua saya calon bupati, boleh saya ikut kampanyenya?",
  ])("%j gets no leniency meant for spouses", async (question) => {
    expect((await ask([question])).situation).toBe("kerabat-selain-pasangan");
  });

  it("is not the spouse when it is the spouse's brother", async () => {
    expect((await ask([ATTEND, "kalau adik istri saya yang nyalon?"])).text).not.toContain("Bagi suami/istri calon");
  });
});

describe("a leniency for families", () => {
  it("is not given where nobody of the family was named", async () => {
    for (const question of ["pegawai negeri boleh ikut kampanye?", "asn boleh ikut acara syukuran calon?"])
      expect((await answer(question)).situation ?? "").not.toMatch(/pasangan/);
  });

  it("does not make asking others to vote for a candidate the same as asking them to vote", async () => {
    expect((await ask(["boleh ngajak teman milih calon?"])).verdict).toBe("dilarang");
  });
});

describe("half a question", () => {
  it.each([
    "pakai baju itu ke kantor boleh kah",
    "ikut acara itu boleh kah",
    "itu kena ga ya",
    "salah ga sih min",
    "soal baju boleh gak",
    "mobil dinas",
    "kendaraan dinas",
    "jam kerja",
    "luar jam kerja?",
    "boleh kah itu pang",
    "kalau malam boleh?",
  ])("%j gets neither a verdict nor a guard", async (question) => {
    expect((await ask([question])).verdict).toBe("tidak_tahu");
  });

  it.each([
    ["boleh golput?", "penjelasan"],
    ["guru negeri boleh jadi timses?", "dilarang"],
    ["boleh nyoblos?", "boleh"],
  ] as const)("%j is a whole one, however short", async (question, verdict) => {
    expect((await ask([question])).verdict).toBe(verdict);
  });
});

describe("a whole question right after another one", () => {
  const EARLIER = [
    "boleh cari tahu visi misi calon?",
    "sy posting 'ayo ke tps jgn golput' boleh ga min",
    "share jadwal pencoblosan dr kpu bole ga min",
    "panelis debat kpu boleh?",
    "bpd blh jd timses ga",
    "hadir deklarasi paslon boleh?",
    "Izin bertanya, apakah seorang purnabakti PNS diperkenankan menjadi pengurus partai politik?",
    "Dapatkah fasilitas pemerintah dipinjam peserta pemilu untuk kampanye?",
  ];

  it.each([
    ["jadi relawan capres boleh? 🌹", "relawan-tim-sukses"],
    ["jadi penasihat calon boleh?", "konsultan-ahli"],
    ["nyebar kaos calon boleh?", "membagikan-barang"],
    ["klo twibbon dr KPU boleh kan, bukan dr calon", "foto-profil-twibbon"],
  ])("%j gets its own answer, whatever was asked before", async (question, situation) => {
    for (const earlier of EARLIER)
      expect(await ask([earlier, question]), earlier).toMatchObject({ verdict: "dilarang", situation });
  });

  it("leaves none of the group behind that was asked about before", async () => {
    const { findings } = await ask(["tentara boleh nyoblos?", "nyebar kaos calon boleh?"]);
    expect(findings.said.siapa).toBeUndefined();
  });

  it.each([
    ["kalau calon independen boleh?", PHOTO, "foto-bersama-calon"],
    ["calon presiden boleh?", PHOTO, "foto-bersama-calon"],
    ["kalau sama relawan calon boleh?", PHOTO, "foto-bersama-calon"],
    ["kalau calonnya teman saya boleh?", PHOTO, "foto-bersama-calon"],
    ["kalau diunggah boleh?", PHOTO, "foto-bersama-calon"],
    ["di grup WA?", PHOTO, "foto-bersama-calon"],
    ["kalau calonnya dosen saya boleh?", LIKE, "menyukai-unggahan-calon"],
    ["kalau postingan partai boleh?", LIKE, "menyukai-unggahan-calon"],
    ["kalau kampanye pilkada boleh?", ATTEND, "hadir-kampanye"],
    ["kalau diundang calon boleh?", ATTEND, "hadir-kampanye"],
    ["jadi kalau PPPK boleh?", "boleh jadi tim sukses?", "relawan-tim-sukses"],
    ["sanksinya apa?", LIKE, "menyukai-unggahan-calon"],
    ["harus cuti ga?", "pns boleh jd kpps?", "honor-dan-cuti-badan-adhoc"],
  ])("%j is none and goes on from %j", async (question, earlier, situation) => {
    expect((await ask([earlier, question])).situation).toBe(situation);
  });
});
