import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/stores/database.ts";
import { createQueue } from "../../src/stores/queue-sqlite.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

const waiting = () => createQueue(office.service.database, Date.now).list("open");
const UNKNOWN = "berapa angka pelanggaran netralitas di kabupaten ini menurut data terakhir";

describe("after an answer that does not know", () => {
  it("the person sees what would be sent, and nothing is kept without their tap", async () => {
    const ani = office.person();
    const heard = await ani.says(UNKNOWN);
    expect(heard.text).toContain("Yang dikirim: «");
    expect(heard.choices).toEqual(expect.arrayContaining(["Kirim", "Jangan"]));
    expect(await waiting()).toEqual([]);
    expect((await ani.chooses("Jangan")).text).toContain("tidak dikirim");
    expect(await waiting()).toEqual([]);
  });

  it("Kirim puts the scrubbed words into the queue, without who wrote them", async () => {
    const ani = office.person();
    await ani.says(UNKNOWN);
    expect((await ani.chooses("Kirim")).text).toContain("Terkirim tanpa nama");
    const [asked] = await waiting();
    expect(asked).toMatchObject({ reason: "tidak_tahu", wantsReply: false });
    expect(asked?.text).toContain("angka pelanggaran");
    expect(bytesOf(office.folder)).not.toContain(ani.address);
  });

  it("a second tap, or one after another question, sends nothing twice", async () => {
    const ani = office.person();
    await ani.says(UNKNOWN);
    await ani.chooses("Kirim");
    expect((await ani.says("/kirim")).text).toContain("sudah tidak ada");
    await ani.says(UNKNOWN);
    await ani.says("boleh like postingan caleg?");
    expect((await ani.says("/kirim")).text).toContain("sudah tidak ada");
    expect(await waiting()).toHaveLength(1);
  });
});

describe("after an answer that did not help", () => {
  it("names and numbers are hidden before anything is offered", async () => {
    const ani = office.person();
    await ani.says("boleh like postingan caleg? nomor saya 081234567890, kata Sutopo tidak apa-apa");
    const heard = await ani.chooses("👎");
    expect(heard.text).toContain("⟨…⟩");
    expect(heard.text).not.toMatch(/0812|Sutopo/);
    await ani.chooses("Kirim");
    const [asked] = await waiting();
    expect(asked?.text).not.toMatch(/0812|Sutopo/i);
    expect(asked).toMatchObject({ reason: "tidak_membantu", situation: "menyukai-unggahan-calon" });
  });

  it("a thumb up sends nothing", async () => {
    const ani = office.person();
    await ani.says("boleh like postingan caleg?");
    await ani.chooses("👍");
    expect(await waiting()).toEqual([]);
  });
});

describe("whoever asks for an officer", () => {
  it("gets the answer in their chat; the address is forgotten with it", async () => {
    const [ani, budi] = [office.person(), await office.officer("budi", "petugas")];
    await ani.says("boleh like postingan caleg?");
    const offer = await ani.chooses("Tanya petugas");
    expect(offer.text).toContain("disimpan hanya sampai dijawab");
    await ani.chooses("Kirim");
    const queue = await budi.says("/antrean");
    expect(queue.text).not.toContain(ani.address.replace("telegram:", ""));
    await budi.chooses(labelWith(queue, "like postingan caleg"));
    await budi.says("Tidak boleh, lihat pasal 5 huruf n angka 5 pp 94/2021.");
    await budi.chooses("Kirim");
    await ani.hears("Jawaban petugas Kesbangpol Contoh");
    expect(await waiting()).toEqual([]);
    await expect.poll(() => kept(office)).toEqual({ deliveries: 0, addresses: [null] });
    await expect.poll(() => bytesOf(office.folder).includes(ani.address)).toBe(false);
  });
});

describe("what tells of somebody", () => {
  it.each([
    "tadi pagi kepala dinas kami bagi amplop. boleh gak?",
    "boleh ga kabid saya nyuruh staf pilih no 2",
    "atasan sy ancam mutasi klo ga dukung calon dia, aturannya apa",
    "hukuman apa untuk rahmat kepala puskesmas rijali yang ikut kampanye",
    "pak camat ngajak warga pilih anaknya, itu boleh?",
  ])("%j is answered, but neither offered to officers nor counted", async (accusation) => {
    const ani = office.person();
    const heard = await ani.says(accusation);
    expect(heard.choices).not.toContain("Kirim");
    expect(heard.choices).not.toContain("Tanya petugas");
    expect(heard.choices).toContain("Saluran lapor");
    expect((await ani.says("/tanya_petugas")).text).toMatch(/tidak saya teruskan|Belum ada pertanyaan/);
    await ani.says("/nilai tidak");
    expect((await ani.says("/kirim")).text).toContain("sudah tidak ada");
    expect(await waiting()).toEqual([]);
    await office.service.close();
    const database = await openDatabase(office.folder);
    const counted = await database.selectFrom("counts").select("key").execute();
    await database.destroy();
    expect(counted.filter(({ key }) => !["tolak", "di_luar_cakupan"].includes(key))).toEqual([]);
  });
});

