import { HIDDEN } from "../../src/answer/scrub.ts";
import type { Message } from "../../src/chat/message.ts";
import { shippedAnswering } from "./answering.ts";
import { openTestOffice } from "./office.ts";
import { type OpenAiServer, startOpenAi } from "./openai-server/server.ts";
import { received } from "./planted.ts";
import { type Conversation, recordConversation, type Step } from "./recorded-conversations.ts";
import { newReader } from "./tip-case.ts";
import { putReaders } from "./tip-readers.ts";
import { wholeTexts } from "./whole-texts.ts";

export type Ran = {
  figures: {
    conversations: number;
    messages: number;
    planted: number;
    /** Calls of the model, and those in which something of a person's words stood. */
    calls: number;
    asked: number;
  };
  problems: string[];
};

/** Longer than a dialogue stays open, and shorter than what was told there is remembered. */
const IDLE_MS = 25 * 60_000;
const AT_ONCE = 40;
/** So many words in a row that are in a report and in no question. */
const RUN_OF_WORDS = 4;
/** Shorter names are part of other words. */
const SHORTEST_STRING = 6;

/**
 * Lets people talk with the whole service as it was recorded, with a model that says nothing of use, and looks through all that
 * the model received. Each batch is of other people: the second act comes after their dialogues ended by themselves, the third
 * in a new process.
 */
export async function runConversations(first: number, count: number, questions: readonly string[]): Promise<Ran> {
  const openai = await startOpenAi();
  let now = Date.parse("2026-11-22T03:00:00Z");
  const office = await openTestOffice({
    clock: () => new Date(now),
    environment: {
      OPENAI_BASE_URL: openai.baseUrl,
      OPENAI_API_KEY: "sk-uji",
      MODEL_TOKENS_PER_DAY: "0",
      TIPS_PER_DAY: "0",
    },
    prepare: async (folder) =>
      putReaders(folder, [await newReader("ana"), await newReader("budi", { unit: "BKPSDM" })]),
  });
  const officer = await office.officer("petugas", "admin");
  const { knowledge } = await shippedAnswering();
  const ours: Ours = {
    runs: runsOf(questions),
    words: new Set(wholeTexts(knowledge).flatMap(([, text]) => text.toLowerCase().match(/\p{L}+/gu) ?? [])),
  };
  const ran: Ran = {
    figures: { conversations: 0, messages: 0, planted: 0, calls: 0, asked: 0 },
    problems: [],
  };

  async function act(people: readonly Person[], at: number): Promise<void> {
    await Promise.all(
      people.map(async (person) => {
        for (const step of person.conversation.acts[at] ?? []) {
          await say(person, step);
          ran.figures.messages += 1;
        }
      }),
    );
  }

  async function say({ address, conversation }: Person, { text, message }: Step): Promise<void> {
    const from = conversation.kind === "officer" ? officer.address : address;
    const whole: Message = {
      ...{ channel: "telegram", address: from, id: `r${ran.figures.messages}-${Math.random()}`, kind: "text", text },
      ...{ place: "private", late: false },
      ...message,
    };
    await office.service.converse(whole, async () => undefined);
  }

  try {
    for (let from = first; from < first + count; from += AT_ONCE) {
      const size = Math.min(AT_ONCE, first + count - from);
      const people = Array.from({ length: size }, (_, at): Person => {
        const conversation = recordConversation(from + at, questions);
        return { address: `telegram:${90_000 + from + at}`, conversation };
      });
      // Nobody wrote in the first half hour of this process; of the next, whoever was cut short goes on at once.
      now += IDLE_MS + IDLE_MS;
      await act(people, 0);
      now += IDLE_MS;
      await act(people, 1);
      await office.restart();
      await act(people, 2);
      look(openai, people, ours, ran);
      openai.clear();
    }
  } finally {
    await office.close();
    await openai.stop();
  }
  return ran;
}

/** Runs of words in questions, and all words, of our own knowledge. */
type Ours = { runs: ReadonlySet<string>; words: ReadonlySet<string> };

type Person = { address: string; conversation: Conversation };

/** Of everybody's together, for what one person's words are in a call is not known from outside. */
function look({ requests }: OpenAiServer, people: readonly Person[], ours: Ours, ran: Ran): void {
  const slots = requests.flatMap(({ body }) => questionIn(body) ?? []);
  const whole = requests.map(({ raw, headers }) => `${raw} ${JSON.stringify(headers)}`.toLowerCase()).join("\n");
  ran.figures.calls += requests.length;
  ran.figures.asked += slots.length;
  ran.problems.push(...strangeIn(slots, people, ours));
  const read = slots.map(received);
  for (const { address, conversation } of people) {
    const { planted } = conversation;
    ran.figures.conversations += 1;
    ran.figures.planted += planted.length;
    const strings = [address.replace(/\D/g, ""), ...planted.flatMap((each) => each.strings)];
    for (const string of strings)
      if (string.length >= SHORTEST_STRING && !ours.words.has(string) && whole.includes(string))
        ran.problems.push(`"${string}" somewhere`);
    for (const { kind, written, shows } of planted) {
      const found = read.findIndex(shows);
      if (found >= 0) ran.problems.push(`${kind} "${written}" in ${slots[found] ?? ""}`);
    }
  }
  if (requests.some(({ path }) => path.endsWith("/transcriptions")))
    ran.problems.push("a voice that nobody agreed to send");
}

/** What has other signs than may leave, and what is of a report. */
function strangeIn(slots: readonly string[], people: readonly Person[], { runs }: Ours): string[] {
  const told = runsOf(people.flatMap(({ conversation }) => conversation.told));
  return slots.flatMap((slot) => [
    ...(/^(?:[a-z0-9 .,?!:;()"/-]|⟨…⟩)*$/.test(slot) ? [] : [`not of the signs that may leave: ${slot}`]),
    ...[...runsOf([slot])]
      .filter((run) => told.has(run) && !runs.has(run))
      .slice(0, 1)
      .map((run) => `of a report: "${run}" in ${slot}`),
  ]);
}

/** What of a call are a person's words: the first data in it, or what is to become a vector. */
function questionIn(body: Readonly<Record<string, unknown>>): string | undefined {
  const messages = body["messages"] ?? body["input"];
  const user = Array.isArray(messages)
    ? messages.map((each) => (typeof each === "string" ? "" : String(each?.content ?? ""))).join("\n")
    : "";
  return /Pertanyaan:\s*\[DATA \w+\]\n([\s\S]*?)\n\[\/DATA/.exec(user)?.[1];
}

/** Every run of some words in a row, hidden ones left out. */
function runsOf(texts: readonly string[]): Set<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    for (const piece of text.toLowerCase().split(HIDDEN)) {
      const words = piece.match(/[\p{L}\p{N}]+/gu) ?? [];
      for (let at = 0; at + RUN_OF_WORDS <= words.length; at += 1)
        runs.add(words.slice(at, at + RUN_OF_WORDS).join(" "));
    }
  }
  return runs;
}
