import { describe, expect, it } from "vitest";
import { createAnswer } from "../../src/answer/answer.ts";
import { plainText } from "../../src/chat/message.ts";
import type { Proposal } from "../../src/office/proposals.ts";
import { withStages } from "../../src/office/stage-proposals.ts";
import { shippedAnswering } from "../support/answering.ts";

const { answer, knowledge, read, search } = await shippedAnswering();

const criticism = "boleh menjelekkan salah satu calon bupati di medsos?";
const like = "boleh like postingan calon bupati?";

async function ask(question: string, today: string, via = answer) {
  const { verdict, reply, citations } = await via(question, { today });
  return { verdict, text: plainText(reply), choices: reply.choices, ids: citations.map(({ id }) => id) };
}

/** The answers of an office that has set stages of its own. */
function answerWith(...stages: Array<{ region: string; stage: string; from: string; until: string }>) {
  const approved = stages.map((stage, at): Proposal => {
    const body = { election: "pilkada-2030", source: "https://kpu.contoh.go.id/jadwal", ...stage };
    const decided = { state: "approved", decidedBy: "budi", decidedOn: "2030-01-02" } as const;
    return { id: at + 1, kind: "stage", body, by: "ana", on: "2030-01-01", ...decided };
  });
  const { calendar } = withStages(knowledge.calendar, approved);
  return createAnswer({ ...knowledge, calendar }, read, search);
}

describe("an answer that hangs on before or after", () => {
  it("is given for today's stage and names it, with source and check", async () => {
    const { verdict, text } = await ask(criticism, "2024-10-10");
    expect(verdict).toBe("dilarang");
    expect(text).toContain(
      "Hari ini, 10 Oktober 2024, Pilkada 2024 berada pada masa kampanye, menurut PKPU 2/2024 (dicek 22 November 2026).",
    );
    expect(text).toContain("Setelah calon ditetapkan: ");
    expect(text).not.toContain("Lain halnya");
  });

  it.each([
    ["2024-02-20", "Pemilu 2024 berada pada tahap setelah pemungutan suara", "dilarang"],
    ["2024-09-01", "Pilkada 2024 berada pada tahap sebelum penetapan calon", "bersyarat"],
    ["2024-11-25", "Pilkada 2024 berada pada masa tenang", "dilarang"],
    ["2024-11-27", "Pilkada 2024 berada pada hari pemungutan suara", "dilarang"],
    ["2024-12-10", "Pilkada 2024 berada pada tahap setelah pemungutan suara", "dilarang"],
  ])("is on %s that of: %s", async (day, sentence, verdict) => {
    const answered = await ask("boleh menjelekkan salah satu calon di medsos?", day);
    expect(answered.text).toContain(sentence);
    expect(answered.verdict).toBe(verdict);
  });

  it("picks the sanction of the stage where the verdict is the same", async () => {
    const before = await ask(like, "2024-09-01");
    expect(before.text).toMatch(/Sebelum calon ditetapkan: .*kode etik/);
    expect(before.ids[0]).toBe("skb-netralitas-2022/lampiran-ii/huruf-a/angka-4");
    const after = await ask(like, "2024-10-10");
    expect(after.text).toMatch(/Setelah calon ditetapkan: .*disiplin/);
    expect(after.ids[0]).toBe("skb-netralitas-2022/lampiran-ii/huruf-b/angka-6");
  });

  it("does not take a campaign that runs for one somebody takes part in", async () => {
    const { verdict, text } = await ask("kaos partai dipakai tidur di rumah saja, boleh?", "2024-10-10");
    expect(verdict).toBe("bersyarat");
    expect(text).toContain("Dipakai tertutup di rumah tetap tidak diatur tersurat.");
  });

  it("says in one sentence that nothing runs, and shows both", async () => {
    const { verdict, text, choices } = await ask(criticism, "2026-11-28");
    expect(verdict).toBe("bersyarat");
    expect(text).toContain("Hari ini, 28 November 2026, tidak ada tahapan pilkada yang berjalan");
    expect(text).toContain("Lain halnya:\n• Setelah calon ditetapkan — dilarang");
    expect(choices.filter(({ action }) => action.startsWith("/situasi"))).toEqual([]);
  });

  it("takes the election that was named: of the other nothing is said", async () => {
    const { text } = await ask("boleh menjelekkan salah satu caleg di medsos?", "2024-10-10");
    expect(text).toContain("Pemilu 2024 berada pada tahap setelah pemungutan suara");
    const over = await ask("boleh menjelekkan salah satu caleg di medsos?", "2024-11-25");
    expect(over.text).toContain("tidak ada tahapan pemilu yang berjalan");
  });

  it("asks for the stage only when the calendar does not know it, and the choices answer that", async () => {
    const { verdict, text, choices } = await ask(criticism, "2031-05-05");
    expect(verdict).toBe("bersyarat");
    expect(text).toContain("Pada tahap apa");
    expect(choices.slice(0, 2)).toEqual([
      { label: "Setelah calon ditetapkan", action: "/situasi mengkritik-pemerintah-atau-calon setelah-penetapan" },
      { label: "Sebelum calon ditetapkan", action: "/situasi mengkritik-pemerintah-atau-calon sebelum-penetapan" },
    ]);
    expect((await ask(like, "2031-05-05")).text).not.toContain("Pada tahap apa");
  });

  it("goes by what the person says, whatever the calendar holds", async () => {
    const { text, verdict } = await ask(
      "sebelum ditetapkan, boleh menjelekkan salah satu calon di medsos?",
      "2024-10-10",
    );
    expect(verdict).not.toBe("dilarang");
    expect(text).not.toContain("Hari ini");
    const follow = await answer(criticism, { today: "2024-10-10" });
    const then = await answer("kalau belum ditetapkan?", { today: "2024-10-10", before: follow.after });
    expect(then.verdict).toBe("bersyarat");
    expect(plainText(then.reply)).not.toContain("Hari ini");
  });

  it("holds for the stage again when the follow-up names another circumstance", async () => {
    const first = await answer(like, { today: "2024-10-10" });
    const { reply } = await answer("kalau PPPK?", { today: "2024-10-10", before: first.after });
    expect(plainText(reply)).toContain("Pilkada 2024 berada pada masa kampanye");
    const later = await answer("kalau PPPK?", { today: "2024-09-01", before: first.after });
    expect(plainText(later.reply)).toContain("tahap sebelum penetapan calon");
  });

  it("is for the day asked about rather than for today", async () => {
    const { reply, verdict } = await answer(criticism, { on: "2024-10-10", today: "2026-11-28" });
    expect(verdict).toBe("dilarang");
    expect(plainText(reply)).toContain("Pada 10 Oktober 2024, Pilkada 2024 berada pada masa kampanye");
  });
});