describe("what tells of somebody in a group", () => {
  it("gets no button at all that shows others that there is something to report", async () => {
    const heard = await office.stage.group?.().says("pak lurah bagi2 kaos paslon di kantor, aku hrs gmn?");
    expect(heard?.choices).not.toContain("Tanya petugas");
    expect(heard?.choices).not.toContain("Saluran lapor");
  });
});

describe("asking an officer", () => {
  it("is not offered in a group, not even behind another choice", async () => {
    const group = office.stage.group?.();
    const heard = await group?.says("boleh like postingan caleg?");
    expect(heard?.choices).toContain("👎");
    expect(heard?.choices).not.toContain("Tanya petugas");
    for (const label of ["Lihat bunyi ringkas pasalnya", "Kalau sudah terlanjur"]) {
      const further = await group?.chooses(label);
      expect(further?.choices.length).toBeGreaterThan(0);
      expect(further?.choices).not.toContain("Tanya petugas");
    }
    await group?.says("boleh like postingan caleg?");
    expect((await group?.chooses("👎"))?.text).not.toContain("percakapan pribadi");
  });

  it("is not offered behind the answer to what tells of somebody, nor to what the same person asks afterwards", async () => {
    const ani = office.person();
    await ani.says("pak camat ngajak warga pilih anaknya, itu boleh?");
    const basis = await ani.chooses("Lihat bunyi ringkas pasalnya");
    expect(basis.choices).not.toContain("Tanya petugas");
    const asks = async (person: typeof ani) => {
      await person.says("boleh like postingan caleg?");
      return (await person.chooses("Lihat bunyi ringkas pasalnya")).choices;
    };
    expect(await asks(ani)).not.toContain("Tanya petugas");
    expect((await ani.says("/tanya_petugas")).text).toContain("tidak saya teruskan");
    expect(await asks(office.person())).toContain("Tanya petugas");
  });
});

describe("a tap", () => {
  it("under an older offer sends nothing: neither another text nor the address that was not agreed to", async () => {
    const ani = office.person();
    await ani.says(UNKNOWN);
    await ani.chooses("Tanya petugas");
    expect((await ani.says("/kirim 1 tidak_tahu")).text).toContain("sudah tidak ada");
    await ani.says(`${UNKNOWN} nanti malam`);
    expect((await ani.says("/kirim 1 tanya_petugas")).text).toContain("sudah tidak ada");
    expect((await ani.says("/nilai tidak 1")).text).toContain("sudah tidak ada");
    expect(await waiting()).toEqual([]);
  });

  it("takes a question back that still waits, with the address", async () => {
    const ani = office.person();
    await ani.says("boleh like postingan caleg?");
    await ani.chooses("Tanya petugas");
    await ani.chooses("Kirim");
    expect((await office.person().says("/urung 1")).text).toContain("sudah tidak ada");
    expect((await ani.chooses("Cabut pertanyaan")).text).toContain("dihapus");
    expect(await waiting()).toEqual([]);
  });
});

describe("nothing can be sent", () => {
  it("of the words under a picture", async () => {
    const ani = office.person();
    const heard = await ani.sendsFile?.(UNKNOWN);
    expect(heard?.choices).not.toContain("Kirim");
    expect((await ani.says("/tanya_petugas")).text).toContain("tidak saya teruskan");
  });

  it("of what tells of a violation", async () => {
    const ani = office.person();
    const heard = await ani.says(
      "kepala dinas kami tadi pagi membagikan amplop dan menyuruh semua staf pilih calon nomor dua",
    );
    expect(heard.choices).not.toContain("Kirim");
    expect(heard.choices).not.toContain("Tanya petugas");
    expect(heard.choices).toContain("Saluran lapor");
    expect((await ani.says("/tanya_petugas")).text).toContain("tidak saya teruskan");
    expect((await ani.says("/kirim")).text).toContain("sudah tidak ada");
    expect(await waiting()).toEqual([]);
  });

  it("from a group", async () => {
    const group = office.stage.group?.();
    const heard = await group?.says(UNKNOWN);
    expect(heard?.choices).not.toContain("Kirim");
    expect((await group?.says("/tanya_petugas"))?.text).toContain("percakapan pribadi");
    expect(await waiting()).toEqual([]);
  });

  it("more than five times a day by one person", async () => {
    const ani = office.person();
    for (let at = 0; at < 5; at += 1) {
      await ani.says(`boleh like postingan caleg ${"satu dua tiga empat lima".split(" ")[at]}?`);
      await ani.chooses("👎");
      await ani.chooses("Kirim");
    }
    await ani.says("boleh foto bareng calon bupati?");
    await ani.chooses("👎");
    expect((await ani.chooses("Kirim")).text).toContain("lima pertanyaan");
    expect(await waiting()).toHaveLength(5);
  });
});

/** All that the office's database has on disk, its log of changes too. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.startsWith("sinetral.db"));
  return files.map((name) => readFileSync(join(folder, name), "latin1")).join("");
}

async function kept({ service: { database } }: TestOffice) {
  const deliveries = await database.selectFrom("deliveries").selectAll().execute();
  const asked = await database.selectFrom("asked").select("address").execute();
  return { deliveries: deliveries.length, addresses: asked.map(({ address }) => address) };
}
