import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { voiceTexts } from "../../src/chat/voice-texts.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { oggVoice } from "../support/hostile-files.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { type OpenAiServer, startOpenAi } from "../support/openai-server/server.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders, withTipStore } from "../support/tip-readers.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

const ana = await newReader("ana");
const budi = await newReader("budi");
const ACCUSES = "pak camat kemarin bagi sembako buat paslon di kantor kecamatan";
const voice = (said: string) => ({ bytes: Buffer.concat([oggVoice(), Buffer.from(said)]) });
const { yes, no } = voiceTexts.choice;

let openai: OpenAiServer;
let office: TestOffice;

beforeAll(async () => {
  openai = await startOpenAi();
});

afterEach(() => openai.clear());

afterAll(() => openai.stop());

/** What was asked of the API, in order. */
const asked = () => openai.requests.map(({ path }) => path.replace("/v1/", ""));

async function openedByAna() {
  return withTipStore(office.folder, async (store) => {
    const lists = verifyLists(await store.lists(), office.settings.TIPS_ROOT);
    const [stored] = await store.cases();
    if (stored === undefined) throw new Error("nothing was stored");
    return openCase({ stored, parts: await store.parts(stored.id), identity: ana.identity.secret, lists });
  });
}

describe.each([telegramStage, whatsappStage])("a voice note on $name", (on) => {
  // One for all, for each test is about other people.
  beforeAll(async () => {
    office = await openTestOffice({
      on,
      environment: { OPENAI_BASE_URL: openai.baseUrl },
      prepare: (folder) => putReaders(folder, [ana, budi]),
    });
  });
  afterAll(() => office.close());

  it("reaches the API only after its writer agreed, as nothing but a sound, and is answered as its words would be", async () => {
    const person = office.person();
    openai.hear(() => "Boleh like postingan caleg?");
    const question = await person.sendsVoice?.(voice("boleh like"));
    expect(question?.text).toContain("Suara dikirim ke layanan luar");
    expect(question?.choices).toEqual([yes, no]);
    expect(asked()).toEqual([]);
    const answer = await person.chooses(yes);
    expect(answer.text).toMatch(/Saya dengar:?\s+Boleh like postingan caleg\?/);
    expect(answer.text).toContain("DILARANG");
    const [call] = openai.requests.filter(({ path }) => path.endsWith("/transcriptions"));
    expect(call?.file).toMatchObject({ name: "suara.ogg", type: "audio/ogg", bytes: voice("boleh like").bytes });
    const number = person.address.replace(/\D/g, "");
    expect([call?.raw.includes(number), JSON.stringify(call?.headers).includes(number)]).toEqual([false, false]);
    openai.hear(() => "Sanksinya apa?");
    expect((await person.sendsVoice?.(voice("sanksinya apa")))?.text).toMatch(/Saya dengar:?\s+Sanksinya apa\?/);
  });

  it("never reaches it after a no, nor when it was passed on from others or is too long", async () => {
    const person = office.person();
    await person.sendsVoice?.(voice("satu"));
    expect((await person.chooses(no)).text).toBe(voiceTexts.declined);
    expect((await person.sendsVoice?.(voice("dua")))?.text).toBe(voiceTexts.declined);
    const other = office.person();
    expect((await other.sendsVoice?.({ ...voice("tiga"), forwarded: true }))?.text).toBe(voiceTexts.recording);
    // Somebody else's voice may be the proof of something: whoever shows it is asked nothing of their own then.
    expect((await other.sendsVoice?.(voice("empat")))?.text).toBe(voiceTexts.notNow);
    expect((await office.person().sendsVoice?.({ ...voice("lima"), seconds: 300 }))?.text).toBe(voiceTexts.tooLong(2));
    expect(asked()).toEqual([]);
  });

  it("that tells of somebody is held, sealed on a yes, and told to no model; in the report a voice is sealed and goes nowhere", async () => {
    const person = office.person();
    openai.hear(() => ACCUSES);
    await person.sendsVoice?.(voice("pak camat"));
    const held = await person.chooses(yes);
    for (const words of [ACCUSES, tipTexts.held, voiceTexts.held]) expect(held.text).toContain(words);
    expect(held.text).not.toContain("✔");
    expect(office.service.takesAll(person.address)).toBe(true);
    await person.chooses(tipTexts.choice.heldYes);
    await person.says("YA");
    expect((await person.says("LEWATI")).text).toContain("✔");
    const inside = voice("dan ini buktinya");
    const sealed = await person.sendsVoice?.(inside);
    expect(sealed?.text).toContain("✔");
    expect(sealed?.text).not.toContain("Saya dengar");
    await person.says("SELESAI");
    const after = await person.sendsVoice?.(voice("masih tentang pak camat"));
    expect(after?.text).toContain(voiceTexts.notNow);
    expect(asked()).toEqual(["audio/transcriptions"]);
    const { parts, problems } = await openedByAna();
    expect(problems).toEqual([]);
    expect(parts.map(({ meta, text }) => meta.file?.name ?? text)).toEqual([ACCUSES, "suara.ogg"]);
    expect(Buffer.from(parts[1]?.content ?? [])).toEqual(inside.bytes);
  });

  it("that was held and is no report after all is answered, and told to no model either", async () => {
    const person = office.person();
    openai.hear(() => ACCUSES);
    await person.sendsVoice?.(voice("pak camat"));
    await person.chooses(yes);
    const answer = await person.chooses(tipTexts.choice.heldNo);
    expect(answer.text.length).toBeGreaterThan(20);
    expect((await person.sendsVoice?.(voice("lagi")))?.text).toBe(voiceTexts.notNow);
    expect(asked()).toEqual(["audio/transcriptions"]);
  });

  it("that cannot be turned into words is asked for in writing, which is answered", async () => {
    const person = office.person();
    openai.fault({ kind: "status", status: 500, path: "/v1/audio/transcriptions", times: 9 });
    await person.sendsVoice?.(voice("boleh like"));
    expect((await person.chooses(yes)).text).toBe(voiceTexts.trouble);
    expect((await person.says("boleh like postingan caleg?")).text).toContain("DILARANG");
  });
});

describe.each([telegramStage, whatsappStage])("without a language model on $name", (on) => {
  it("a voice note is asked for in writing", async () => {
    office = await openTestOffice({ on });
    const heard = await office.person().sendsVoice?.(voice("boleh like"));
    await office.close();
    expect(heard).toMatchObject({ text: voiceTexts.type, choices: [] });
  });
});