describe("an answer that does not", () => {
  it.each(["boleh nyoblos?", "pns boleh jadi anggota partai?", "boleh hadir kampanye?"])(
    "says nothing of stages: %s",
    async (question) => {
      const during = await ask(question, "2024-10-10");
      expect(during).toEqual(await ask(question, "2026-11-28"));
      expect(during.text).not.toContain("berada pada");
    },
  );
});

describe("stages an office has set", () => {
  const campaign = { region: "kota-ambon", stage: "kampanye", from: "2030-09-01", until: "2030-10-31" };

  it("decide answers on their days and are named with region and source", async () => {
    const { verdict, text } = await ask(criticism, "2030-09-15", answerWith(campaign));
    expect(verdict).toBe("dilarang");
    expect(text).toContain(
      "Pilkada 2030 di Kota Ambon berada pada masa kampanye, menurut https://kpu.contoh.go.id/jadwal (dicek 2 Januari 2030).",
    );
    expect((await ask(criticism, "2030-11-15", answerWith(campaign))).text).toContain("Pada tahap apa");
  });

  it("are those of the region that the question names", async () => {
    const early = {
      region: "kabupaten-seram-timur",
      stage: "sebelum-penetapan",
      from: "2030-09-01",
      until: "2030-10-31",
    };
    const via = answerWith(campaign, early);
    const inAmbon = await ask(
      "boleh menjelekkan salah satu calon walikota di medsos? saya di ambon",
      "2030-09-15",
      via,
    );
    expect(inAmbon.text).toContain("di Kota Ambon berada pada masa kampanye");
    const inSeram = await ask(
      "boleh menjelekkan salah satu calon bupati di medsos? saya di seram timur",
      "2030-09-15",
      via,
    );
    expect(inSeram.text).toContain("Seram Timur");
    expect(inSeram.text).not.toContain("Kota Ambon");
  });

  it("that differ between regions leave it open, so the answer asks", async () => {
    const before = { region: "maluku", stage: "sebelum-penetapan", from: "2030-08-01", until: "2030-10-31" };
    const { text } = await ask(criticism, "2030-09-15", answerWith(campaign, before));
    expect(text).toContain("Pada tahap apa");
  });
});
