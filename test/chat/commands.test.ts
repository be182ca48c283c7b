import { beforeEach, describe, expect, it } from "vitest";
import { createRoutes, otherWays, unknownCommand } from "../../src/chat/commands.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { type ChannelName, plainText, type Reply } from "../../src/chat/message.ts";
import { createQuestionHandler } from "../../src/chat/question.ts";
import { createRouter } from "../../src/chat/routes.ts";
import { dayIn } from "../../src/clock.ts";
import { shippedAnswering } from "../support/answering.ts";

const answering = await shippedAnswering();
const { knowledge, answer } = answering;
let now = new Date("2026-11-22T03:00:00Z");
const clock = () => now;
const routes = createRoutes({
  current: () => ({ ...answering, today: dayIn("WIT", clock()) }),
  officeName: "Kesbangpol Contoh",
  version: "0.0.0",
  report: () => otherWays(knowledge),
});
let memory = createMemory(clock);
let route = createRoute();

function createRoute() {
  const question = createQuestionHandler({
    answer,
    memory,
    clock,
    zone: "WIT",
    offer: () => ({ blocks: [], choices: [] }),
    count: () => {},
  });
  return createRouter({ routes, question, unknownCommand, dialogue: unknownCommand });
}

beforeEach(() => {
  now = new Date("2026-11-22T03:00:00Z");
  memory = createMemory(clock);
  route = createRoute();
});

async function say(text: string, channel: ChannelName = "terminal"): Promise<Reply> {
  const address = `${channel}:a`;
  const remembered = memory.of(address);
  const { handle, rest } = route(text, remembered);
  const message = { channel, address, id: "1", kind: "text", text, place: "private", late: false } as const;
  const reply = await handle({ message, rest, remembered });
  remembered.choices = reply.choices;
  return reply;
}

const text = async (said: string) => plainText(await say(said));

