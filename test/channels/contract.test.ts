import { afterEach, assert, describe, expect, it } from "vitest";
import { createConversation } from "../../src/chat/conversation.ts";
import type { IncomingFile } from "../../src/chat/incoming-file.ts";
import { createMemory } from "../../src/chat/memory.ts";
import type { Message, Reply, Span } from "../../src/chat/message.ts";
import { createQuota } from "../../src/chat/quota.ts";
import type { Handler } from "../../src/chat/routes.ts";
import { systemClock } from "../../src/clock.ts";
import { holding, says, silentLog } from "../support/conversation.ts";
import type { OpenStage, Stage } from "../support/stage.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { terminalStage } from "../support/terminal-stage.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

/** Every channel passes the same suite; a new one joins here. */
const stages: readonly OpenStage[] = [terminalStage, telegramStage, whatsappStage];

describe.each(stages)("the channel contract: $name", (setup) => {
  let stage: Stage | undefined;
  const seen: Message[] = [];
  afterEach(async () => {
    await stage?.close();
    stage = undefined;
    seen.length = 0;
  });

  async function open(handle: Handler = ({ rest }) => says(`jawaban: ${rest}`), timeoutMs = 2_000): Promise<Stage> {
    const converse = createConversation({
      route: (text) => ({ handle, rest: text }),
      memory: createMemory(systemClock),
      quota: createQuota(systemClock, { messages: 5, seconds: 600 }),
      log: silentLog,
      timeoutMs,
    });
    stage = await setup.open((message, send, wanted) => {
      seen.push(message);
      return converse(message, send, wanted);
    });
    return stage;
  }

  it("is usable once", async () => {
    expect((await open()).readyCount()).toBe(1);
  });

  it("sends what nobody asked for just now", async () => {
    const opened = await open();
    const person = opened.person();
    await person.says("halo");
    await opened.channel.push(person.address, says("kabar dari petugas"), "kabar 1");
    await person.hears("kabar dari petugas");
  });

  it("hands over what was written and nothing about the writer but the address", async () => {
    const person = (await open()).person();
    const heard = await person.says("boleh like?");
    expect(heard.text).toBe("jawaban: boleh like?");
    expect(seen).toEqual([
      {
        channel: setup.name,
        address: person.address,
        id: expect.any(String),
        kind: "text",
        text: "boleh like?",
        place: "private",
        late: false,
        ...(setup.name === "telegram" ? { takeBack: expect.any(Function) } : {}),
      },
    ]);
  });

  it("gives every message an id of its own, the same words or not", async () => {
    const person = (await open()).person();
    await person.says("sama");
    await person.says("sama");
    expect(new Set(seen.map(({ id }) => id)).size).toBe(2);
  });

  it("shows every kind of block, in order", async () => {
    const reply: Reply = {
      blocks: [
        { kind: "title", text: "JUDUL" },
        { kind: "text", text: "isi" },
        { kind: "list", title: "Daftar", items: ["satu", "dua"], ordered: true },
        { kind: "quote", title: "Pasal 1", text: "bunyi" },
        { kind: "note", text: "catatan" },
      ],
      choices: [],
    };
    const person = (await open(() => reply)).person();
    const { text } = await person.says("semua");
    expect(text.replace(/\s+/g, " ")).toBe("JUDUL isi Daftar: 1. satu 2. dua Pasal 1 bunyi catatan");
  });

  it("carries marks of any markup both ways as they are", async () => {
    const marks = "<b>a</b> & &amp; *b* _c_ ~d~ `e` [f](g) |h| \\ 100% {i} </blockquote>";
    const person = (await open()).person();
    expect((await person.says(marks)).text).toBe(`jawaban: ${marks}`);
  });

  it("shows the words of a paragraph of many looks as they are, line by line", async () => {
    const spans: Span[] = [
      { text: "Rapat *bukan* " },
      { text: "wajib <b>&", bold: true },
      { text: ", " },
      { text: "ASN_netral ", italic: true },
      { text: "~_semua_~\n> 2*3 ke" },
      { text: "bija", bold: true },
      { text: "kan ", italic: false },
      { text: "baris\n`satu` dua", bold: true, italic: true },
    ];
    const person = (await open(() => ({ blocks: [{ kind: "rich", spans }], choices: [] }))).person();
    const { text } = await person.says("rapat?");
    expect(text.trim()).toBe("Rapat *bukan* wajib <b>&, ASN_netral ~_semua_~\n> 2*3 kebijakan baris\n`satu` dua");
  });

  it("carries a long reply whole, with its choices", async () => {
    const words = Array.from({ length: 3_000 }, (_, at) => `kata${at}`);
    const long: Reply = {
      blocks: [{ kind: "quote", title: "Pasal", text: words.join(" ") }],
      choices: [{ label: "Lanjut", action: "/lanjut" }],
    };
    const person = (await open(() => long)).person();
    const heard = await person.says("panjang");
    expect(heard.text.split(/\s+/)).toEqual(["Pasal", ...words]);
    expect(heard.choices).toEqual(["Lanjut"]);
  });

  it("offers choices that can be chosen, short and long ones", async () => {
    const choices = [
      { label: "Lihat bunyi ringkas pasalnya", action: "/dasar menyukai-unggahan" },
      { label: "Mengikuti kampanye pasangan calon di luar jam kerja tanpa atribut", action: "/situasi ikut" },
    ];
    const person = (await open(({ rest }) => says(`jawaban: ${rest}`, rest === "halo" ? choices : []))).person();
    expect((await person.says("halo")).choices).toEqual(choices.map(({ label }) => label));
    for (const { label, action } of choices) expect((await person.chooses(label)).text).toBe(`jawaban: ${action}`);
  });

  it("answers a person in the order they wrote", async () => {
    const person = (
      await open(async ({ rest }) => {
        await new Promise((resolve) => setTimeout(resolve, rest === "satu" ? 30 : 1));
        return says(rest);
      })
    ).person();
    const heard = await Promise.all([person.says("satu"), person.says("dua")]);
    expect(heard.map(({ text }) => text).join(" ")).toMatch(/satu\s+dua/);
  });

  it("gives a sentence when a handler breaks or does not end", async () => {
    const person = (
      await open(({ rest }) => {
        if (rest === "rusak") throw new Error("rahasia");
        return new Promise(() => {});
      }, 50)
    ).person();
    expect((await person.says("rusak")).text).toMatch(/^Maaf, ada gangguan/);
    expect((await person.says("macet")).text).toMatch(/^Maaf, .*terlalu lama/);
  });

  it("says once to somebody who floods it that they must wait, and then nothing", async () => {
    const person = (await open(() => says("ya"))).person();
    for (let at = 0; at < 5; at += 1) expect((await person.says(`${at}?`)).text).toBe("ya");
    expect((await person.says("lagi")).text).toMatch(/Coba lagi/);
    expect((await person.says("lagi")).text).toBe("");
  });

  it("answers what is under way when it is stopped, ends, and may be stopped again", async () => {
    const opened = await open(async ({ rest }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return says(rest);
    });
    const heard = opened.person().says("sebentar");
    await expect.poll(() => seen.length).toBe(1);
    await opened.channel.stop();
    await opened.channel.ended;
    expect((await heard).text).toBe("sebentar");
    await opened.channel.stop();
  });

  it("has what it says its platform has, and nothing else", async () => {
    const opened = await open();
    const { sendsFile, edits } = opened.person();
    const { files, edits: changes, groups } = setup.can;
    expect([sendsFile, edits, opened.group].map((each) => each !== undefined)).toEqual([files, changes, groups]);
  });

  const bytes = Buffer.concat([Buffer.from("\r\n--berkas"), Buffer.alloc(30_000, 7), Buffer.from("--\r\n")]);
  const withFiles: Reply = {
    ...says("Ini dia.", [{ label: "Lagi", action: "/lagi" }]),
    files: [
      { name: "statistik.png", mime: "image/png", bytes, caption: "minggu ini & <b>itu</b>" },
      { name: "jumlah.csv", mime: "text/csv", bytes },
    ],
  };

  it("brings the words of a reply with files, and its choices", async () => {
    const heard = await (await open(() => withFiles)).person().says("gambar?");
    expect(heard.text).toMatch(/^Ini dia\./);
    expect(heard.choices).toEqual(["Lagi"]);
  });

  if (setup.can.sendsFiles)
    it("brings the files of a reply byte for byte, pictures as pictures, with their captions", async () => {
      const { files } = await (await open(() => withFiles)).person().says("gambar?");
      // No phone shows the name of a picture.
      const shown = files.map(({ name, shownAs, caption }) => ({
        ...(shownAs === "file" && { name }),
        shownAs,
        caption,
      }));
      expect(shown).toEqual([
        { shownAs: "picture", caption: "minggu ini & <b>itu</b>" },
        { name: "jumlah.csv", shownAs: "file", caption: "" },
      ]);
      for (const file of files) expect(bytes.equals(file.bytes)).toBe(true);
    });
  else
    it("names the files of a reply, with their size and captions", async () => {
      const { text, files } = await (await open(() => withFiles)).person().says("gambar?");
      expect(text).toContain("[gambar: statistik.png, 29 KB]\nminggu ini & <b>itu</b>");
      expect(text).toContain("[berkas: jumlah.csv, 29 KB]");
      expect(files).toEqual([]);
    });

  if (setup.can.crowds)
    it("lets nobody wait for somebody else", async () => {
      const { handle, release } = holding(({ rest }) => rest === "macet");
      const opened = await open(handle, 20_000);
      const stuck = opened.person().says("macet");
      const others = await Promise.all(Array.from({ length: 30 }, (_, at) => opened.person().says(`orang ${at}`)));
      expect(others.map(({ text }) => text)).toEqual(others.map((_, at) => `orang ${at}`));
      release();
      expect((await stuck).text).toBe("macet");
    });

  if (setup.can.files)
    it("hands over the words with a file, never the file", async () => {
      const { sendsFile } = (await open()).person();
      assert(sendsFile !== undefined);
      expect((await sendsFile("boleh begini?")).text).toMatch(/^jawaban: boleh begini\?[\s\S]*tidak saya buka/);
      expect((await sendsFile("")).text).toMatch(/hanya membaca tulisan/);
      expect(seen.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(["file: boleh begini?", "file: "]);
    });

  if (setup.can.files)
    it("hands a file to a dialogue that takes one, whole, and to nothing else", async () => {
      const surat = { name: "Surat: undangan/rapat.PDF", mime: "application/pdf", bytes: Buffer.alloc(60_000, 5) };
      const got: Array<Omit<IncomingFile, "bytes"> & { text: string; bytes: Uint8Array }> = [];
      const opened = await open(async ({ message, remembered, rest }) => {
        if (rest === "/buka") remembered.dialogue = { kind: "answering", id: 1, takesFiles: true };
        if (rest === "/tutup") remembered.dialogue = undefined;
        if (message.file === undefined) return says(`jawaban: ${rest}`);
        got.push({ ...message.file, text: rest, bytes: await message.file.bytes() });
        return says(`diterima: ${rest}`);
      });
      const { says: writes, sendsFile } = opened.person();
      assert(sendsFile !== undefined);
      expect((await sendsFile("halo", surat)).text).toMatch(/^jawaban: halo[\s\S]*tidak saya buka/);
      await writes("/buka");
      expect((await sendsFile("5", surat)).text).toBe("diterima: 5");
      expect((await sendsFile("")).text).toBe("diterima:");
      expect((await sendsFile("/tutup", surat)).text).toMatch(/^jawaban: \/tutup[\s\S]*tidak saya buka/);
      const alone = { ofSeveral: false, size: expect.any(Number) };
      expect(got).toMatchObject([
        { ...alone, text: "5", name: "Surat_ undangan_rapat.PDF", mime: "application/pdf", size: 60_000 },
        { ...alone, text: "", name: "foto.jpg", mime: "image/jpeg" },
      ]);
      expect(surat.bytes.equals(got[0]?.bytes ?? new Uint8Array())).toBe(true);
      expect(got[1]?.bytes.length).toBe(got[1]?.size);
    });

  if (setup.can.edits)
    it("answers a changed question", async () => {
      const { says: writes, edits } = (await open()).person();
      assert(edits !== undefined);
      await writes("boleh lik?");
      expect((await edits("boleh like?")).text).toBe("jawaban: boleh like?");
    });

  if (setup.can.groups)
    it("answers a group only when it is spoken to, and knows it is one", async () => {
      const { group } = await open();
      assert(group !== undefined);
      const office = group();
      expect((await office.saysToOthers("menurut kalian boleh like?")).text).toBe("");
      expect((await office.says("boleh like?")).text).toBe("jawaban: boleh like?");
      expect(seen).toMatchObject([{ address: office.address, place: "group", text: "boleh like?" }]);
    });
});