describe("commands", () => {
  it("say that an AI service is asked, and what it gets, only where one is", async () => {
    expect(await text("/privasi")).not.toContain("Kantor ini memakai layanan AI");
    const parts = {
      current: () => ({ ...answering, today: "2026-11-22" }),
      officeName: "Kesbangpol Contoh",
      version: "0",
    };
    const asking = createRoutes({ ...parts, report: () => otherWays(knowledge), asksOutside: true });
    const privacy = asking.find(({ command }) => command === "/privasi");
    const message = {
      channel: "terminal",
      address: "a",
      id: "1",
      kind: "text",
      text: "",
      place: "private",
      late: false,
    } as const;
    const said = await privacy?.handle({ message, rest: "", remembered: memory.of("a") });
    expect(said === undefined ? "" : plainText(said)).toContain("Kantor ini memakai layanan AI");
  });

  it("say on WhatsApp, and only there, what that channel leaves on the disk", async () => {
    const onWhatsApp = plainText(await say("/privasi", "whatsapp"));
    expect(onWhatsApp).toMatch(/terkunci \(terenkripsi\) sampai jawabannya terkirim/);
    expect(onWhatsApp).toMatch(/nomor Anda pernah menulis ke sini/);
    expect(await text("/privasi")).not.toMatch(/terkunci/);
  });

  it("greet with the office's name and list every command of the table", async () => {
    const greeting = await text("/start");
    expect(greeting).toContain("Kesbangpol Contoh");
    for (const { command, help } of routes) if (help !== undefined) expect(greeting).toContain(command);
  });

  it("are known without a slash, in any case, and with a bot's name behind them", async () => {
    const help = await text("/bantuan");
    for (const said of ["bantuan", "BANTUAN", " /Bantuan ", "/bantuan@sinetral_bot"])
      expect(await text(said)).toBe(help);
  });

  it("do not swallow a question that begins with the same word", async () => {
    expect((await say("topik apa yang boleh saya bahas di grup wa keluarga soal calon?")).blocks[0]?.kind).toBe(
      "title",
    );
  });

  it("say so when they do not exist", async () => {
    expect(await text("/rahasia")).toContain("/rahasia tidak ada");
  });

  it("lead from the topics to a situation and its passages", async () => {
    const groups = await say("/topik");
    const group = await say(groups.choices[1]?.action ?? "");
    const situation = await say(group.choices[0]?.action ?? "");
    expect(plainText(situation)).toContain("Dasar hukum:");
    const passages = await say(situation.choices[0]?.action ?? "");
    expect(plainText(passages)).toContain("ringkasan kami");
  });

  it("reach every situation from /topik, but those that only say what is not known", async () => {
    const reached = new Set<string>();
    for (const group of (await say("/topik")).choices) {
      let next: string | undefined = group.action;
      while (next !== undefined) {
        const { choices }: Reply = await say(next);
        for (const { action } of choices) if (action.startsWith("/situasi ")) reached.add(action.slice(9));
        next = choices.find(({ label }) => label === "Lanjut")?.action;
      }
    }
    const hidden = [...knowledge.situations.keys()].filter((id) => !reached.has(id));
    expect(hidden.every((id) => knowledge.situations.get(id)?.topic === "tidak-tahu")).toBe(true);
  });

  it("show a passage by reference, by id and by words", async () => {
    expect(await text("/pasal 5 huruf n angka 6 pp 94/2021")).toContain("Pasal 5 huruf n angka 6 PP 94/2021 (berlaku)");
    expect(await text("/pasal pp-94-2021/pasal-5/huruf-n/angka-6")).toContain("Pasal 5 huruf n angka 6");
    expect((await say("/pasal kendaraan dinas")).choices[0]?.action).toMatch(/^\/pasal /);
    expect(await text("/pasal")).toContain("Tulis rujukannya");
    expect(await text("/pasal 9 peraturan bkn 6/2022")).toContain("belum ada pada saya");
  });

  it.each([
    ["/pasal 280 uu pemilu", "Pasal 280 UU 7/2017"],
    ["/pasal 282 uu 7/2017", "Pasal 282 UU 7/2017"],
    ["/pasal 71 ayat 1 uu 10/2016", "Pasal 71 ayat (1) UU 10/2016"],
    ["/pasal 59 ayat 3 uu 20/2023", "Pasal 59 ayat (3) UU 20/2023"],
    ["/pasal 14 huruf i pp 94/2021", "Pasal 14 huruf i PP 94/2021"],
    ["/pasal 16 pp 94/2021", "Pasal 16 PP 94/2021"],
    ["/pasal pasal 16 pp 94/2021", "Pasal 16 PP 94/2021"],
    ["/pasal pp 94/2021", "PP 94/2021"],
  ])("take the number behind %j for the article", async (said, label) => {
    expect((await text(said)).startsWith(`${label} (`)).toBe(true);
  });

  it("show what the examples of the help promise", async () => {
    const examples = [...(await text("/pasal")).matchAll(/"(\/pasal \d[^"]*)"/g)].map(([, example]) => example ?? "");
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      const number = /\d+/.exec(example)?.[0];
      expect(await text(example)).toMatch(new RegExp(`^Pasal ${number} `));
    }
  });

  it("say that an article is not there rather than show another", async () => {
    expect(await text("/pasal 999 uu pemilu")).toContain("belum ada pada saya");
    expect(await text("/pasal 280 pp 94/2021")).toContain("belum ada pada saya");
  });

  it("offer the articles of that number where no regulation is named", async () => {
    const labels = (await say("/pasal 5")).choices.map(({ label }) => label);
    expect(labels.some((label) => label.startsWith("Pasal 5 PP 94/2021"))).toBe(true);
  });

  it("keep the passages and the steps of an answer on offer to each other", async () => {
    const labels = (reply: Reply) => reply.choices.map(({ label }) => label);
    expect(labels(await say("/dasar menyukai-unggahan-calon"))).toContain("Kalau sudah terlanjur");
    expect(labels(await say("/langkah menyukai-unggahan-calon"))).toContain("Lihat bunyi ringkas pasalnya");
  });

  it("say when what they show was checked too long ago", async () => {
    const dated = /lebih dari 180 hari lalu/;
    for (const said of ["/pasal pp 94/2021", "/dasar potong-tukin", "/situasi potong-tukin"]) {
      now = new Date("2026-11-22T03:00:00Z");
      expect(await text(said)).not.toMatch(dated);
      now = new Date("2027-12-01T03:00:00Z");
      expect(await text(said)).toMatch(dated);
    }
  });

  it("page what is long", async () => {
    const first = await say("/dasar sanksi-pppk");
    const more = first.choices.find(({ label }) => label === "Lanjut");
    expect(more).toBeDefined();
    const second = await text(more?.action ?? "");
    expect(second).not.toBe(plainText(first));
    expect(second).toContain("ringkasan kami");
  });

  it("point to the formal channels", async () => {
    const said = await text("/lapor");
    for (const { title } of knowledge.channels) expect(said).toContain(title);
  });

  it("fit a button: every action is at most 64 bytes", async () => {
    const actions = [...knowledge.situations.keys()].flatMap((id) => [
      `/situasi ${id}`,
      `/situasi ${id} setelah-pemungutan`,
      `/dasar ${id} 2`,
      `/langkah ${id}`,
    ]);
    for (const id of knowledge.passages.keys()) actions.push(`/pasal ${id}`);
    for (const action of actions) expect(Buffer.byteLength(action), action).toBeLessThanOrEqual(64);
  });
});

describe("a question in the conversation", () => {
  it("carries the disclaimer once a day of the office's zone", async () => {
    const disclaimer = "bukan nasihat hukum";
    expect(await text("boleh like postingan caleg?")).toContain(disclaimer);
    expect(await text("boleh pakai mobil dinas ke kampanye?")).not.toContain(disclaimer);
    now = new Date("2026-11-22T14:59:00Z");
    expect(await text("boleh like postingan caleg?")).not.toContain(disclaimer);
    now = new Date("2026-11-22T15:01:00Z"); // past midnight in WIT
    expect(await text("boleh like postingan caleg?")).toContain(disclaimer);
  });

  it("is forgotten after half an hour", async () => {
    await say("boleh like postingan caleg?");
    expect(memory.size()).toBe(1);
    now = new Date("2026-11-22T03:31:00Z");
    expect(memory.size()).toBe(0);
    expect(memory.of("terminal:a").before).toBeUndefined();
  });

  it("is asked back for the stage when the calendar does not know it, and a choice answers that", async () => {
    now = new Date("2031-05-05T03:00:00Z");
    const asked = await say("pppk boleh menjelekkan salah satu calon bupati di medsos?");
    expect(plainText(asked)).toContain("Pada tahap apa");
    const [after] = asked.choices;
    expect(after?.label).toBe("Setelah calon ditetapkan");
    const chosen = await text(after?.action ?? "");
    expect(chosen).toContain("⛔ DILARANG");
    expect(chosen).not.toContain("Pada tahap apa");
    expect(memory.of("terminal:a").before?.said).toMatchObject({ siapa: "pppk", tahap: "setelah-penetapan" });
  });

  it("goes on after a picked situation", async () => {
    await say("/situasi menyukai-unggahan-calon");
    expect(await text("kalau PPPK?")).toContain("Menyukai");
  });
});
